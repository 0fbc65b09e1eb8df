"""Columns of numbers as one compact text: byte planes, gzip, base64.

The bytes of a column are laid out in planes, all lowest bytes first: neighbours in a plane are
alike, and gzip makes the more of that. `describe` says for a page how to read a column back.
"""

from __future__ import annotations

import base64
import gzip
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVEL = 6
# A number that is missing; as a scaled integer, since most columns are that.
MISSING = -(2**31)
SCALE = 1000


@dataclass(frozen=True, slots=True)
class Packed:
    """One column: `values` are integers, or doubles; steps are differences to the row above."""

    values: NDArray[Any]
    steps: bool = False
    scale: int = 1

    def describe(self, name: str) -> dict[str, Any]:
        """What a page must know to unpack the column."""
        about: dict[str, Any] = {"name": name, "width": self._stored().dtype.itemsize}
        if self.values.dtype.kind == "f":
            about["float"] = True
        if self.steps:
            about["steps"] = True
        if self.scale != 1:
            about["scale"] = self.scale
        return about

    def planes(self) -> Iterable[bytes]:
        """The bytes of the column, plane by plane."""
        stored = self._stored()
        width = stored.dtype.itemsize
        table = np.ascontiguousarray(stored).view(np.uint8).reshape(len(stored), width)
        for number in range(width):
            yield table[:, number].tobytes()

    def _stored(self) -> NDArray[Any]:
        if self.values.dtype.kind == "f":
            return self.values.astype("<f8")
        if self.steps:
            wide = self.values.astype(np.int64)
            return np.diff(wide, prepend=np.int64(0)).astype(np.uint64).astype("<u4")
        return self.values.astype(self.values.dtype.newbyteorder("<"))


def codes(values: NDArray[Any], size: int) -> Packed:
    """A column of indexes into a list of `size` words, as narrow as that allows."""
    width = np.uint8 if size <= 0xFF else np.uint16 if size <= 0xFFFF else np.uint32
    return Packed(values.astype(width))


def numbers(values: NDArray[np.float64]) -> Packed:
    """A column of numbers, NaN where missing, to three decimals; doubles if they are large."""
    known = np.isfinite(values)
    if not known.any() or float(np.abs(values[known]).max()) * SCALE < 2**31 - 1:
        scaled = np.full(len(values), MISSING, np.int64)
        scaled[known] = np.round(values[known] * SCALE).astype(np.int64)
        return Packed(scaled.astype(np.int32), scale=SCALE)
    return Packed(np.where(known, values, np.nan))


def pack(columns: Mapping[str, Packed]) -> str:
    """All planes of all columns as one text."""
    planes = (plane for column in columns.values() for plane in column.planes())
    return squeeze(b"".join(planes))


def squeeze(data: bytes) -> str:
    """Bytes as a text: gzip, then base64. The same bytes give the same text."""
    return base64.b64encode(gzip.compress(data, LEVEL, mtime=0)).decode("ascii")
