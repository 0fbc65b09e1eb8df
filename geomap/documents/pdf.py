"""PDF documents: the text of their pages, with words put together again at line ends."""

from __future__ import annotations

import io
import logging
import re

from gazetteer import clean_text

from ..errors import InputError

MAX_TEXT = 20_000_000
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\u00a0": " ", "\u00ad": "-"}
)
_BROKEN = re.compile(r"([^\W\d_]{2,40})-\n([^\W\d_]{2,40})")


def read_pdf(data: bytes, name: str) -> str:
    """The text of all pages, a blank line between them.

    Raises InputError for a document that is protected, damaged or holds pictures only.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, WrongPasswordError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise FileNotDecryptedError
        pages, length = [], 0
        for page in reader.pages:
            pages.append(page.extract_text() or "")
            length += len(pages[-1])
            if length > MAX_TEXT:
                raise InputError(f"{name}: more than {MAX_TEXT / 1e6:g} MB of text, the limit")
    except (InputError, MemoryError):
        raise
    except (DependencyError, FileNotDecryptedError, WrongPasswordError):
        raise InputError(f"{name}: is a PDF protected by a password; save it without one") from None
    except Exception as error:  # a damaged file makes the parser raise whatever comes up
        raise InputError(f"{name}: is a damaged PDF ({type(error).__name__})") from error
    if not any(page.strip() for page in pages):
        raise InputError(
            f"{name}: is a PDF without text (scanned pages?); run text recognition (OCR) on it"
        )
    return joined_words(clean_text("\n\n".join(pages).translate(_LIGATURES)))


def joined_words(text: str) -> str:
    """Put together words that a hyphen divides at the end of a line.

    A hyphen stays where the document writes the word with it elsewhere, or a capital
    follows, as in a double name.
    """
    written = set(re.findall(r"[^\W\d_]{2,40}-[^\W\d_]{2,40}", text)) if "-\n" in text else set()

    def join(found: re.Match[str]) -> str:
        whole = f"{found[1]}-{found[2]}"
        kept = whole in written or not found[2][0].islower()
        return whole if kept else found[1] + found[2]

    return _BROKEN.sub(join, text.replace("\r\n", "\n").replace("\r", "\n"))
