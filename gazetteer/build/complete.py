"""Complete the names of a place before it is written.

Everything that is written to a gazetteer passes here once, with all its names together:
places of the text sources, of a full dump, and people's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model import Place
    from .draft import Spellings


def complete(place: Place, names: Spellings) -> None:
    """Add what follows from the names that a place has; twice changes nothing more."""
