"""Build step of the package: makes the gazetteer's database and rules from their text sources.

The two files are not in the repository; a wheel carries them, and an editable install leaves
them in the tree.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

GENERATED = ("gazetteer/data/gazetteer.db", "gazetteer/data/rules.json")


class GazetteerBuildHook(BuildHookInterface[Any]):
    """Makes the generated files and puts them into the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before a build; `version` is "standard" or "editable"."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        if version != "editable" or not up_to_date(root):
            build(root)
        build_data["artifacts"].extend(f"/{name}" for name in GENERATED)


def up_to_date(root: Path) -> bool:
    """Whether the generated files are there and newer than everything they are made of."""
    generated = [root / name for name in GENERATED]
    if not all(path.is_file() for path in generated):
        return False
    sources = (
        path.stat().st_mtime
        for path in (root / "gazetteer").rglob("*")
        if path.is_file() and path not in generated and path.suffix != ".pyc"
    )
    return max(sources) <= min(path.stat().st_mtime for path in generated)


def build(root: Path) -> None:
    """Make the generated files; needs nothing but the standard library.

    Raises `SystemExit` with one line where the sources or their maker are missing.
    """
    sys.path.insert(0, str(root))
    try:
        from gazetteer.build import build_all
    except ImportError as error:
        raise SystemExit(
            f"gazetteer: the database can't be made, {error}; "
            "is this a whole checkout or source archive?"
        ) from error
    finally:
        sys.path.remove(str(root))
    build_all()
    missing = [name for name in GENERATED if not (root / name).is_file()]
    if missing:
        raise SystemExit(f"gazetteer: the build ended without making {', '.join(missing)}")
