"""The parts that belong to Parties themselves: the profile, and the drawing of the crest."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import RootModel

from localization.languages import languages
from tenants.profiles import wording as of_profile
from tenants.profiles.rules import Fault, faults_of
from tenants.profiles.schema import Profile
from tenants.releases.describing import MARKS, described_part, place_of
from tenants.releases.diff import Kind
from tenants.releases.parts import ReleasePart
from tenants.releases.wording import Statement, Words


class Letterhead(RootModel[str]):
    """A drawing (SVG) of the crest."""


def _faults_of_profile(profile: Profile) -> list[Fault]:
    return faults_of(profile, spoken=[language.code for language in languages()])


def _faults_of_drawing(drawing: Letterhead) -> list[Fault]:
    """The crest stands in pages and documents: it must be well-formed, and hold nothing that acts or fetches."""
    seen: list[tuple[str, dict[str, str]]] = []
    reader = expat.ParserCreate()
    reader.StartElementHandler = lambda name, attributes: seen.append((name, attributes))
    entities: list[str] = []
    reader.EntityDeclHandler = lambda name, *more: entities.append(name)
    try:
        reader.Parse(drawing.root, True)
    except expat.ExpatError as error:
        return [{"key": "", "reason": gettext("is no drawing: %(error)s") % {"error": error}}]
    reasons = [] if seen[0][0] == "svg" else [gettext("is no drawing: it does not begin with <svg>")]
    idle = [f"<{name}>" for name, _ in seen if name in _ACTING]
    idle += [f"<!ENTITY {name}>" for name in entities]
    idle += [f"{each}=" for _, held in seen for each in held if _acts(each, held)]
    reasons += [gettext("holds %(what)s, which a drawing does not need") % {"what": each} for each in idle]
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


def _diff_of_profile(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Statement]:
    """What is confirmed, or has to be, is said of the value that it is about."""
    for each in described_part(PROFILE, before, after):
        yield _of_the_value(each, after) if each.path[:1] == (MARKS,) and len(each.path) > 1 else each


def _of_the_value(each: Statement, parts: Mapping[str, Any]) -> Statement:
    place = (each.where[0], *place_of(parts, each.path[1]))
    return replace(each, where=place, kind=Kind.CHANGED, after=each.after or str(of_profile.DOUBTS[False]))


def _diff_of_drawings(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Statement]:
    one, other = (str(parts.get("letterhead") or "") for parts in (before, after))
    if one != other:
        yield Statement((str(_("Crest")),), Kind.CHANGED, drawings=(one, other))


PROFILE = ReleasePart(
    "profile",
    "profile.toml",
    Profile,
    _faults_of_profile,
    _SOUND_PROFILE,
    lambda parts: Words(of_profile.TITLE, of_profile.LABELS, of_profile.say, of_profile.name),
    _diff_of_profile,
)
LETTERHEAD = ReleasePart(
    "letterhead",
    "letterhead.svg",
    Letterhead,
    _faults_of_drawing,
    words=lambda parts: Words(_("Crest")),
    diff=_diff_of_drawings,
)
