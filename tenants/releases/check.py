"""Every fault of a release at once: a faulty value is put aside, so that the others can still be checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from kernel.text import gettext_noop
from tenants.profiles.rules import Fault
from tenants.releases.parts import ReleaseCheck, ReleasePart, publication_checks, release_checks, release_parts

_ROUNDS = 6
# For validators that could name only the first fault where the check of the part lists all.
_LATER = {"checked_later": True}
# pydantic speaks English alone; what it says most often is said here. A fault's ``ctx`` fills the places.
_REASONS = {
    "missing": gettext_noop("is missing"),
    "extra_forbidden": gettext_noop("there is no such key"),
    "string_type": gettext_noop("is no text"),
    "string_pattern_mismatch": gettext_noop("is not written as %(pattern)s"),
    "string_too_short": gettext_noop("needs %(min_length)s characters at least"),
    "string_too_long": gettext_noop("has more than %(max_length)s characters"),
    "too_short": gettext_noop("needs %(min_length)s at least"),
    "too_long": gettext_noop("has more than %(max_length)s"),
    "int_type": gettext_noop("is no whole number"),
    "int_parsing": gettext_noop("is no whole number"),
    "int_from_float": gettext_noop("is no whole number"),
    "decimal_type": gettext_noop("is no number"),
    "decimal_parsing": gettext_noop("is no number"),
    "bool_type": gettext_noop("is neither true nor false"),
    "bool_parsing": gettext_noop("is neither true nor false"),
    "date_type": gettext_noop("is no date"),
    "date_parsing": gettext_noop("is no date"),
    "date_from_datetime_parsing": gettext_noop("is no date"),
    "dict_type": gettext_noop("is no table"),
    "model_type": gettext_noop("is no table"),
    "list_type": gettext_noop("is no list"),
    "tuple_type": gettext_noop("is no list"),
    "enum": gettext_noop("is none of %(expected)s"),
    "literal_error": gettext_noop("is none of %(expected)s"),
    "greater_than": gettext_noop("must be more than %(gt)s"),
    "greater_than_equal": gettext_noop("must be %(ge)s at least"),
    "less_than": gettext_noop("must be less than %(lt)s"),
    "less_than_equal": gettext_noop("must be %(le)s at most"),
}


def faults_in(parts: Mapping[str, Any]) -> list[Fault]:
    """Return every fault of plain ``parts`` (by name) at once: file, key and reason."""
    found: list[Fault] = []
    typed: dict[str, Any] = {}
    for part in release_parts:
        found += _faults_of_types(part, parts.get(part.name))
        if (kept := sound(part, parts.get(part.name))) is not None:
            typed[part.name] = kept
            found += _new(({"file": part.file, **fault} for fault in part.check(kept)), found)
    for check in release_checks:
        found += _new(_of_check(check, typed), found)
    return found


def faults_of_publication(parts: Mapping[str, Any]) -> list[Fault]:
    """Return what speaks against plain ``parts``, in which all else is in order, in the active Party as it is now."""
    typed = {part.name: part.schema.model_validate(parts[part.name]) for part in release_parts if part.name in parts}
    return [fault for check in publication_checks for fault in _of_check(check, typed)]


def _faults_of_types(part: ReleasePart, data: Any) -> list[Fault]:
    try:
        part.schema.model_validate(data, context=_LATER)
    except ValidationError as error:
        return [
            {"file": part.file, "key": ".".join(_key(fault["loc"])), "reason": _reason(fault, part.schema)}
            for fault in error.errors(include_url=False)
        ]
    return []


def _reason(fault: Any, schema: type[BaseModel]) -> str:
    known = _REASONS.get(fault["type"])
    places = {key: str(value).replace("' or '", "', '") for key, value in fault.get("ctx", {}).items()}
    reason = _(known) % places if known else str(fault["msg"]).removeprefix("Value error, ")
    if fault["type"] == "extra_forbidden" and len(fault["loc"]) == 1:
        near = get_close_matches(str(fault["loc"][0]), schema.model_fields, 1)
        reason += _("; did you mean “%(key)s”?") % {"key": near[0]} if near else ""
    return reason


def _key(place: tuple[Any, ...]) -> list[str]:
    """Where a fault is, without what pydantic adds for keys and for one of several types."""
    return [str(step) for step in place if step not in ("[key]", "[root]") and not str(step).startswith("literal[")]


def sound(part: ReleasePart, data: Any) -> Any | None:
    """Return the typed part without its faulty values, or None when too little is left of it."""
    for _round in range(_ROUNDS):
        try:
            return part.schema.model_validate(data, context=_LATER)
        except ValidationError as error:
            faults = error.errors(include_url=False)
            data = _lacking_filled(data, faults, part.stand_in)
            # The last first, so that the places of a list stay what they are.
            for place in sorted(map(_place_of, faults), key=lambda steps: [str(step).zfill(6) for step in steps])[::-1]:
                data = _without(data, place)
    return None


def _lacking_filled(data: Any, faults: list[Any], stand_in: Mapping[str, Any]) -> Any:
    lacking = {fault["loc"][0] for fault in faults if fault["type"] == "missing" and len(fault["loc"]) == 1}
    return {**data, **{key: stand_in[key] for key in lacking & set(stand_in)}} if isinstance(data, dict) else data


def _place_of(fault: Any) -> tuple[Any, ...]:
    """What to put aside for a fault: the value, or the table that lacks one."""
    return tuple(fault["loc"][:-1] if fault["type"] == "missing" else fault["loc"])


def _without(data: Any, place: tuple[Any, ...]) -> Any:
    """Return ``data`` without what is at ``place``, or without the nearest thing around it that exists."""
    if not place or not _has(data, place[0]):
        return data
    step, rest = place[0], place[1:]
    if rest and _has(data[step], rest[0]):
        return _with(data, step, _without(data[step], rest))
    if isinstance(data, list):
        return [value for index, value in enumerate(data) if index != step]
    return {key: value for key, value in data.items() if key != step}


def _has(data: Any, step: Any) -> bool:
    if isinstance(data, list):
        return isinstance(step, int) and step < len(data)
    return isinstance(data, dict) and step in data


def _with(data: Any, step: Any, value: Any) -> Any:
    if isinstance(data, list):
        return [value if index == step else each for index, each in enumerate(data)]
    return {**data, step: value}


def _of_check(check: ReleaseCheck, typed: Mapping[str, Any]) -> Iterator[Fault]:
    for fault in check.check(typed):
        yield {"file": release_parts.get(fault["part"]).file, "key": fault["key"], "reason": fault["reason"]}


def _new(faults: Iterable[Fault], known: list[Fault]) -> list[Fault]:
    """Leave out what only follows from a fault that is known: one of the same value, or of what is around it."""
    places = [(fault["file"], fault["key"]) for fault in known]
    return [fault for fault in faults if not any(_follows(fault, file, key) for file, key in places)]


def _follows(fault: Fault, file: str, key: str) -> bool:
    return fault["file"] == file and f"{fault['key']}.".startswith(f"{key}." if key else "")
