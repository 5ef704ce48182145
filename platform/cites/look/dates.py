"""A date in three boxes, day, month and year, forgiving about how each is written."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS, MONTHS_3
from django.utils.translation import gettext_lazy as _

from kernel import clock

PARTS = ("day", "month", "year")
YEARS = range(1000, 3000)  # the moments of a day outside them cannot be told in every time zone
AHEAD = 20
"""So many years ahead two figures still mean this century; beyond them they may mean the last one as well."""


class DayInput(forms.MultiWidget):
    """Three text boxes named ``<name>_day``, ``_month`` and ``_year``."""

    template_name = "look/forms/widgets/day.html"
    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in PARTS}, attrs)

    def decompress(self, value: Any) -> list[str | None]:
        """The three texts of a date."""
        return [str(value.day), str(value.month), str(value.year)] if isinstance(value, date) else [None] * 3

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Each box with its own label, width and keyboard."""
        context = super().get_context(name, value, attrs)
        labels = (_("Day"), _("Month"), _("Year"))
        for part, label, width, box in zip(PARTS, labels, (2, 2, 4), context["widget"]["subwidgets"], strict=True):
            box["label"] = label
            box["attrs"]["id"] = f"{context['widget']['attrs'].get('id', name)}_{part}"
            box["attrs"]["class"] = f"govuk-date-input__input govuk-input--width-{width}"
            box["attrs"].pop("aria-describedby", None)
            if part != "month":
                box["attrs"]["inputmode"] = "numeric"
        return context

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """The first box, where a link from the error summary leads."""
        return f"{id_}_day" if id_ else ""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """Three texts; a whole date under the plain name (an API, a test, a saved draft) is taken too."""
        whole = data.get(name)
        if whole and not any(data.get(f"{name}_{part}") for part in PARTS):
            year, _dash, rest = str(whole).partition("-")
            month, _dash, day = rest.partition("-")
            return [day, month, year]
        return super().value_from_datadict(data, files, name)


class DayField(forms.MultiValueField):
    """Cleans to a ``date`` or None; a month may be a number or a word, a year two or four figures."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Enter a date."),
        "incomplete": _("A date needs a day, a month and a year."),
        "invalid": _("Enter a real date, for example 27 3 2027."),
        "short_year": _("Write the year with four figures, for example 1985."),
    }

    def __init__(self, **kwargs: Any) -> None:
        fields = tuple(forms.CharField(max_length=20) for _part in PARTS)
        kwargs.setdefault("widget", DayInput())
        super().__init__(fields, require_all_fields=False, **kwargs)

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """The field in its form; what was kept of it when a session had ended, box by box, is put together."""
        initial = form.initial
        if isinstance(initial.get(field_name), str) or any(initial.get(f"{field_name}_{part}") for part in PARTS):
            form.initial = {**initial, field_name: self.widget.value_from_datadict(initial, {}, field_name)}
        return super().get_bound_field(form, field_name)

    def clean(self, value: Any) -> date | None:
        """The date.

        Raises ValidationError when it is needed and missing, lacks a part, is no day of the calendar, or when the two
        figures of its year may mean another century.
        """
        if isinstance(value, date):
            return value
        texts = [str(part or "").strip() for part in (value or [])]
        if not any(texts):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if not all(texts) or len(texts) != len(PARTS):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        chosen = self.compress(texts)
        self.validate(chosen)
        self.run_validators(chosen)
        return chosen

    def compress(self, data_list: Sequence[str]) -> date:
        """The date that three texts write."""
        day, month, year = data_list
        try:
            chosen = date(_year(year), _month(month), int(day))
        except (ValueError, OverflowError) as problem:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from problem
        if chosen.year not in YEARS:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if len(year) == 2 and chosen.year > clock.now().year + AHEAD:
            raise ValidationError(self.error_messages["short_year"], code="short_year")
        return chosen

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the boxes say another date than the initial one."""
        if self.disabled:
            return False
        try:
            return bool(self.clean(data) != initial)
        except ValidationError:
            return True


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    word = text.casefold().rstrip(".")
    for number, name in [*MONTHS.items(), *MONTHS_3.items()]:
        whole = str(name).casefold().rstrip(".")
        if word == whole or (len(word) >= 4 and whole.startswith(word)):
            return number
    raise ValueError(text)


def _year(text: str) -> int:
    year = int(text)
    return 2000 + year if year < 100 and len(text) == 2 else year
