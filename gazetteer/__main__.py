"""`python -m gazetteer` is the command `gazetteer`."""

import sys

from .cli import main

sys.exit(main())
