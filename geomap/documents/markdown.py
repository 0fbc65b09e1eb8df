"""Markdown as a reader sees it: without the marks of headings, emphasis, links and code.

Patterns are applied line by line and look no further than a bounded stretch, so that no
input, however odd, takes longer than its length.
"""

from __future__ import annotations

import html
import re

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_DATE = re.compile(r"^date:\s*[\"']?(\d{4}-\d{2}-\d{2})", re.M)
_COMMENT = re.compile(r"<!--.{0,5000}?-->", re.S)
# Lines that only draw: fences of code, rules, underlines of headings, rows of dashes in a table.
_DRAWN = re.compile(r"\s*(?:(?:`{3,}|~{3,})[^`]*|(?:[-*_=]\s*){3,}|\|?[\s:|-]*--[\s:|-]*)\Z")
_REFERENCE = re.compile(r" {0,3}\[[^\]\n]{1,300}\]:\s+\S")
_HEADING = re.compile(r"\s{0,3}#{1,6}(?:\s+|\Z)")
_QUOTE = re.compile(r"\A(?:\s{0,3}> ?)+")
_BULLET = re.compile(r"\A(\s*)[*+](?=\s)")
_TASK = re.compile(r"\A(\s*-\s)\[[ xX]\]\s")
_LINK = re.compile(
    r"!?\[([^\[\]\n]{0,1000})\]"
    r"(?:\([^()\n]{0,1000}(?:\([^()\n]{0,200}\)[^()\n]{0,1000})?\)|\[[^\[\]\n]{0,300}\])"
)
_FOOTNOTE = re.compile(r"\[\^[^\]\n]{1,100}\]:?")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]{1,2000})>")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,500}>")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_CODE = re.compile(r"`+")
# A lone asterisk or underline within a word or between numbers is none of emphasis.
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])|(?<=[^\s*])\*(?![\w*])"
    r"|(?<!\d)\*{2,3}(?=\S)|(?<=\S)\*{2,3}(?!\d)"
    r"|(?<!\w)_{1,3}(?=[^\s_])|(?<=[^\s_])_{1,3}(?!\w)|~~"
)
_PRIVATE = 0xE000


def markdown_text(source: str) -> tuple[str, str | None]:
    """The text of a Markdown document, and the day in its front matter if one is there."""
    front = _FRONT_MATTER.match(source)
    day = None
    if front:
        found = _DATE.search(front[1])
        day = found[1] if found else None
        source = source[front.end() :]
    lines = []
    for line in _COMMENT.sub("", source).split("\n"):
        if _DRAWN.match(line) and line.strip():
            lines.append("")
        elif not _REFERENCE.match(line):
            lines += _line(line)
    return "\n".join(lines).strip("\n"), day


def _line(line: str) -> list[str]:
    """One line without its marks; a heading stands alone."""
    line = _QUOTE.sub("", line, count=1) if line.lstrip().startswith(">") else line
    heading = _HEADING.match(line)
    if heading:
        return ["", _inline(line[heading.end() :].rstrip().rstrip("#").rstrip()), ""]
    line = _TASK.sub(r"\1", _BULLET.sub(r"\1-", line, count=1), count=1)
    if line.strip().startswith("|"):
        line = line.strip().strip("|").strip()
    return [_inline(line)]


def _inline(text: str) -> str:
    # An escaped mark is hidden in the private area while marks are taken away.
    text = _ESCAPED.sub(lambda found: chr(_PRIVATE + ord(found[1])), text)
    text = _FOOTNOTE.sub("", text)
    for _ in range(2):  # a picture may stand within a link
        text = _LINK.sub(r"\1", text)
    text = _TAG.sub("", _AUTOLINK.sub(r"\1", text))
    text = _EMPHASIS.sub("", _CODE.sub("", text))
    text = html.unescape(text)
    return re.sub("[\ue021-\ue07e]", lambda found: chr(ord(found[0]) - _PRIVATE), text)
