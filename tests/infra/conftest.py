"""Embedded servers in a folder of each test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.launcher import stop_servers


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    """A folder for state; whatever a test leaves running there is stopped."""
    folder = tmp_path / "var"
    yield folder
    stop_servers(folder)
