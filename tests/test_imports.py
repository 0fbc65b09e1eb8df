"""The direction of imports: gazetteer knows nothing of geomap, and stays light.

The modules are read, not run, so an import inside a function counts as well: one that is there
only to hide a cycle is found too. Imports for type checkers alone don't count.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("gazetteer", "geomap")

NEVER_IN_GAZETTEER = {"geomap", "geopandas", "folium", "pandas", "shapely"}
# The one module that is an adapter to geopy, and is imported by nobody but its user.
GEOPY_ADAPTER = "gazetteer.geocoder"
# Makes the shipped text sources from a package that users don't have.
SOURCES_MAKER = "gazetteer.build.sources"

# What `--help` must not wait for: the libraries, and the slow parts of the standard library.
HEAVY = {
    "asyncio", "charset_normalizer", "dateparser", "email", "folium", "geopandas", "geopy",
    "http", "ijson", "jinja2", "lxml", "multiprocessing", "numpy", "openpyxl", "pandas", "pyarrow",
    "pyogrio", "pypdf", "pyproj", "rapidfuzz", "requests", "shapely", "ssl", "trafilatura",
    "urllib3", "xml",
}  # fmt: skip


@dataclass(frozen=True)
class Import:
    """One imported module, with the names taken from it and where that stands."""

    importer: str
    line: int
    module: str
    names: tuple[str, ...]
    at_top: bool

    @property
    def top(self) -> str:
        return self.module.partition(".")[0]

    def __str__(self) -> str:
        return f"{self.importer}, line {self.line}: {self.module}"


@cache
def modules(package: str) -> dict[str, Path]:
    """Dotted name and file of every module of a package."""
    found = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def imports(package: str) -> tuple[Import, ...]:
    """Every import of a package that is carried out at run time."""
    found: list[Import] = []
    for name, path in modules(package).items():
        parent = name if path.name == "__init__.py" else name.rpartition(".")[0]
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        found += _walk(tree, name, parent, at_top=True)
    return tuple(found)


def _walk(node: ast.AST, importer: str, parent: str, *, at_top: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(importer, child.lineno, alias.name, (), at_top)
        elif isinstance(child, ast.ImportFrom):
            module = _absolute(child, parent)
            names = tuple(alias.name for alias in child.names)
            yield Import(importer, child.lineno, module, names, at_top)
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            for other in child.orelse:
                yield from _walk(other, importer, parent, at_top=at_top)
        else:
            inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _walk(child, importer, parent, at_top=at_top and not inside)


def _absolute(node: ast.ImportFrom, parent: str) -> str:
    if not node.level:
        return node.module or ""
    base = parent.rsplit(".", node.level - 1)[0] if node.level > 1 else parent
    return f"{base}.{node.module}" if node.module else base


def _targets(found: Import, known: dict[str, Path]) -> Iterator[str]:
    """The modules of the same package that an import names."""
    named = [full for name in found.names if (full := f"{found.module}.{name}") in known]
    if named:
        yield from named
    elif found.module in known:
        yield found.module


def test_gazetteer_never_imports_what_draws() -> None:
    wrong = [str(each) for each in imports("gazetteer") if each.top in NEVER_IN_GAZETTEER]
    assert not wrong


def test_geopy_stays_in_its_adapter() -> None:
    wrong = [
        str(each)
        for each in imports("gazetteer")
        if each.top == "geopy" and each.importer != GEOPY_ADAPTER
    ]
    assert not wrong


def test_geomap_reaches_gazetteer_by_its_front_door() -> None:
    """Only `import gazetteer` and `from gazetteer import Name`, where Name is no module."""
    inner = modules("gazetteer")
    wrong = [
        str(each)
        for each in imports("geomap")
        if each.top == "gazetteer"
        and (each.module != "gazetteer" or any(f"gazetteer.{name}" in inner for name in each.names))
    ]
    assert not wrong


def test_gazetteer_needs_only_the_standard_library_to_be_imported() -> None:
    exempt = {GEOPY_ADAPTER, SOURCES_MAKER}
    wrong = [
        str(each)
        for each in imports("gazetteer")
        if each.at_top
        and each.top not in sys.stdlib_module_names | {"gazetteer"}
        and each.importer not in exempt
    ]
    assert not wrong


@pytest.mark.parametrize("package", PACKAGES)
def test_no_import_cycle(package: str) -> None:
    known = modules(package)
    graph: dict[str, set[str]] = {name: set() for name in known}
    for each in imports(package):
        graph[each.importer].update(_targets(each, known))
    cycle = _find_cycle(graph)
    assert not cycle, " -> ".join(cycle)


def _find_cycle(graph: dict[str, set[str]]) -> list[str]:
    done: set[str] = set()

    def visit(node: str, path: list[str]) -> list[str]:
        if node in path:
            return [*path[path.index(node) :], node]
        if node in done:
            return []
        for target in sorted(graph[node]):
            if cycle := visit(target, [*path, node]):
                return cycle
        done.add(node)
        return []

    for start in sorted(graph):
        if cycle := visit(start, []):
            return cycle
    return []


def test_a_cycle_would_be_found() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": set()}
    assert _find_cycle(graph) == ["b", "c", "b"]
    assert _find_cycle({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from . import x", [("p.q", ("x",), True)]),
        ("from .. import x", [("p", ("x",), True)]),
        ("from ..r import x", [("p.r", ("x",), True)]),
        ("def f():\n    import x.y", [("x.y", (), False)]),
        ("try:\n    import x\nexcept ImportError:\n    pass", [("x", (), True)]),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import x",
         [("typing", ("TYPE_CHECKING",), True)]),
    ],
)  # fmt: skip
def test_imports_are_read_rightly(
    source: str, expected: list[tuple[str, tuple[str, ...], bool]]
) -> None:
    found = _walk(ast.parse(source), "p.q.m", "p.q", at_top=True)
    assert [(each.module, each.names, each.at_top) for each in found] == expected


@pytest.mark.parametrize("module", ["gazetteer", "gazetteer.cli", "geomap", "geomap.cli"])
def test_importing_is_light(module: str) -> None:
    """In a process of its own, since this one has loaded the libraries for other tests."""
    script = f"import json, sys, {module}; print(json.dumps(sorted(sys.modules)))"
    process = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = {name.partition(".")[0] for name in json.loads(process.stdout)}
    assert module.partition(".")[0] in loaded
    assert not loaded & HEAVY


def test_every_library_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    declared = {
        _distribution(requirement)
        for requirements in (project["dependencies"], extras["parquet"], extras["xlsx"])
        for requirement in requirements
    }
    maker_needs = {_distribution(requirement) for requirement in extras["data"]}
    providers = packages_distributions()
    wrong = []
    for package in PACKAGES:
        for each in imports(package):
            if each.top in sys.stdlib_module_names or each.top in PACKAGES:
                continue
            allowed = declared | (maker_needs if each.importer == SOURCES_MAKER else set())
            given_by = {_distribution(name) for name in providers.get(each.top, [each.top])}
            if not given_by & allowed:
                wrong.append(str(each))
    assert not wrong


# Libraries of ours need these and do not declare them.
FOR_OTHERS = {"lxml-html-clean"}


def test_what_others_need_is_needed_by_them() -> None:
    """Each is loaded with a library of ours, and by no module of ours."""
    loads = "import sys, trafilatura; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", loads], capture_output=True, text=True, check=True
    ).stdout.split()
    for name in FOR_OTHERS:
        module = name.replace("-", "_")
        assert module in loaded
        assert not any(each.top == module for package in PACKAGES for each in imports(package))


def test_every_declared_library_is_used() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    providers = packages_distributions()
    used = {
        _distribution(name)
        for package in PACKAGES
        for each in imports(package)
        for name in providers.get(each.top, [])
    }
    used |= FOR_OTHERS
    # What a page takes from an XStatic package is data, named in one file.
    files = (ROOT / "geomap" / "page" / "packages.json").read_text(encoding="utf-8")
    used |= {
        f"xstatic-{name}".replace("_", "-") for name in re.findall(r"xstatic\.pkg\.(\w+)", files)
    }
    assert {_distribution(each) for each in project["dependencies"]} <= used


def _distribution(requirement: str) -> str:
    name = re.split(r"[^A-Za-z0-9._-]", requirement.strip(), maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()
