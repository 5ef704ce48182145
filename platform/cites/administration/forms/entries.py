"""Entries of a list that people add to and take from: authorities, ports, holidays, fees."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.forms.utils import ErrorDict
from django.utils.functional import Promise

from cites.administration.forms.fields import EMPTY, Named, Plain
from cites.administration.forms.keys import Parts, at
from cites.administration.forms.writing import MOST, entries_at, keys_of, read
from cites.look.forms import Form
from localization.languages import page_language

_BUTTONS = ("add", "remove", "return")


class EntryForm(Form):
    """One entry. A subclass says where its list stands, how its fields are made, and what it is called."""

    list_key: ClassVar[str]
    """Where the list stands, e.g. ``profile.ports``."""
    known_by: ClassVar[str] = ""
    """Of a list: the field by whose value marks and faults name an entry. A table names it by its key."""
    title: ClassVar[str | Promise]
    """What one entry is called."""
    add_label: ClassVar[str | Promise]
    """What the button says that adds one."""

    folded: ClassVar[tuple[str, ...]] = ()
    """Fields that wait folded until somebody wants them."""
    folded_title: ClassVar[str | Promise] = ""
    """What is said of them."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    def __init__(self, *args: Any, parts: Parts, entry: Mapping[str, Any], key: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.parts, self.entry = parts, entry
        self.fields.update(dict(self.made()))
        self.initial = {"key": key, **{name: read(field, at(entry, name)) for name, field in self.plain_fields()}}
        self.removed = False

    def made(self) -> Named:
        """Yield name and field of what an entry says; names are dotted keys within it."""
        yield from ()

    def named(self) -> str:
        """Return by what a reader knows this entry; nothing for one that is still blank."""
        return ""

    @classmethod
    def new_key(cls, answers: Mapping[str, Any]) -> str:
        """Return how a new entry of a table is keyed; a number is added where that is taken."""
        return "entry"

    def has_changed(self) -> bool:
        """Whether anything was entered; a box that was left empty is not, whatever it shows by default."""
        return any(self[name].value() not in (*EMPTY, False) for name in self.changed_data)

    def plain_fields(self) -> list[tuple[str, Plain]]:
        """The fields that show a value of the entry."""
        return [(name, field) for name, field in self.fields.items() if isinstance(field, Plain)]

    def told(self, name: str) -> Any:
        """Return what the field holds now: as understood, as typed, or as it was."""
        return getattr(self, "cleaned_data", {}).get(name) or self[name].value()

    def first_told(self, text: str) -> str:
        """Return a text in the page's language, else in the first that it has."""
        names = [name for name in self.fields if name.startswith(f"{text}.")]
        names.sort(key=lambda name: name != f"{text}.{page_language()}")
        return next(filter(None, (str(self.told(name) or "") for name in names)), "")


class EntryFormSet(BaseFormSet):  # type: ignore[type-arg]
    """The entries of one list within a draft."""

    form: type[EntryForm]

    def __init__(self, parts: Parts, data: Any = None) -> None:
        self.parts = parts
        self.entries = entries_at(parts, self.form.list_key)
        super().__init__(data, prefix=self.form.list_key, initial=[{} for _each in self.entries])

    @classmethod
    def get_deletion_widget(cls) -> Any:
        return forms.HiddenInput()

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """An entry's own plain data and key; nothing for one that was added."""
        known = index is not None and index < len(self.entries)
        key, entry = self.entries[index or 0] if known else ("", {})
        return {"parts": self.parts, "entry": entry, "key": key}

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.removed = self.is_bound and bool(form["DELETE"].value())

    def staying(self) -> list[EntryForm]:
        """Every entry that was neither removed nor added and left blank, in order."""
        return [each for each in self.forms if not each.removed and not _left_blank(each)]

    def answers(self) -> list[dict[str, Any]]:
        """The cleaned data of every entry that stays."""
        return [each.cleaned_data for each in self.staying()]

    def quiet(self) -> None:
        """Say nothing of what is wrong."""
        for each in self.forms:
            without_errors(each)
        self._errors: Any = [each.errors for each in self.forms]
        self._non_form_errors: Any = self.error_class()

    def keys(self) -> list[str]:
        """The key of every entry that stays: its own, or the one that it will get."""
        known = [key for key, _entry in self.entries]
        return keys_of(self.form, known, [_told(each) for each in self.staying()])


def without_errors(form: Any) -> None:
    """Let a form say nothing of what is wrong, as if it had been looked at already."""
    form._errors, form.cleaned_data = ErrorDict(), {}


def formset_of(form: type[EntryForm]) -> type[EntryFormSet]:
    """Return the class of a list of such entries."""
    made = formset_factory(form, EntryFormSet, extra=0, can_delete=True, max_num=MOST, absolute_max=MOST)
    assert issubclass(made, EntryFormSet)
    return made


def after_button(data: Any, button: str) -> Any:
    """Return what was typed with one entry more, or one marked as removed or put back; None for another button."""
    do, _colon, rest = button.partition(":")
    prefix, _colon, place = rest.partition(":")
    if do not in _BUTTONS:
        return None
    changed = data.copy()
    if do == "add":
        changed[f"{prefix}-TOTAL_FORMS"] = str(min(MOST, _number(data.get(f"{prefix}-TOTAL_FORMS")) + 1))
    else:
        changed[f"{prefix}-{_number(place)}-DELETE"] = "on" if do == "remove" else ""
    return changed


def _told(form: EntryForm) -> dict[str, Any]:
    return {name: form.told(name) for name in form.fields}


def _number(text: Any) -> int:
    return int(text) if str(text).isdecimal() and len(str(text)) < 5 else 0


def _left_blank(form: EntryForm) -> bool:
    return form.empty_permitted and not form.has_changed()
