from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gazetteer import Gazetteer

# Helpers that several test files share stand in modules beside them.
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def gaz() -> Iterator[Gazetteer]:
    with Gazetteer.open() as gazetteer:
        yield gazetteer
