"""French texts that stand in no catalogue: those of the processes for applicants, and the words of printed documents."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from localization.punctuation import is_cramped

ROOT = Path(__file__).parents[2]
FILES = [
    *(ROOT / "tenants/profiles").rglob("*.toml"),
    ROOT / "platform/cites/permits/documents/words/fr.toml",
]


def french_texts(told: Any, *, is_french: bool) -> Iterator[str]:
    if isinstance(told, dict):
        for name, inner in told.items():
            yield from french_texts(inner, is_french=is_french or name == "fr")
    elif isinstance(told, list):
        for inner in told:
            yield from french_texts(inner, is_french=is_french)
    elif is_french and isinstance(told, str):
        yield told


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-2:]))
def test_french_signs_stand_apart_where_no_catalogue_is(path: Path) -> None:
    told = tomllib.loads(path.read_text("utf-8"))
    assert [text for text in french_texts(told, is_french=path.name == "fr.toml") if is_cramped(text)] == []
