"""The parts of which a release is made; other apps register theirs, and checks of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from pydantic import BaseModel, RootModel

from kernel.registry import Registry
from localization.languages import languages
from tenants.profiles.rules import Fault, faults_of
from tenants.profiles.schema import Profile


def _no_faults(part: Any) -> list[Fault]:
    return []


@dataclass(frozen=True, slots=True)
class ReleasePart:
    """One part: its name, the file that states it, its typed shape, and a check of what types cannot say.

    ``stand_in`` holds a sound value for each key that the part cannot do without: where one is faulty it
    takes its place, so that all else can still be checked.
    """

    name: str
    file: str
    schema: type[BaseModel]
    check: Callable[[Any], list[Fault]] = _no_faults
    stand_in: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReleaseCheck:
    """What must hold between parts, or of a part by the rules of an app above; returns part, key and reason.

    ``check`` gets the typed parts by name; a part that is too faulty to be read is not among them.
    """

    name: str
    check: Callable[[Mapping[str, Any]], Iterable[Fault]]


class Letterhead(RootModel[str]):
    """A drawing (SVG) of the crest."""


def _faults_of_profile(profile: Profile) -> list[Fault]:
    return faults_of(profile, spoken=[language.code for language in languages()])


def _faults_of_drawing(drawing: Letterhead) -> list[Fault]:
    """The crest stands in pages and documents: it must be well-formed, and hold nothing that acts or fetches."""
    seen: list[tuple[str, dict[str, str]]] = []
    reader = expat.ParserCreate()
    reader.StartElementHandler = lambda name, attributes: seen.append((name, attributes))
    try:
        reader.Parse(drawing.root, True)
    except expat.ExpatError as error:
        return [{"key": "", "reason": f"is no drawing: {error}"}]
    reasons = [] if seen[0][0] == "svg" else ["is no drawing: it does not begin with <svg>"]
    reasons += [f"holds <{name}>, which a drawing does not need" for name, _ in seen if name in _ACTING]
    reasons += [
        f"holds {each}=, which a drawing does not need" for _, held in seen for each in held if _acts(each, held)
    ]
    return [{"key": "", "reason": reason} for reason in reasons]


_ACTING = ("script", "foreignObject", "iframe", "style")


def _acts(name: str, attributes: Mapping[str, str]) -> bool:
    return name.startswith("on") or (name.endswith("href") and not attributes[name].startswith("#"))


_SOUND_PROFILE = {
    "names": {"en": "-", "fr": "-", "es": "-"},
    "authorities": {
        kind: {"kind": kind, "names": {"en": "-"}, "address": "-", "email": "nobody@example.org"}
        for kind in ("management", "scientific")
    },
    "currency": "XXX",
    "time_zone": "UTC",
    "languages": ["en"],
    "document_languages": ["en"],
    "ports": [{"locode": "BBBGI", "name": "-"}],
}

release_parts: Registry[ReleasePart] = Registry("release part")
release_checks: Registry[ReleaseCheck] = Registry("release check")
PROFILE = ReleasePart("profile", "profile.toml", Profile, _faults_of_profile, _SOUND_PROFILE)
LETTERHEAD = ReleasePart("letterhead", "letterhead.svg", Letterhead, _faults_of_drawing)
