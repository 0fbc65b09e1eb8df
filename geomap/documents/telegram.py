"""Telegram Desktop's export (result.json): each message a report, read as a stream.

No name and no number of a person comes out: not of an author, not of one who is quoted or
forwarded, not of a private chat.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from gazetteer import clean_text

from ..errors import InputError
from ..reports.report import Report

MAX_BYTES = 500_000_000
# A message of Telegram has 4,096 characters at most; another is not what it claims to be.
_LONGEST = 1_000_000
UNNAMED = "Telegram chat"
# Chats that are publications, not conversations.
_CHANNELS = frozenset({"public_channel", "private_channel", "public_supergroup"})
_CHATS = _CHANNELS | {
    "personal_chat", "bot_chat", "saved_messages", "private_group", "private_supergroup",
    "replies", "verification_codes",
}  # fmt: skip
_PERSONAL = frozenset({"mention_name", "phone", "email", "bank_card"})
_USERNAME = re.compile(r"@?([A-Za-z]\w{3,31})", re.ASCII)
_WHOLE = ("chats.list.item", "left_chats.list.item")
# How many bytes are looked through for what tells an export from a table.
_LOOK = 16_000_000


@dataclass(slots=True)
class _Chat:
    number: Any = None
    kind: str = ""
    name: str = ""
    username: str | None = None


def is_export(file: IO[bytes]) -> bool:
    """True for an export of Telegram Desktop, whatever its size; GeoJSON and tables are none."""
    import ijson

    kind, looked = "", 0
    start = file.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n")
    file.seek(0)
    if not start.startswith(b"{"):
        return False
    try:
        for prefix, event, value in ijson.parse(_without_bom(file), use_float=True):
            looked += 1
            if prefix == "type" and event == "string":
                if value not in _CHATS:
                    return False
                kind = value
            elif prefix == "messages" and event == "start_array":
                return bool(kind)
            elif prefix in ("chats.list", "left_chats.list") and event == "start_array":
                return True
            elif prefix == "features" or (looked % 1000 == 0 and file.tell() > _LOOK):
                return False
    except (ijson.JSONError, UnicodeError, ValueError):
        return False
    return False


def read_export(
    file: IO[bytes], name: str, *, date: str | None = None, language: str | None = None
) -> Iterator[Report]:
    """Reports of all messages with a text, in the order of the file.

    `date` is that of messages without one of their own. Raises InputError where the file
    breaks off or is no export.
    """
    import ijson

    chat, inside = _Chat(), ""
    builder: Any = None
    events = ijson.parse(_without_bom(file), use_float=True)
    try:
        for prefix, event, value in events:
            if builder is not None:
                builder.event(event, value)
                if event == "end_map" and prefix == inside:
                    report = _report(builder.value, chat, name, date, language)
                    builder = None
                    if report is not None:
                        yield report
                continue
            base, _, key = prefix.rpartition(".")
            if event == "start_map" and prefix in _WHOLE:
                chat = _Chat()
            elif event == "start_map" and key == "item" and _holds_messages(base):
                inside, builder = prefix, ijson.common.ObjectBuilder()
                builder.event(event, value)
            elif base in ("", *_WHOLE) and key in ("name", "type", "id", "username"):
                _describe(chat, key, value)
    except (ijson.JSONError, UnicodeError) as error:
        told = " ".join(str(error).split())[:80]
        raise InputError(f"{name}: is a damaged Telegram export ({told})") from None


def _holds_messages(prefix: str) -> bool:
    return prefix == "messages" or prefix in tuple(f"{each}.messages" for each in _WHOLE)


def _without_bom(file: IO[bytes]) -> IO[bytes]:
    file.seek(3 if file.read(3) == b"\xef\xbb\xbf" else 0)
    return file


def _describe(chat: _Chat, key: str, value: Any) -> None:
    if key == "id":
        chat.number = value
    elif key == "username":
        found = _USERNAME.fullmatch(value) if isinstance(value, str) else None
        chat.username = found[1] if found else None
    elif isinstance(value, str):
        setattr(chat, "kind" if key == "type" else "name", value)


def _report(
    message: dict[str, Any], chat: _Chat, name: str, date: str | None, language: str | None
) -> Report | None:
    """A message as a report; None for one without text, and for what the service says."""
    if message.get("type", "message") != "message":
        return None
    text = clean_text(_text(message.get("text"))).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return None
    if len(text) > _LONGEST:
        raise InputError(f"{name}: holds a message of {len(text):,} characters; it is no export")
    number = message.get("id")
    public = chat.username and chat.kind in _CHANNELS and isinstance(number, int)
    return Report(
        text=text,
        source=_source(chat),
        date=_day(message) or date,
        language=language,
        url=f"https://t.me/{chat.username}/{number}" if public else None,
        id=f"{chat.number}/{number}",
    )


def _source(chat: _Chat) -> str:
    name = " ".join(clean_text(chat.name).split())[:100]
    return name if chat.kind in _CHANNELS and name else UNNAMED


def _text(text: Any) -> str:
    """A text as one string; parts that name a person or how to reach one are left out."""
    if isinstance(text, str):
        return text
    parts: list[str] = []
    if not isinstance(text, list):
        return ""
    for part in text:
        if isinstance(part, str):
            parts.append(part)
        elif isinstance(part, dict) and part.get("type") not in _PERSONAL:
            parts.append(str(part.get("text") or ""))
    return "".join(parts)


def _day(message: dict[str, Any]) -> str | None:
    """The day on which a message was sent, by the clock of the one who made the export."""
    try:
        return dt.date.fromisoformat(str(message.get("date"))[:10]).isoformat()
    except ValueError:
        pass
    try:
        moment = dt.datetime.fromtimestamp(int(message["date_unixtime"]), tz=dt.UTC)
        return moment.date().isoformat()
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return None
