"""Claimants of a document: who says so, and whom "he", "it" and "the staff" mean."""

from __future__ import annotations

from dataclasses import dataclass, field

from .claims import Claim
from .speakers import Said


@dataclass
class Claimant:
    """Who says so: a side, a body and a person, and the publisher that passes it on."""

    party: str | None = None
    body: str | None = None
    person: str | None = None
    via: str | None = None

    @property
    def label(self) -> str:
        """`United States (John Kirby, White House), via Reuters`."""
        inner = ", ".join(part for part in (self.person, self.body) if part)
        outer = f"{self.party} ({inner})" if self.party and inner else self.party or inner
        if not outer:
            return self.via or ""
        return f"{outer}, via {self.via}" if self.via else outer


@dataclass
class Claimants:
    """The claimants of one document; the same one met again is the same object."""

    met: list[Claimant] = field(default_factory=list)

    @property
    def persons(self) -> tuple[str, ...]:
        return tuple(c.person for c in self.met if c.person)

    @property
    def only(self) -> Claimant | None:
        """The one claimant of the document, if there is but one."""
        return self.met[0] if len(self.met) == 1 else None

    def of(self, claims: tuple[Claim, ...]) -> Claimant | None:
        """The claimant of a sentence, all its claims taken together."""
        media = next((c.said.media for c in claims if c.said.media), None) or self._passed_on(
            claims
        )
        said = [c.said for c in claims if _has_source(c.said)]
        # A person or a body says more than a bare side ("according to US estimates").
        said.sort(key=lambda s: (s.person is None, s.body is None, s.pronoun is None))
        if not said:
            return self._add(Claimant(via=media)) if media else None
        claimant = self._resolve(said[0])
        if claimant is None:
            return self._add(Claimant(via=media)) if media else None
        for other in said[1:]:
            if claimant.person and claimant.party is None and not other.body:
                claimant.party = other.party
        if media and claimant.via is None:
            claimant.via = media
        return claimant

    def _passed_on(self, claims: tuple[Claim, ...]) -> str | None:
        """The publisher that "according to the paper, the staff says" means."""
        last = self.met[-1] if self.met else None
        told = any(c.said.pronoun == "body" for c in claims) and len(claims) > 1
        return last.via if told and last is not None and last.label == last.via else None

    def _resolve(self, said: Said) -> Claimant | None:
        for claimant in reversed(self.met):
            if _means(said, claimant):
                # The latest one met stands last: that is whom "it" and "he" mean.
                self.met.remove(claimant)
                self.met.append(claimant)
                claimant.person = claimant.person or said.person
                claimant.party = claimant.party or said.party
                claimant.body = claimant.body or said.body
                return claimant
        if said.pronoun and not said.party:
            return None
        return self._add(Claimant(said.party, said.body, said.person))

    def _add(self, claimant: Claimant) -> Claimant:
        for known in self.met:
            if known == claimant:
                return known
        self.met.append(claimant)
        return claimant


def _has_source(said: Said) -> bool:
    return bool(said.person or said.body or said.party or said.pronoun)


def _means(said: Said, claimant: Claimant) -> bool:
    """Whether words mean a claimant met before."""
    if said.party and claimant.party and said.party != claimant.party:
        return False
    if said.person:
        same = claimant.person == said.person
        joins = claimant.person is None and said.body is not None
        return same or (joins and said.body == claimant.body)
    if said.pronoun:
        return said.pronoun == "body" or claimant.person is not None
    if said.body:
        return said.body == claimant.body or (claimant.body or "") in said.like
    return bool(said.party and said.party == claimant.party and not claimant.body)
