"""What a part of a release says, and what differs between two, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from kernel.text import LocalisedText
from localization.languages import language, page_language
from tenants.releases.diff import Difference, Kind, Path, differences
from tenants.releases.plain import NOTHING, keyed

Text = str | Promise
_TITLES = ("label", "names", "name")
# What a table need not say of itself: that it lacks this or that.
_SILENT: tuple[Any, ...] = (None, "", [], {}, False)


class Saying(Protocol):
    """How an app says a value of its part in words; None where it has no words of its own for it."""

    def __call__(self, path: Path, value: Any, data: Any) -> Text | None: ...


class Naming(Protocol):
    """How an app calls an entry of its part that has no name of its own; None where it has no words for it."""

    def __call__(self, path: Path, entry: Any) -> Text | None: ...


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one part: its title, a label for each key, and values that do not speak for themselves."""

    title: Text
    labels: Mapping[str, Text] = field(default_factory=dict)
    say: Saying | None = None
    name: Naming | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of a readable diff. ``drawings`` holds both pictures (SVG, unsafe) where the value is one."""

    where: tuple[str, ...]
    kind: Kind
    before: str = ""
    after: str = ""
    path: Path = ()
    drawings: tuple[str, str] | None = None

    @property
    def place(self) -> str:
        """Where it is, as one line."""
        return " › ".join(self.where)

    def __str__(self) -> str:
        if self.drawings:
            return _("%(place)s: another drawing") % {"place": self.place}
        before, after = (", ".join(each.splitlines()) for each in (self.before, self.after))
        facts = {"place": self.place, "before": before, "after": after}
        if self.kind is Kind.ADDED:
            return _("%(place)s: added: %(after)s") % facts
        if self.kind is Kind.REMOVED:
            return _("%(place)s: removed: %(before)s") % facts
        if self.kind is Kind.REORDERED:
            return _("%(place)s: in another order: %(after)s") % facts
        return f"{self.place}: {before or _('nothing')} → {after or _('nothing')}"


@dataclass(frozen=True, slots=True)
class Said:
    """One value of a part: where it stands, and what it says."""

    where: tuple[str, ...]
    value: str
    path: Path


def described(before: Any, after: Any, words_before: Words, words: Words) -> Iterator[Statement]:
    """Yield what differs between two plain parts, as sentences can be made of it, each side in its own words."""
    for each in differences(before, after):
        if each.kind is not Kind.REORDERED:
            place = where(words, each.path, after, before) or (str(words.title),)
            one = said(words_before, each.path, each.before, before) if each.kind is not Kind.ADDED else ""
            other = said(words, each.path, each.after, after) if each.kind is not Kind.REMOVED else ""
            yield Statement(place, each.kind, one, other, each.path)
        elif _is_another_order(each, before):
            yield _reordered(words, each, after)


def contents(words: Words, data: Any, path: Path = ()) -> Iterator[Said]:
    """Yield each value of a plain part, in the order of the part; a text in several languages is one value."""
    inside = _at(data, path)
    table = None if _is_text(inside) else keyed(inside)
    if not table:
        if inside not in (NOTHING, None, "", [], {}):
            yield Said(where(words, path, data), said(words, path, inside, data), path)
        return
    for key in table:
        yield from contents(words, data, (*path, key))


def where(words: Words, path: Path, *sources: Any) -> tuple[str, ...]:
    """Return the steps to a value in words: entries by their own names, as the first source that has them says."""
    steps: list[str] = []
    for place in range(len(path)):
        holder, step = [_at(each, path[:place]) for each in sources], path[place]
        if any(_is_text(each) and each is not NOTHING for each in holder) and steps:
            steps[-1] = f"{steps[-1]} ({_language_name(step)})"
        else:
            steps.append(_named(words, path[: place + 1], [_at(each, path[: place + 1]) for each in sources]))
    return tuple(steps)


def said(words: Words, path: Path, value: Any, data: Any) -> str:
    """Return a value in words."""
    own = words.say(path, value, data) if words.say and value is not NOTHING else None
    if own is not None:
        return str(own)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if _is_text(value):
        return _in_languages(value)
    if (table := keyed(value)) is not None:
        told = ((key, said(words, (*path, key), inner, data)) for key, inner in table.items() if inner not in _SILENT)
        return "; ".join(f"{_named(words, (*path, key), [table[key]])}: {words_said}" for key, words_said in told)
    if isinstance(value, list):
        return ", ".join(said(words, path, each, data) for each in value)
    return "" if value is None or value is NOTHING else str(value)


def comparable(schema: type[BaseModel], before: Any, after: Any) -> tuple[Any, Any]:
    """Return both with what goes without saying, so that to say it is no difference; as they are when faulty."""
    try:
        # What the check of the part will say does not keep it from being compared.
        typed = [schema.model_validate(each, context={"checked_later": True}) for each in (before, after)]
    except ValidationError:
        return before, after
    plain = [each.model_dump(mode="json", by_alias=True) for each in typed]
    return plain[0], plain[1]


def _reordered(words: Words, each: Difference, after: Any) -> Statement:
    named = [
        ", ".join(_named(words, (*each.path, key), [_at(after, (*each.path, key))]) for key in keys)
        for keys in (each.before, each.after)
    ]
    return Statement(where(words, each.path, after) or (str(words.title),), each.kind, named[0], named[1], each.path)


def _is_another_order(each: Difference, before: Any) -> bool:
    """What was there before stands otherwise; an addition in the middle alone is no news."""
    there = keyed(_at(before, each.path)) or {}
    return [key for key in each.before if key in there] != [key for key in each.after if key in there]


def _at(data: Any, path: Path) -> Any:
    for step in path:
        table = keyed(data)
        data = NOTHING if table is None else table.get(step, NOTHING)
    return data


def _named(words: Words, path: Path, entries: list[Any]) -> str:
    """An entry as its app calls it, else a key by its label, else an entry by its own name, else the key itself."""
    key = path[-1]
    for entry in entries if words.name else ():
        if words.name and (called := words.name(path, entry)) is not None:
            return str(called)
    if key in words.labels:
        return str(words.labels[key])
    for entry in entries:
        for name in _TITLES if isinstance(entry, dict) and not _is_text(entry) else ():
            title = entry.get(name)
            if _is_text(title):
                return LocalisedText(title).in_language(page_language())
            if isinstance(title, str) and title:
                return f"{title} ({key})"
    return key.replace("_", " ")


def _is_text(value: Any) -> bool:
    """Tell whether a table is one text in several languages."""
    return (
        isinstance(value, dict)
        and bool(value)
        and all(isinstance(each, str) and _is_language(key) for key, each in value.items())
    )


def _is_language(code: str) -> bool:
    # A short word that is a key of ours is no language: “to” of a move is not Tongan.
    return code not in ("to", "is", "no", "on") and code.split("-")[0] in Locale.parse("en").languages


def _in_languages(text: Mapping[str, str]) -> str:
    if len(text) == 1:
        return next(iter(text.values()))
    return "; ".join(f"{_language_name(code)}: {each}" for code, each in text.items())


def _language_name(code: str) -> str:
    found = language(page_language()).locale.languages.get(code.replace("-", "_")) or Locale.parse("en").languages.get(
        code
    )
    return str(found or code)
