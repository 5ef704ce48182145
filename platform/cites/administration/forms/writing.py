"""Writes what was entered into plain data: what says the same as before stays as it is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cites.administration.forms.fields import Plain
from cites.administration.forms.keys import ABSENT, Parts, at, list_at, put, table_at

if TYPE_CHECKING:
    from cites.administration.forms.entries import EntryForm

MOST = 200  # entries of one list


def entries_at(parts: Parts, key: str) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the entries of a table with their keys, or of a list with their places."""
    found = at(parts, key)
    if isinstance(found, list):
        listed = [(str(place), entry) for place, entry in enumerate(list_at(parts, key))]
    else:
        listed = list(table_at(parts, key).items())
    return [(name, entry if isinstance(entry, dict) else {}) for name, entry in listed]


def read(field: Plain, plain: Any) -> Any:
    """Return what a field shows of a plain value."""
    return field.absent if plain is ABSENT else field.read(plain)


def written(fields: list[tuple[str, Plain]], data: Any, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``data`` with what was entered; what says the same stays as it is written."""
    table: dict[str, Any] = dict(data)
    for name, field in fields:
        if name in answers and not _says(field, at(table, name), answers[name]):
            table = put(table, name, field.write(answers[name]))
    return table


def keys_of(form: type[EntryForm], known: Collection[str], answers: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the key of each entry: a ``known`` one that it has, or a new one that none of them has."""
    listed = list(answers)
    keys = [key if (key := str(each.get("key", ""))) in known else "" for each in listed]
    for place, each in enumerate(listed):
        keys[place] = keys[place] or _free(form.new_key(each), keys)
    return keys


def list_after(form: type[EntryForm], parts: Parts, answers: Sequence[Mapping[str, Any]]) -> tuple[Any, dict[str, str]]:
    """Return the list as ``answers`` have it, and the old names of entries that are called otherwise now."""
    before = dict(entries_at(parts, form.list_key))
    keys = keys_of(form, before, answers)
    fields = form(parts=parts, entry={}).plain_fields()
    after = [written(fields, before.get(key, {}), each) for key, each in zip(keys, answers, strict=True)]
    if not form.known_by:
        return dict(zip(keys, after, strict=True)), {}
    return after, _renamed(form, [before.get(key, {}) for key in keys], after)


def _renamed(form: type[EntryForm], before: list[Mapping[str, Any]], after: list[dict[str, Any]]) -> dict[str, str]:
    names = [(old.get(form.known_by), new.get(form.known_by)) for old, new in zip(before, after, strict=True)]
    return {f"{form.list_key}.{old}": f"{form.list_key}.{new}" for old, new in names if old and new and old != new}


def _says(field: Plain, plain: Any, value: Any) -> bool:
    if plain is ABSENT:
        return bool(value == field.absent or field.write(value) is ABSENT)
    return field.says(plain, value)


def _free(wanted: str, taken: Collection[str]) -> str:
    numbered = (f"{wanted}_{number}" for number in range(2, MOST + 2))
    return next(key for key in (wanted, *numbered) if key not in taken)
