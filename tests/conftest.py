"""What holds for all tests: they never see the gazetteer of the person who runs them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gazetteer.paths import ENVIRONMENT


@pytest.fixture(scope="session", autouse=True)
def empty_data_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data-home")))
        patch.delenv(ENVIRONMENT, raising=False)
        yield
