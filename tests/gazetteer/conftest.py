from __future__ import annotations

from collections.abc import Iterator

import pytest

from gazetteer import Gazetteer


@pytest.fixture(scope="session")
def gaz() -> Iterator[Gazetteer]:
    with Gazetteer.open() as gazetteer:
        yield gazetteer
