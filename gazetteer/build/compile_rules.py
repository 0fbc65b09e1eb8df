"""Merge the rule files into the one JSON file that the package reads."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from ..errors import RuleError
from ..fold import fold
from ..positions import parse as parse_positions
from ..rules import COMPILED, RULES, check
from ..writing import replacing


def compile_rules(folder: Path = RULES, target: Path = COMPILED) -> Path:
    """Read every TOML file below `folder`, check it, and write `target`.

    Raises RuleError naming the file that can't be read.
    """
    people = _read(folder / "given_names.toml")
    merged: dict[str, Any] = {
        "languages": {},
        "systems": {},
        "given_names": _words(people["names"]),
        "surname_endings": _words(people.get("surname_endings", [])),
        "organisations": _words(_read(folder / "organisations.toml")["names"]),
    }
    for kind, id_key in (("languages", "code"), ("systems", "id")):
        for path in sorted((folder / kind).glob("*.toml")):
            data = _read(path)
            if data.get(id_key) != path.stem:
                raise RuleError(f"{path.name}: {id_key} must be {path.stem!r}")
            try:
                check({"languages": {}, "systems": {}, "given_names": [], kind: {path.stem: data}})
            except RuleError as error:
                raise RuleError(f"{path.name}: {error}") from error
            merged[kind][path.stem] = _folded(data) if kind == "languages" else data
    merged["positions"] = _read(folder / "positions.toml")
    try:
        parse_positions(merged["positions"])
    except RuleError as error:
        raise RuleError(f"positions.toml: {error}") from error
    target.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(merged, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    with replacing(target) as part:
        part.write_text(text + "\n", "utf-8")
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
    data["not_places"] = {key: _words(words) for key, words in data["not_places"].items()}
    data["generic"] = {
        kind: {side: _words(words) for side, words in sides.items()}
        for kind, sides in data["generic"].items()
    }
    descriptive = data.get("descriptive", {})
    data["descriptive"] = {meaning: _words(words) for meaning, words in descriptive.items()}
    data["elisions"] = _words(data.get("elisions", []))
    data["context"] = {key: _words(words) for key, words in data["context"].items()}
    return data


def _words(words: list[str]) -> list[str]:
    """Words folded as a text's words are; a final `*` stands for any ending."""
    return sorted({fold(word.rstrip("*")) + "*" * word.endswith("*") for word in words})
