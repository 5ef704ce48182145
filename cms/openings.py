"""The pages as they stand before an editor has written anything, read from front_door.toml."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

FILE = Path(__file__).parent / "front_door.toml"


class Part(BaseModel):
    """One block of a page's text."""

    model_config = ConfigDict(extra="forbid")

    kind: str
    value: Any


class Opening(BaseModel):
    """One page; the first in the file is the home page."""

    model_config = ConfigDict(extra="forbid")

    slug: str
    title: str
    lead: str = ""
    news_date: date | None = None
    body: list[Part]

    @property
    def blocks(self) -> list[tuple[str, Any]]:
        """The text as a stream field takes it."""
        return [(part.kind, part.value) for part in self.body]


def openings() -> list[Opening]:
    """The home page, then the others."""
    return [Opening.model_validate(each) for each in tomllib.loads(FILE.read_text("utf-8"))["page"]]
