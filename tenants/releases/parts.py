"""The parts of which a release is made; other apps register theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, RootModel, ValidationError

from kernel.registry import Registry
from tenants.profiles.schema import Profile

Fault = dict[str, str]


def _no_faults(part: Any) -> list[Fault]:
    return []


@dataclass(frozen=True, slots=True)
class ReleasePart:
    """One part: its name, the file that states it, its typed shape, and a check of what types cannot say."""

    name: str
    file: str
    schema: type[BaseModel]
    check: Callable[[Any], list[Fault]] = _no_faults

    def faults(self, data: Any) -> list[Fault]:
        """Return every fault of ``data``: file, key and reason."""
        try:
            part = self.schema.model_validate(data)
        except ValidationError as error:
            return [self._fault(fault) for fault in error.errors()]
        return [{"file": self.file, **fault} for fault in self.check(part)]

    def _fault(self, fault: Any) -> Fault:
        return {"file": self.file, "key": ".".join(map(str, fault["loc"])), "reason": fault["msg"]}


class Letterhead(RootModel[str]):
    """A drawing (SVG) of the crest."""


release_parts: Registry[ReleasePart] = Registry("release part")
PROFILE = ReleasePart("profile", "profile.toml", Profile)
LETTERHEAD = ReleasePart("letterhead", "letterhead.svg", Letterhead)
