"""Make what the package ships from the text sources beside it: the rules and the database.

`python -m gazetteer.build` needs the standard library only; `python -m
gazetteer.build.sources` renews the GeoNames part of the text sources.
"""

from .database import build_all

__all__ = ["build_all"]
