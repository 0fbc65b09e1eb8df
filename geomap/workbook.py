"""Events as an Excel workbook of one sheet; the same events give the same bytes."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from .errors import OutputError
from .tables.cells import guard

# What one sheet can hold, after the specification of Excel.
_ROWS, _CELL = 1_048_576, 32_767
# A file in a zip can't be older; the day on which this one was written is nobody's news.
_DAY = dt.datetime(1980, 1, 1)
_WRITTEN = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*<")


def write_workbook(names: Sequence[str], rows: Iterable[Sequence[Any]], path: Path) -> None:
    """Write a sheet of rows under headers; texts that look like formulas get an apostrophe.

    Raises OutputError without the extra that this needs, and for more than a sheet can hold.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
    except ImportError:
        raise OutputError(
            f'{path.name}: Excel workbooks need an extra: pip install "geomap[xlsx]"'
        ) from None
    book = Workbook(write_only=True)
    book.properties.created = _DAY
    sheet = book.create_sheet("events")
    sheet.freeze_panes = "A2"

    def cell(value: Any, name: str, line: int) -> Any:
        if not isinstance(value, str):
            return value
        if len(value) >= _CELL:
            where = f"{path.name}: column {name}, row {line}"
            raise OutputError(f"{where}: a cell holds {_CELL:,} characters at most; write .csv")
        made = WriteOnlyCell(sheet, guard(value))
        made.data_type = "s"
        return made

    try:
        sheet.append([cell(name, name, 1) for name in names])
        for line, row in enumerate(rows, start=2):
            if line > _ROWS:
                raise OutputError(f"{path.name}: a sheet holds {_ROWS:,} rows at most; write .csv")
            sheet.append([cell(value, name, line) for value, name in zip(row, names, strict=True)])
    finally:
        sheet.close()  # else what is half-written complains when it is thrown away
    book.save(path)
    _without_clock(path)


def _without_clock(path: Path) -> None:
    """Give all parts of a zip file one time, so that the bytes tell of the content alone."""
    packed = path.with_name(f"{path.name}.part")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w") as new:
        for part in old.infolist():
            info = zipfile.ZipInfo(part.filename, _DAY.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, _WRITTEN.sub(rb"\g<1>1980-01-01T00:00:00Z<", old.read(part)))
    packed.replace(path)
