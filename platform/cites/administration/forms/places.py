"""From the dotted key of a fault or a mark to the place on the page that it concerns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cites.administration.forms.keys import is_within

if TYPE_CHECKING:
    from cites.administration.forms.entries import EntryForm, EntryFormSet
    from cites.administration.forms.section_form import SectionForm


@dataclass(frozen=True, slots=True)
class Place:
    """A field of the section or of one entry, else an entry, else a group (by its key), else the whole page."""

    field: str = ""
    entry: EntryForm | None = None
    group: str = ""


def place_of(form: SectionForm, key: str) -> Place:
    """Return where a key, from the part on, stands in a section's form."""
    for entries in form.lists:
        if is_within(key, entries.form.list_key):
            return _in_list(entries, key.removeprefix(entries.form.list_key).lstrip("."))
    if field := field_around(form.fields, key):
        return Place(field=field)
    around = [group.key for group in form.groups if group.key and is_within(key, group.key)]
    return Place(group=max(around, key=len)) if around else Place()


def field_around(names: Iterable[str], key: str) -> str:
    """Return the field of that key, else the nearest around it, else nothing."""
    return max((name for name in names if is_within(key, name)), key=len, default="")


def _in_list(entries: EntryFormSet, rest: str) -> Place:
    """A step names an entry of a table by its key, one of a list by its place or by what it is known by."""
    step, _dot, inner = rest.partition(".")
    entry = _entry(entries, step) if step else None
    if entry is None:
        return Place(group=entries.form.list_key)
    field = field_around(entry.fields, inner) or _first_below(entry.fields, inner)
    return Place(entry=entry, field=field or ("" if inner else entry.known_by))


def _first_below(names: Iterable[str], key: str) -> str:
    """The first language of a text of which only the whole is known."""
    return next((name for name in names if key and name.rpartition(".")[0] == key), "")


def _entry(entries: EntryFormSet, step: str) -> EntryForm | None:
    staying = entries.staying()
    known_by = entries.form.known_by
    if known_by:
        # Of two that are called the same, the later is the one too many.
        called = [each for each in staying if each.told(known_by) == step]
        placed = [staying[int(step)]] if step.isdecimal() and int(step) < len(staying) else []
        return next(iter([*called[::-1], *placed]), None)
    return next((each for each, name in zip(staying, entries.keys(), strict=True) if name == step), None)
