"""What of a draft nobody of the country has confirmed: read from plain data, lifted, and kept true to it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from cites.administration.forms.keys import ABSENT, Parts, at, put
from tenants.profiles.confirmation import WHY, value_at
from tenants.profiles.kinds import Doubt

_MARKS = "profile.unconfirmed"


@dataclass(frozen=True, slots=True)
class Mark:
    """One open mark: its key as the profile writes it, and ``place``, the same from the part on."""

    key: str
    place: str
    why: str | Promise


def open_marks(parts: Parts) -> list[Mark]:
    """Return what is still to be confirmed, in order of keys; of a part that says so itself, the whole part."""
    found = {key: doubt for key, doubt in _stated(parts).items() if doubt in list(Doubt)}
    for name, part in parts.items():
        if isinstance(part, dict) and part.get("confirmed") is False:
            found.setdefault(name, Doubt.ASSUMED)
    return [Mark(key, place_of(parts, key), WHY[Doubt(doubt)]) for key, doubt in sorted(found.items())]


def place_of(parts: Parts, key: str) -> str:
    """Return a mark's key from the part on: the first step of a mark names a part, or a key of the profile."""
    return key if key.partition(".")[0] in parts else f"profile.{key}"


def lifted(parts: Parts, keys: Collection[str]) -> Parts:
    """Return ``parts`` with ``keys`` confirmed."""
    if not keys:
        return parts
    changed = _with_marks(parts, {key: doubt for key, doubt in _stated(parts).items() if key not in keys})
    for key in keys:
        if at(changed, f"{key}.confirmed") is False:
            changed = put(changed, f"{key}.confirmed", True)
    return changed


def with_true_marks(before: Parts, after: Parts, renamed: Mapping[str, str]) -> Parts:
    """Return ``after`` with each mark at its value: moved along where an entry was renamed, gone with one removed."""
    kept = {}
    for key, doubt in _stated(after).items():
        new = _renamed(key, renamed)
        if value_at(after, new) is not None or value_at(before, key) is None:
            kept[new] = doubt
    return after if kept == _stated(after) else _with_marks(after, kept)


def _renamed(key: str, renamed: Mapping[str, str]) -> str:
    for old, new in renamed.items():
        if key == old or key.startswith(f"{old}."):
            return new + key.removeprefix(old)
    return key


def _stated(parts: Parts) -> dict[str, Any]:
    """The marks as a table; older releases wrote a list of keys."""
    stated = at(parts, _MARKS)
    if isinstance(stated, list):
        return {str(key): Doubt.ASSUMED.value for key in stated}
    return dict(stated) if isinstance(stated, dict) else {}


def _with_marks(parts: Parts, marks: dict[str, Any]) -> Parts:
    return put(parts, _MARKS, marks) if at(parts, _MARKS) is not ABSENT else parts
