"""One normal form for what is indexed and what is asked.

Folding evens out what carries no meaning in a place name: Unicode forms, case, stress
marks, apostrophes in all their code points, hyphens, and ё written as е.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = "'’ʼ‘`´ʹʺ′″ˈ\u02bb\uff07\""
_DROP = dict.fromkeys(map(ord, APOSTROPHES), None)
_DASHES = re.compile(r"[\s\u2010-\u2015\u2212\-_./,;:()\[\]«»„“”]+")
_STRESS = re.compile("(?<=[\u0400-\u04ff])[\u0300\u0301]")
# Cyrillic letters that a keyboard shares with Latin by shape: one slip puts them into a word.
_LOOKALIKES = str.maketrans("aceiopxykhmtb", "асеіорхукнмтв")
_LATIN_LOOKALIKES = str.maketrans("асеіорхукнмтв", "aceiopxykhmtb")
_PLAIN = str.maketrans("łŁđĐøØı", "lLdDoOi")
_SILENT = {"Cf", "Cc", "Cs"}
_PLAIN_WORD = re.compile("[A-Za-zÀ-ÖØ-Þà-öø-ÿĀ-įĴ-ľŁ-ňŊ-ž]+|[А-Яа-яЁёЂ-ЏђѓєѕіїјљњћќўџҐґ]+")
"""Letters that need no more than to be made small; most words have no other."""
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[a-z]")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the normal form of a name; folding twice changes nothing."""
    if _PLAIN_WORD.fullmatch(text):
        return text.lower().replace("ё", "е")
    text = _DASHES.sub(" ", unicodedata.normalize("NFKC", text).casefold().translate(_DROP))
    if not text.isascii():
        text = "".join(c for c in text if unicodedata.category(c) not in _SILENT)
        text = text.replace("i\u0307", "i")  # what is left of the Turkish capital İ
        # Dropping a stress mark, or casefold (İ), may leave letters to compose.
        text = _STRESS.sub("", unicodedata.normalize("NFC", text)).replace("ё", "е")
        text = _DASHES.sub(" ", unicodedata.normalize("NFKC", text)).replace("ё", "е")
    text = text.strip()
    return " ".join(_one_script(word) for word in text.split(" "))


def _one_script(word: str) -> str:
    """Turn look-alikes of the other script, inside a word, into letters of the word's own."""
    if word.isascii() or not (_CYRILLIC.search(word) and _LATIN.search(word)):
        return word
    cyrillic = word.translate(_LOOKALIKES)
    latin = word.translate(_LATIN_LOOKALIKES)
    return latin if _LATIN.search(cyrillic) and not _CYRILLIC.search(latin) else cyrillic


def is_cyrillic(text: str) -> bool:
    """Tell whether a name is written in Cyrillic letters."""
    return _CYRILLIC.search(text) is not None


def strip_marks(text: str) -> str:
    """Drop diacritics from Latin letters: `Kúpiansk` becomes `Kupiansk`."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return plain.translate(_PLAIN)
