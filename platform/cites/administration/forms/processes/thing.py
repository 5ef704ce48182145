"""The form of one thing in a workflow: groups of fields that show its plain values and give plain values back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cites.administration.forms.fields import EMPTY, Plain
from cites.administration.forms.keys import Parts, at, table_at
from cites.administration.forms.languages import site_languages
from cites.administration.forms.writing import read, written
from cites.administration.processes.spots import Spot
from cites.look.forms import Form
from localization.languages import page_language

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields that belong together; ``folded`` ones wait until somebody wants them, or one of them says something."""

    title: Words
    fields: Mapping[str, forms.Field]
    hint: Words = ""
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """Fields as the page shows them."""

    title: Words
    hint: Words
    folded: bool
    bound: tuple[forms.BoundField, ...]

    @property
    def opened(self) -> bool:
        """Whether they are unfolded: something is said, or wrong."""
        return any(each.errors or each.value() not in (*EMPTY, False) for each in self.bound)


class ThingForm(Form):
    """The form of a stage, step or branch; a subclass makes its groups from the draft and the thing's plain value."""

    submit_label = _("Save")
    title: ClassVar[Words]
    """What such a thing is called."""
    heading: ClassVar[Words] = ""
    """What the page of a new one is headed, where it is not named after the thing."""
    looks_species_up: ClassVar[bool] = False
    """Whether groups of species stand among its choices, so that the page names the data that they are from."""

    def __init__(self, parts: Parts, code: str, spot: Spot, data: Any = None) -> None:
        super().__init__(data)
        self.parts, self.code, self.spot = parts, code, spot
        self.workflow = table_at(parts, f"workflow.{code}")
        self.thing = table_at(self.workflow, spot.key) if spot.name else {}
        self.is_new = not spot.name
        self.languages = site_languages(parts)
        self.groups = list(self.made())
        for group in self.groups:
            self.fields.update(group.fields)
        self.initial = {name: read(each, at(self.thing, name)) for name, each in self.plain_fields()}
        self.initial |= self.told_at_first()

    def made(self) -> Iterator[Fields]:
        """Yield the groups; the names of plain fields are dotted keys within the thing."""
        yield from ()

    def told_at_first(self) -> Mapping[str, Any]:
        """Return what fields show at first that are no plain values of the thing."""
        return {}

    def plain_fields(self) -> list[tuple[str, Plain]]:
        """The fields that show a value of the thing."""
        return [(name, each) for name, each in self.fields.items() if isinstance(each, Plain)]

    def shown(self) -> Iterator[Shown]:
        """Yield the groups as the page shows them."""
        for group in self.groups:
            yield Shown(group.title, group.hint, group.folded, tuple(self[name] for name in group.fields))

    def quiet(self) -> ThingForm:
        """Say nothing of what is wrong: the page shows what somebody wrote before. Returns itself."""
        self._errors, self.cleaned_data = forms.utils.ErrorDict(), {}
        return self

    def applied(self) -> dict[str, Any]:
        """Return the thing as it was entered; what says the same as before stays as it is written."""
        return written(self.plain_fields(), self.thing, self.cleaned_data)

    def text_told(self, key: str) -> str:
        """Return a text that was entered, in the page's language, else in the first that it has."""
        told = {code: self.cleaned_data.get(f"{key}.{code}") for code in [page_language(), *self.languages]}
        return next((str(each) for each in told.values() if each), "")

    def require_text(self, key: str, message: Words) -> None:
        """Refuse a text that stands in no language at all."""
        names = [name for name in self.fields if name.startswith(f"{key}.")]
        if names and not any(self.cleaned_data.get(name) for name in names) and not set(names) & set(self.errors):
            self.add_error(names[0], forms.ValidationError(str(message), code="required"))
