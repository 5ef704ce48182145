"""What of a Party's release nobody of the country has confirmed yet."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, RootModel

from tenants.profiles.kinds import Doubt
from tenants.profiles.schema import Profile

WHY: dict[Doubt, Promise] = {
    Doubt.FOUND: _("Found in a public source."),
    Doubt.ASSUMED: _("Assumed, as most Parties have it."),
    Doubt.INVENTED: _("Invented, so that the service can be tried."),
}


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """One key with its value: ``ports`` of the profile, or ``fees.fees.application`` of another part."""

    key: str
    doubt: Doubt
    value: Any

    @property
    def why(self) -> Promise:
        """Why it has to be confirmed, for the reader."""
        return WHY[self.doubt]


def values_to_confirm(parts: Mapping[str, Any]) -> list[ToConfirm]:
    """Return what is to be confirmed of a release, given by its plain parts (``release.parts``), in order of keys."""
    profile = Profile.model_validate(parts["profile"])
    open_marks = {key: doubt for key, doubt in profile.unconfirmed.items() if doubt is not False}
    for name, part in parts.items():
        if isinstance(part, dict) and part.get("confirmed") is False:
            open_marks.setdefault(name, Doubt.ASSUMED)
    stated = {**parts, "profile": profile}
    return [ToConfirm(key, Doubt(doubt), value_at(stated, key)) for key, doubt in sorted(open_marks.items())]


def confirmed(profile: Mapping[str, Any], keys: Collection[str]) -> dict[str, Any]:
    """Return the plain profile with ``keys`` confirmed; for the next release."""
    marks = Profile.model_validate(dict(profile)).unconfirmed
    return {**profile, "unconfirmed": {key: doubt for key, doubt in marks.items() if key not in keys}}


def value_at(parts: Mapping[str, Any], key: str) -> Any:
    """Return the value of a dotted key in plain or typed parts; None where there is none.

    The first step names a part, or else a key of the profile; of a list, a step names an entry by one of
    its values: ``ports.BBBGI``.
    """
    first, _dot, rest = key.partition(".")
    value, steps = (parts[first], rest) if first in parts else (parts["profile"], key)
    for step in steps.split(".") if steps else ():
        value = _step(value.root if isinstance(value, RootModel) else value, step)
    return value


def _step(value: Any, step: str) -> Any:
    if isinstance(value, BaseModel):
        value = dict(value)
    if isinstance(value, list | tuple):
        return next((each for each in value if step in _values(each)), None)
    return value.get(step) if isinstance(value, dict) else None


def _values(entry: Any) -> Collection[Any]:
    if isinstance(entry, BaseModel):
        entry = dict(entry)
    return list(entry.values()) if isinstance(entry, dict) else [entry]
