"""Small dumps in GeoNames' layout, made up for the tests."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

ADMIN1 = "UA.05\tDonetsk\tDonetsk\t709716\nUA.07\tKharkiv\tKharkiv\t706482\n"
ADMIN2 = "UA.05.UA1402\tBakhmutskyi Raion\tBakhmutskyi Raion\t1\n"


def place(
    gid: int | str,
    name: str,
    latitude: float | str,
    longitude: float | str,
    *,
    code: str = "PPL",
    country: str = "UA",
    admin1: str = "05",
    admin2: str = "UA1402",
    population: int | str = 0,
) -> list[str]:
    """A row of CC.txt."""
    kind = "A" if code.startswith("ADM") else "H" if code == "STM" else "P"
    return [
        str(gid), name, name, "", str(latitude), str(longitude), kind, code, country, "", admin1,
        admin2, "", "", str(population), "", "100", "Europe/Kyiv", "2026-01-01",
    ]  # fmt: skip


def name(
    gid: int, language: str, text: str, *, flags: str = "", since: str = "", until: str = ""
) -> list[str]:
    """A row of alternatenames/CC.txt; `flags` of p(referred), s(hort), c(olloquial), h(istoric)."""
    marks = ["1" * (flag in flags) for flag in "psch"]
    return ["1", str(gid), language, text, *marks, since, until]


def pack(path: Path, member: str, rows: Iterable[Sequence[str]]) -> None:
    """Write rows into a zip file as GeoNames packs them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join("\t".join(row) + "\n" for row in rows)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(member, (2026, 3, 1, 0, 0, 0)), text)


def dump(
    folder: Path,
    places: Iterable[Sequence[str]],
    names: Iterable[Sequence[str]] = (),
    *,
    country: str = "UA",
) -> Path:
    """A folder with all files that an update of one country reads."""
    pack(folder / f"{country}.zip", f"{country}.txt", places)
    pack(folder / "alternatenames" / f"{country}.zip", f"{country}.txt", names)
    (folder / "admin1CodesASCII.txt").write_text(ADMIN1, "utf-8")
    (folder / "admin2Codes.txt").write_text(ADMIN2, "utf-8")
    return folder
