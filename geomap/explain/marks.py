"""Marked spans of a sentence: by colours and underlined, or by brackets with the kind."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator

from .finding import Finding
from .lines import Line, Run, printable

STYLES = {
    "place": "32",
    "trigger": "1;31",
    "dropped": "2;31",
    "date": "36",
    "quantity": "33",
    "claimant": "35",
    "side": "34",
}
_UNDERLINED = "4"

_Span = tuple[int, int, str]


def nested(spans: Iterable[_Span], text: str) -> list[_Span]:
    """Cut spans that cross, so that any two are apart or one in the other; outer ones first.

    A span that begins in another and goes on behind it is cut where that one ends.
    """
    waiting = [(start, -end, kind) for start, end, kind in dict.fromkeys(spans)]
    heapq.heapify(waiting)
    around: list[_Span] = []
    kept: list[_Span] = []
    while waiting:
        start, end, kind = heapq.heappop(waiting)
        end = -end
        while around and around[-1][1] <= start:
            around.pop()
        if around and end > around[-1][1]:
            cut = around[-1][1]
            rest = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
            if rest < end:
                heapq.heappush(waiting, (rest, -end, kind))
            end = cut
        if start < end:
            around.append((start, end, kind))
            kept.append((start, end, kind))
    return kept


def mark(text: str, findings: Iterable[Finding], *, coloured: bool) -> Line:
    """A sentence with its findings marked; of two on the same words in colours the inner shows."""
    spans = nested(((f.start, f.end, f.kind) for f in findings if f.start < f.end), text)
    return tuple(_runs(text, spans, coloured))


def _runs(text: str, spans: list[_Span], coloured: bool) -> Iterator[Run]:
    edges = sorted({0, len(text), *(edge for a, b, _ in spans for edge in (a, b))})
    around: list[_Span] = []
    for at, end in zip(edges, [*edges[1:], len(text)], strict=True):
        while around and around[-1][1] <= at:
            around.pop()
            if not coloured:
                yield Run("]")
        for span in (s for s in spans if s[0] == at):
            around.append(span)
            if not coloured:
                yield Run(f"[{span[2]} ")
        style = f"{_UNDERLINED};{STYLES[around[-1][2]]}" if around and coloured else ""
        if at < end:
            yield Run(printable(text[at:end]), style)
