"""`python -m gazetteer.build`: build the shipped rules and database."""

from . import build_all

for made in build_all():
    print(made.name)
