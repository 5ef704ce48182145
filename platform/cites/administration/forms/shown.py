"""A section's form as its page shows it: groups and entries in order, each with its marks and what is wrong with it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html

from cites.administration.forms.entries import EntryForm, EntryFormSet
from cites.administration.forms.fields import EMPTY, Day
from cites.administration.forms.marks import open_marks
from cites.administration.forms.places import Place, place_of
from cites.administration.forms.section import Section
from cites.administration.forms.section_form import CONFIRM, Group, SectionForm
from cites.look.forms import complaints
from localization.formats import format_date
from localization.languages import page_language

Problem = tuple[str, str]


@dataclass(frozen=True)
class ShownMark:
    """That a value is not confirmed, why, and the box to tick once it is."""

    key: str
    why: str | Promise
    ticked: bool

    @property
    def id(self) -> str:
        """The id of the box."""
        return f"confirm-{self.key}"


@dataclass(frozen=True)
class ShownField:
    """A field with its marks, of which a screen reader hears with the field."""

    bound: BoundField
    marks: list[ShownMark]

    @property
    def problems(self) -> list[Problem]:
        """What is wrong, each with the id of the field."""
        return [(self.bound.id_for_label or self.bound.auto_id, text) for text in complaints(self.bound, named=True)]

    @property
    def said(self) -> str:
        """What it says, with its label; nothing where it says nothing, or what it says by default."""
        value, choices = self.bound.value(), getattr(self.bound.field, "choices", ())
        if isinstance(self.bound.field, Day):
            value = self._day(value)
        if value in (*EMPTY, False, 0, "0", getattr(self.bound.field, "absent", None)):
            return ""
        names = dict(choices)
        words = ", ".join(str(names.get(each, each)) for each in value) if isinstance(value, list) else str(value)
        return str(self.bound.label) if isinstance(value, bool) else f"{self.bound.label} ({words})"

    def _day(self, value: Any) -> str:
        """A day as people write it; as it was typed where it is none."""
        parts = [str(each) for each in value if each not in EMPTY] if isinstance(value, list) else []
        try:
            day = self.bound.field.clean(value) if parts else value
        except ValidationError:
            return " ".join(parts)
        return format_date(day, page_language()) if isinstance(day, date) else ""


@dataclass(frozen=True)
class ShownEntry:
    """One entry of a list."""

    form: EntryForm
    place: int
    title: str
    fields: list[ShownField]
    folded: list[ShownField]
    marks: list[ShownMark]

    @property
    def id(self) -> str:
        """Where a link to it leads."""
        return f"entry-{self.form.prefix}"

    @property
    def opened(self) -> bool:
        """Whether what is folded away has to be seen."""
        return any(each.problems or each.marks for each in self.folded)

    @property
    def said(self) -> str:
        """What is folded away, in short."""
        return "; ".join(filter(None, (each.said for each in self.folded)))

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with it, with its title, for others have the same fields."""
        found = [(self.id, str(error)) for error in self.form.non_field_errors()]
        found += [problem for each in [*self.fields, *self.folded] for problem in each.problems]
        return [(target, f"{self.title} – {text}") for target, text in found]


@dataclass(frozen=True)
class ShownGroup:
    """One group."""

    group: Group
    fields: list[ShownField]
    marks: list[ShownMark]
    notes: list[str]
    entries: list[ShownEntry] = field(default_factory=list)
    formset: EntryFormSet | None = None

    @property
    def add_label(self) -> str | Promise:
        """What the button says that adds an entry."""
        return self.group.entries.add_label if self.group.entries else ""

    @property
    def problems(self) -> list[Problem]:
        """What is wrong in it."""
        found = [(self.group.id, f"{self.group.title}: {note}") for note in self.notes]
        found += [problem for each in self.fields for problem in each.problems]
        return found + [problem for each in self.entries if not each.form.removed for problem in each.problems]

    @property
    def opened(self) -> bool:
        """Whether it is unfolded."""
        return bool(self.problems or self.marks or any(each.marks for each in self.fields))


@dataclass(frozen=True)
class ShownForm:
    """The whole form."""

    form: SectionForm
    groups: list[ShownGroup]
    marks: list[ShownMark]

    @property
    def problems(self) -> list[Problem]:
        """Everything that is wrong, in the order of the page."""
        found = [("", str(error)) for error in self.form.non_field_errors()]
        found += [problem for group in self.groups for problem in group.problems]
        return found + [("", str(error)) for each in self.form.lists for error in each.non_form_errors()]


def shown(section: Section, form: SectionForm) -> ShownForm:
    """Return what the page shows of a form."""
    marks = _marks(section, form)
    groups = [_group(form, group, marks) for group in form.groups]
    return ShownForm(form, groups, marks[Place()])


def _marks(section: Section, form: SectionForm) -> dict[Place, list[ShownMark]]:
    ticked = form[CONFIRM].value() or []
    found: dict[Place, list[ShownMark]] = defaultdict(list)
    for mark in open_marks(form.parts):
        place = place_of(form, mark.place)
        # What is marked of an entry that goes, goes with it.
        if section.covers(mark.place) and not (_is_list(form, place.group) and mark.place != place.group):
            found[place].append(ShownMark(mark.key, mark.why, mark.key in ticked))
    return found


def _is_list(form: SectionForm, key: str) -> bool:
    return any(each.form.list_key == key for each in form.lists)


def _group(form: SectionForm, group: Group, marks: dict[Place, list[ShownMark]]) -> ShownGroup:
    entries = form.list_of(group.entries.list_key) if group.entries else None
    return ShownGroup(
        group,
        _fields(form, None, group.fields, marks),
        marks[Place(group=group.key)] if group.key else [],
        form.notes.get(group.key, []),
        list(_entries(form, entries, marks)) if entries is not None else [],
        entries,
    )


def _entries(form: SectionForm, entries: EntryFormSet, marks: dict[Place, list[ShownMark]]) -> Iterator[ShownEntry]:
    number = 0
    for place, entry in enumerate(entries.forms):
        number += not entry.removed
        called = f"{entry.title} {number}" if not entry.removed else str(entry.title)
        title = f"{called}, {entry.named()}" if entry.named() else called
        names = [name for name, _field in entry.plain_fields()]
        plain = [name for name in names if name not in entry.folded]
        folded = [name for name in names if name in entry.folded]
        yield ShownEntry(
            entry,
            place,
            title,
            _fields(form, entry, plain, marks),
            _fields(form, entry, folded, marks),
            marks[Place(entry=entry)],
        )


def _fields(
    form: SectionForm, entry: EntryForm | None, names: Iterable[str], marks: dict[Place, list[ShownMark]]
) -> list[ShownField]:
    return [_field(entry or form, name, marks[Place(field=name, entry=entry)]) for name in names]


def _field(form: SectionForm | EntryForm, name: str, marks: list[ShownMark]) -> ShownField:
    bound = form[name]
    for mark in marks:
        words = format_html("{} {}", render_to_string("administration/_doubtful.html"), mark.why)
        bound.help_text = format_html("{} {}", bound.help_text, words) if bound.help_text else words
    return ShownField(bound, marks)
