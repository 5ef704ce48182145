"""A section of a draft: what it is called, its form, and how plain parts go in and come out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from cites.administration.forms.keys import ABSENT, Parts, at, is_within, put
from cites.administration.forms.marks import lifted, with_true_marks
from cites.administration.forms.section_form import CONFIRM, SectionForm, Words
from cites.administration.forms.writing import list_after, written
from kernel.registry import Registry


@dataclass(frozen=True)
class Section:
    """One section: what it is called, what it is for, its form, and the keys of the release that it covers.

    Where it ``looks_species_up`` the page names the data in which it does.
    ``result`` returns what ``template`` shows of the outcome, computed from the parts of the draft. ``places`` are what
    a section too long for one page is divided into, by their words in the address; ``place_of`` returns that of a key,
    and ``at`` the section of one of them alone.
    """

    name: str
    order: int
    title: Words
    explanation: Words
    form: type[SectionForm]
    keys: tuple[str, ...]
    template: str = ""
    result: Callable[[Parts], Mapping[str, Any]] = lambda parts: {}
    places: Callable[[Parts], Mapping[str, Words]] = lambda parts: {}
    place_of: Callable[[str], str] = lambda key: ""
    at: Callable[[Section, str, Words], Section] = lambda section, place, title: section
    looks_species_up: bool = False

    def initial(self, parts: Parts) -> dict[str, Any]:
        """Return what the fields show of a draft, by their names; of a list, that of each entry."""
        form = self.form(parts)
        return {**form.initial, **{each.form.list_key: [one.initial for one in each.forms] for each in form.lists}}

    def apply(self, parts: Parts, cleaned: Mapping[str, Any]) -> Parts:
        """Return the parts with what was entered; whatever says the same as before stays as it was written."""
        form = self.form(parts)
        after, renamed = written(form.plain_fields(), parts, cleaned), dict[str, str]()
        for key in (each.form.list_key for each in form.lists if each.form.list_key in cleaned):
            value, names = list_after(form.list_of(key).form, parts, cleaned[key])
            renamed |= {old.removeprefix("profile."): new.removeprefix("profile.") for old, new in names.items()}
            after = after if _same(value, at(after, key)) else put(after, key, value)
        return with_true_marks(parts, lifted(after, cleaned.get(CONFIRM, ())), renamed)

    def covers(self, key: str) -> bool:
        """Tell whether a key, from the part on, is changed on this page."""
        return any(is_within(key, own) for own in self.keys)


class Sections(Registry[Section]):
    """The sections, in the order in which an officer meets them."""

    def in_order(self) -> list[Section]:
        """Return every section."""
        return sorted(self, key=lambda section: section.order)

    def of_key(self, key: str) -> Section | None:
        """Return the section that changes a key, from the part on; None where no page does."""
        return next((section for section in self.in_order() if section.covers(key)), None)


sections = Sections("section")


def load_sections(package: str = "cites.administration.forms.sections") -> None:
    """Import every module of ``package``, each of which registers its own section."""
    for module in iter_modules(import_module(package).__path__):
        import_module(f"{package}.{module.name}")


def _same(value: Any, other: Any) -> bool:
    """Equal, and in the same order: of two authorities of a kind, the first signs."""
    if other is ABSENT:
        return not value
    return bool(value == other) and (not isinstance(value, dict) or list(value) == list(other))
