"""The form of a section: groups of fields, and lists of entries, read from the parts of a draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cites.administration.forms.entries import EntryForm, EntryFormSet, formset_of, without_errors
from cites.administration.forms.fields import Named, Plain
from cites.administration.forms.keys import Parts, at
from cites.administration.forms.marks import open_marks
from cites.administration.forms.places import Place
from cites.administration.forms.writing import read
from cites.look.forms import Form

CONFIRM = "confirm"
Words = str | Promise


@dataclass
class Group:
    """Fields that belong together, or a list of entries; ``key`` is where marks and faults of the whole stand."""

    title: Words = ""
    key: str = ""
    hint: Words = ""
    fields: dict[str, forms.Field] = field(default_factory=dict)
    entries: type[EntryForm] | None = None
    folded: bool = False

    @property
    def id(self) -> str:
        """Where a link to the group leads."""
        return f"part-{self.key.replace('.', '-')}"


class SectionForm(Form):
    """The form of a section; a subclass makes its groups from the parts of a draft."""

    submit_label = _("Save")

    def __init__(self, parts: Parts, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.parts = parts
        self.groups = list(self.made(parts))
        for group in self.groups:
            self.fields.update(group.fields)
        self.fields[CONFIRM] = forms.MultipleChoiceField(
            choices=[(mark.key, mark.key) for mark in open_marks(parts)],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.initial = {name: read(each, at(parts, name)) for name, each in self.plain_fields()}
        self.lists = [formset_of(group.entries)(parts, data) for group in self.groups if group.entries]
        self.notes: dict[str, list[str]] = {}

    def made(self, parts: Parts) -> Iterator[Group]:
        """Yield the groups; the names of fields are dotted keys from the part on."""
        yield from ()

    def plain_fields(self) -> list[tuple[str, Plain]]:
        """The fields that show a value of the draft."""
        return [(name, each) for name, each in self.fields.items() if isinstance(each, Plain)]

    def is_valid(self) -> bool:
        """Whether every field of the section and of its entries was understood."""
        return all([super().is_valid(), *(each.is_valid() for each in self.lists)])

    @property
    def answers(self) -> dict[str, Any]:
        """The cleaned data; of a list, that of each entry."""
        return {**self.cleaned_data, **{each.form.list_key: each.answers() for each in self.lists}}

    def list_of(self, key: str) -> EntryFormSet:
        """Return the entries of the list at that key."""
        return next(each for each in self.lists if each.form.list_key == key)

    def quiet(self) -> SectionForm:
        """Say nothing of what is wrong: somebody is still at it. Returns itself."""
        without_errors(self)
        for entries in self.lists:
            entries.quiet()
        return self

    def tell(self, place: Place, fault: ValidationError) -> None:
        """Show a fault at its place."""
        form = place.entry or self
        if not hasattr(form, "cleaned_data"):
            without_errors(form)
        if place.group:
            self.notes.setdefault(place.group, []).extend(fault.messages)
        else:
            form.add_error(place.field or None, fault)


def fields(*named: Named | Iterable[tuple[str, forms.Field]]) -> dict[str, forms.Field]:
    """Return fields by their names, in order."""
    return {name: each for some in named for name, each in some}
