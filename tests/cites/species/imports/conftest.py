"""What the tests of imports share: a database of their own, and what is there of species data."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cites.species.imports.readers import file_readers
from cites.species.imports.starting import import_file
from cites.species.models import ImportRun
from tenants.context import as_owner
from tests.factories.species_data import Concept, write_lines


@pytest.fixture
def owner(owner_here: str) -> Iterator[str]:
    """The owner at work in the shared schema of a database of its own."""
    with as_owner("public"):
        yield owner_here


@pytest.fixture
def bring(owner: str, tmp_path: Path) -> Callable[..., ImportRun]:
    """``bring(concept(), …)`` imports these as a weekly file."""

    def bring(*concepts: Concept, name: str = "week.ndjson", **how: Any) -> ImportRun:
        path = write_lines(tmp_path / name, concepts)
        return import_file(file_readers.get("ndjson"), path, lambda run: None, **how)

    return bring
