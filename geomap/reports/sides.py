"""Who acts where a sentence leaves it to the reader: sides taken from what stands around it."""

from __future__ import annotations

from collections.abc import Sequence

from .drafts import Draft
from .parties import country, opponent
from .triggers import anywhere


def complete_sides(draft: Draft, found: Sequence[Draft], narrator: str | None) -> None:
    """Name the sides that the words of an event leave out.

    `found` are the events told before, `narrator` the side that tells.
    """
    if draft.actor is None and draft.kind.name == "liberated" and narrator:
        # Nobody says "liberated" of what the other side took.
        draft.actor = narrator
        draft.why.append(f"{narrator} took it, as its side calls it liberated")
    if draft.reading.parties:
        return
    if draft.kind.other_side and narrator and draft.actor is None:
        draft.actor, draft.target = narrator, opponent(narrator)
        draft.why.append(f"{narrator} repels, as the report is told from its side")
    elif draft.actor is None and not draft.kind.loser and _suffers(draft):
        _by_the_other(draft, narrator)
    else:
        _as_before(draft, found)


def _suffers(draft: Draft) -> bool:
    pattern = anywhere(draft.reading.lexicon, "sides", "suffered")
    return bool(pattern and pattern.search(draft.reading.text))


def _by_the_other(draft: Draft, narrator: str | None) -> None:
    """Who came under fire did not shoot: the other side did, where one tells the report."""
    other = opponent(narrator)
    home = country(other)
    if other and all(home not in spot.countries for spot in draft.spots):
        draft.actor = other
        draft.why.append(f"{other} acts, as {narrator} tells what was suffered")


def _as_before(draft: Draft, found: Sequence[Draft]) -> None:
    """Languages that leave out the subject mean that of the sentence before."""
    drops = draft.reading.lexicon.section("sides").get("pro_drop", False)
    doing = not draft.kind.loser and draft.kind.name not in ("fighting", "clash")
    if drops and doing and found:
        last = found[-1]
        if last.reading.sentence.paragraph == draft.reading.sentence.paragraph:
            draft.actor = draft.actor or last.actor
