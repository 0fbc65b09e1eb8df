"""Merge the rule files into the one JSON file that the package reads."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from ..errors import RuleError
from ..fold import fold
from ..rules import COMPILED, RULES, parse


def compile_rules(folder: Path = RULES, target: Path = COMPILED) -> Path:
    """Read every TOML file below `folder`, check it, and write `target`.

    Raises RuleError naming the file that can't be read.
    """
    merged: dict[str, dict[str, Any]] = {"languages": {}, "systems": {}}
    for kind, id_key in (("languages", "code"), ("systems", "id")):
        for path in sorted((folder / kind).glob("*.toml")):
            data = _read(path)
            if data.get(id_key) != path.stem:
                raise RuleError(f"{path.name}: {id_key} must be {path.stem!r}")
            try:
                parse({"languages": {}, "systems": {}, kind: {path.stem: data}})
            except RuleError as error:
                raise RuleError(f"{path.name}: {error}") from error
            merged[kind][path.stem] = _folded(data) if kind == "languages" else data
    target.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(merged, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    target.write_text(text + "\n", "utf-8")
    return target


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path.name}: {error}") from error


def _folded(data: dict[str, Any]) -> dict[str, Any]:
    """Fold the words of a language file as names are folded, so that both meet."""
    data["endings"] = {
        case: {fold(ending): list(map(fold, to)) for ending, to in table.items()}
        for case, table in data["endings"].items()
    }
    adjectives = data.get("adjectives", {})
    data["adjectives"] = {fold(ending): list(map(fold, to)) for ending, to in adjectives.items()}
    data["not_places"]["words"] = sorted(set(map(fold, data["not_places"]["words"])))
    return data
