"""Find place names in running text.

Each paragraph is read for what may be a name (`passage`); what stays is decided for the whole
text at once (`context`).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .context import decide
from .language import UNKNOWN, detect_language
from .model import Mention
from .passage import Passage
from .spans import Span
from .tokens import paragraphs
from .wording import Wording

if TYPE_CHECKING:
    from .gazetteer import Gazetteer
    from .likely import Likely

LONG_TEXT = 20_000  # characters


def scan(
    gazetteer: Gazetteer,
    text: str,
    *,
    language: str | None = None,
    date: str | None = None,
    likely: Likely | None = None,
) -> list[Mention]:
    """Return the mentions of places in a text; see `Gazetteer.scan`."""
    if len(text) <= LONG_TEXT:
        return _scan(gazetteer, text, language, date, likely)
    gazetteer.store.pack()
    with _no_collection():
        return _scan(gazetteer, text, language, date, likely)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep Python from looking for cycles: none are made, and it would walk all that is held."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if not gc.get_freeze_count():
                # What was made counts as old from now on (as all of the process does), and is not
                # walked as new.
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def _scan(
    gazetteer: Gazetteer, text: str, language: str | None, date: str | None, likely: Likely | None
) -> list[Mention]:
    whole = language or detect_language(text)
    wording = Wording(text)
    spans: list[Span] = []
    for number, paragraph in enumerate(paragraphs(text)):
        stretch = text[paragraph.start : paragraph.end]
        # A paragraph that is all of the text shows no other language than the text does.
        alone = whole if len(stretch) == len(text) else None
        found = language or alone or detect_language(stretch, likely=whole, words=paragraph.words)
        code = whole if found == UNKNOWN else found
        spans += Passage(gazetteer, paragraph, number, code, wording).spans()
    return decide(gazetteer.store, text, spans, on=date, likely=likely)
