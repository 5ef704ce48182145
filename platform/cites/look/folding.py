"""Fields of a form that are seldom needed stand behind a line that unfolds them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django import forms


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that follow one another; with a title they are folded away, and open where one is filled in or wrong."""

    title: str
    fields: list[forms.BoundField]

    @property
    def is_open(self) -> bool:
        return any(field.errors or field.value() for field in self.fields)


def groups_of(form: forms.BaseForm) -> Iterator[Group]:
    """Yield the fields of a form in their order; its ``folded`` names titles and the fields behind them, if any."""
    titles = {name: title for title, names in getattr(form, "folded", ()) for name in names}
    for title, fields in groupby(form.visible_fields(), key=lambda field: titles.get(field.name, "")):
        yield Group(title, list(fields))
