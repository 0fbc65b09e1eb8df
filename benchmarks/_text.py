"""News-like text in many languages in which no sentence repeats, for measuring speed.

A scanner that remembers words or sentences is fast on a text that repeats itself, and no news
does. The sentences of the news items among the cases serve as frames: every place name in
them gives way to another spelling or to a made-up name, every number to another number, and
one word in three that begins with a small letter has its last letters changed. All from a
seeded generator, so that every run reads the same text.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from _cases import Article, Spelling

SEED = 20230502
INVENTED_SHARE = 0.25
"""Of the names, those that no gazetteer holds: real text names people and firms too."""
CHANGED_WORDS = 0.33
SENTENCES_A_PARAGRAPH = 5
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S)")
_WORD = re.compile(r"[^\W\d_]{5,}")
_NUMBER = re.compile(r"\d+")
_SYLLABLES = {
    "Latin": "ba bor chy dra hor ka kro la lu ma myk no ol par rad sel tor vel vor za zhu",
    "Cyrillic": "ба бор ви дра гор ка кро ла лу ма мик но ол пар рад сел тор вел вор за жу",
}
_ENDS = {"Latin": "ka ne sk iv ets ynia", "Cyrillic": "ка не ськ ів ець иня"}
_LETTERS = {"Latin": "aeiouklmnrst", "Cyrillic": "аеиоуклмнрст"}


@dataclass(frozen=True, slots=True)
class Text:
    """A generated text, and how many place names were put into it."""

    paragraphs: tuple[str, ...]
    places: int

    @property
    def whole(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def size(self) -> int:
        """Bytes of UTF-8."""
        return len(self.whole.encode())

    @property
    def places_a_kilobyte(self) -> float:
        return self.places * 1000 / max(1, self.size)


def generate(
    articles: Sequence[Article], spellings: Sequence[Spelling], size: int, *, seed: int = SEED
) -> Text:
    """About `size` bytes of text; each paragraph is in one language."""
    rng = random.Random(seed)
    frames = _frames(articles)
    names = _names(spellings)
    seen: set[str] = set()
    paragraphs: list[str] = []
    written = places = 0
    while written < size:
        language = rng.choice(sorted(frames))
        sentences: list[str] = []
        while len(sentences) < SENTENCES_A_PARAGRAPH:
            frame, gold = rng.choice(frames[language])
            sentence, count = _fill(frame, gold, names.get(language, names["en"]), rng)
            if sentence not in seen:
                seen.add(sentence)
                sentences.append(sentence)
                places += count
        paragraphs.append(" ".join(sentences))
        written += len(paragraphs[-1].encode()) + 2
    return Text(tuple(paragraphs), places)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, roughly."""
    return _SENTENCE.split(text)


Frame = tuple[str, tuple[str, ...]]


def _frames(articles: Sequence[Article]) -> dict[str, list[Frame]]:
    """By language: sentences with the names that stand in them."""
    frames: dict[str, list[Frame]] = {}
    for article in articles:
        surfaces = {text for gold in article.places for text in gold.surfaces}
        for sentence in sentences_of(article.text):
            held = tuple(sorted((s for s in surfaces if s in sentence), key=len, reverse=True))
            frames.setdefault(article.language, []).append((sentence, held))
    return frames


def _names(spellings: Sequence[Spelling]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {"en": [], "uk": []}
    for case in spellings:
        names.setdefault(case.language, []).append(case.label)
        for name in sorted(case.names):
            names["en" if name.isascii() else "uk"].append(name)
    return names


def _fill(
    frame: str, gold: Sequence[str], names: Sequence[str], rng: random.Random
) -> tuple[str, int]:
    """A new sentence from a frame, and how many known names it got."""
    script = "Cyrillic" if re.search("[а-я]", frame) else "Latin"
    count = 0

    def name(_: re.Match[str]) -> str:
        nonlocal count
        if rng.random() < INVENTED_SHARE:
            return _invented(script, rng)
        count += 1
        return rng.choice(names)

    def word(match: re.Match[str]) -> str:
        text = match[0]
        if not text.islower() or rng.random() > CHANGED_WORDS:
            return text
        return text[:-2] + "".join(rng.choices(_LETTERS[script], k=rng.randint(1, 3)))

    parts = re.split("(" + "|".join(map(re.escape, gold)) + ")", frame) if gold else [frame]
    filled = []
    for part in parts:
        if part in gold:
            filled.append(re.sub(r"^.+$", name, part))
        else:
            numbered = _NUMBER.sub(lambda match: _number(match[0], rng), part)
            filled.append(_WORD.sub(word, numbered))
    return "".join(filled), count


def _number(digits: str, rng: random.Random) -> str:
    return str(rng.randint(10 ** (len(digits) - 1), 10 ** len(digits) - 1))


def _invented(script: str, rng: random.Random) -> str:
    made = "".join(rng.choices(_SYLLABLES[script].split(), k=rng.randint(2, 3)))
    return (made + rng.choice(_ENDS[script].split())).capitalize()


def typos(names: Sequence[str], count: int, *, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """(wrong, right): names with a letter dropped, doubled, swapped with the next or replaced."""
    rng = random.Random(seed)
    long_enough = [name for name in names if len(name) > 5]
    for _ in range(count):
        name = rng.choice(long_enough)
        at = rng.randrange(1, len(name) - 1)
        letters = _LETTERS["Latin" if name.isascii() else "Cyrillic"]
        wrong = rng.choice(
            (
                name[:at] + name[at + 1 :],
                name[:at] + name[at] + name[at:],
                name[:at] + name[at + 1] + name[at] + name[at + 2 :],
                name[:at] + rng.choice(letters) + name[at + 1 :],
            )
        )
        yield wrong, name
