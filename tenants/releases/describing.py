"""Releases in words: what they say, what differs between two, what is to be confirmed, where a fault is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from tenants.profiles.confirmation import ToConfirm, values_to_confirm
from tenants.releases.parts import ReleasePart, release_parts
from tenants.releases.plain import NOTHING, code_of, keyed
from tenants.releases.wording import Said, Statement, Text, Words, comparable, contents, described, where

Parts = Mapping[str, Any]
MARKS = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Chapter:
    """What differs in one part."""

    part: ReleasePart
    title: Text
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One table of a part, or its single values together, ready to be read."""

    title: Text
    values: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A value that nobody of the Party has confirmed, in words."""

    mark: ToConfirm
    part: ReleasePart
    where: tuple[str, ...]
    values: tuple[Said, ...]


def chapters(before: Parts, after: Parts) -> list[Chapter]:
    """Return what differs between two releases, given by their plain parts, part by part; none where nothing does."""
    found = (
        Chapter(part, words_of(part, after).title, tuple(statements(part, before, after))) for part in release_parts
    )
    return [each for each in found if each.statements]


def lines_of(found: Iterable[Chapter]) -> Iterator[str]:
    """Yield what differs as lines of text, each file with its statements indented below it."""
    for chapter in found:
        yield chapter.part.file
        yield from (f"  {each}" for each in chapter.statements)


def statements(part: ReleasePart, before: Parts, after: Parts) -> Iterator[Statement]:
    """Yield what differs in one part, in the words of the app that it belongs to."""
    yield from part.diff(before, after) if part.diff else described_part(part, before, after)


def described_part(part: ReleasePart, before: Parts, after: Parts) -> Iterator[Statement]:
    """Yield what differs in one part by its words alone; to say what goes without saying is no difference."""
    one, other = before.get(part.name, NOTHING), after.get(part.name, NOTHING)
    if one is not NOTHING and other is not NOTHING:
        one, other = comparable(part.schema, one, other)
    yield from described(one, other, words_of(part, before), words_of(part, after))


def sections(part: ReleasePart, parts: Parts) -> list[Section]:
    """Return what a part says: its single values first, then each table; marks of confirmation left out."""
    data = parts.get(part.name)
    words, tables = words_of(part, parts), keyed(data) or {}
    single: list[Said] = []
    found: list[Section] = []
    for key in tables:
        values = tuple(contents(words, data, (key,))) if key != MARKS else ()
        if len(values) == 1 and len(values[0].where) == 1:
            single += values
        elif values:
            found.append(Section(values[0].where[0], values))
    return [Section(_("In general"), tuple(single)), *found] if single else found


def doubtful(parts: Parts) -> list[Doubtful]:
    """Return what is still to be confirmed of a release, in words."""
    try:
        return [_doubtful(mark, parts) for mark in values_to_confirm(parts)]
    except ValidationError:  # a draft too faulty to be read; its faults are said elsewhere
        return []


def place_of(parts: Parts, key: str) -> tuple[str, ...]:
    """Return where the value of a dotted key stands: its first step names a part, or else a key of the profile."""
    part, path = split_key(parts, key)
    words = words_of(part, parts)
    return (*((str(words.title),) if part.name != "profile" or not path else ()), *where(words, path, parts[part.name]))


def split_key(parts: Parts, key: str) -> tuple[ReleasePart, tuple[str, ...]]:
    """Return the part that a dotted key is of, and the steps in it."""
    steps = tuple(key.split(".")) if key else ()
    named = bool(steps) and steps[0] in parts and steps[0] in release_parts
    return release_parts.get(steps[0] if named else "profile"), steps[1:] if named else steps


def fault_path(part: ReleasePart, key: str, parts: Parts) -> tuple[str, ...]:
    """Return the steps to a faulty value as statements have them: entries of a list by their code, not their place."""
    value: Any = parts.get(part.name)
    path: list[str] = []
    for step in key.split(".") if key else ():
        code = code_of(value)
        if code and step.isdigit() and int(step) < len(value):
            step = value[int(step)][code]
        path.append(step)
        value = (keyed(value) or {}).get(step, NOTHING)
    return tuple(path)


def where_in(part: ReleasePart, path: tuple[str, ...], parts: Parts) -> tuple[str, ...]:
    """Return the steps of ``path`` in a part in words."""
    return where(words_of(part, parts), path, parts.get(part.name, NOTHING))


def words_of(part: ReleasePart, parts: Parts) -> Words:
    """Return the words of a part of that release; one that has none is called by its name."""
    return part.words(parts) if part.words else Words(part.name)


def _doubtful(mark: ToConfirm, parts: Parts) -> Doubtful:
    part, path = split_key(parts, mark.key)
    values = tuple(contents(words_of(part, parts), parts[part.name], path)) if part.is_file_of_tables else ()
    return Doubtful(mark, part, place_of(parts, mark.key), values)
