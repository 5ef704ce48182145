"""Form fields that show plain data of a release and give plain data back."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from babel.numbers import format_decimal
from django import forms
from django.utils.functional import Promise

from cites.administration.forms.keys import ABSENT
from cites.look.forms import DayField
from kernel.money import minor_units
from localization.formats import kept_number
from localization.forms import NumberField, TextField
from localization.languages import language, page_language

Choices = Iterable[tuple[str, str | Promise]]
Named = Iterator[tuple[str, forms.Field]]
EMPTY: tuple[Any, ...] = (None, "", [])


class Plain:
    """What every field here can do besides: ``read`` a plain value, and ``write`` one from what was entered.

    ``read`` takes whatever an unfinished draft may hold, and shows nothing for what it does not understand.
    """

    absent: Any = ""
    says_optional = True
    """Whether its label says that it may be left empty, where it may."""
    is_wide = False
    """Whether it takes a row of its own."""

    def read(self, plain: Any) -> Any:
        """Return what the field shows of a plain value; ABSENT where there is none."""
        return plain if isinstance(plain, type(self.absent)) else self.absent

    def write(self, value: Any) -> Any:
        """Return the plain value; ABSENT for a box that was left empty."""
        return ABSENT if value in EMPTY else value

    def says(self, plain: Any, value: Any) -> bool:
        """Tell whether ``plain`` says what was entered, so that it stays as it is written."""
        return bool(self.read(plain) == value)


Made = TypeVar("Made", bound=Plain)


def by_default(value: Any, field: Made) -> Made:
    """Return the field, which shows ``value`` where the release states none."""
    field.absent = value
    return field


class Text(Plain, TextField):
    """One line; ``language`` tells browsers and screen readers in which it is."""

    def __init__(self, *, language: str = "", width: str = "", **options: Any) -> None:
        attrs = {"class": f"govuk-input--width-{width}"} if width else {}
        options.setdefault("widget", forms.TextInput(attrs))
        options.setdefault("max_length", 300)
        super().__init__(**options)
        if language:
            self.widget.attrs["lang"] = language

    def read(self, plain: Any) -> str:
        return str(plain) if isinstance(plain, str | int) else ""


class Lines(Text):
    """Several lines."""

    is_wide = True

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        super().__init__(widget=forms.Textarea({"rows": rows}), **{"max_length": 2000, **options})

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        return "\n".join(line.rstrip() for line in text.splitlines()) if text else text


class Choice(Plain, forms.ChoiceField):
    """One of several; a value that is none of them is shown all the same, so that it is not lost unseen."""

    def __init__(self, *, choices: Choices, holds: Any = "", **options: Any) -> None:
        listed = list(choices)
        known = {code for code, _name in listed}
        strange = [(str(holds), str(holds))] if isinstance(holds, str) and holds and holds not in known else []
        super().__init__(choices=[*listed, *strange], **options)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What an entry that a button has just added has not sent is shown by default, and not as the first choice."""
        return super().bound_data(initial if data is None else data, initial)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Nor has anybody changed it."""
        return data is not None and super().has_changed(initial, data)


class Whole(Plain, forms.IntegerField):
    """A whole number."""

    absent: Any = None

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.NumberInput({"class": "govuk-input--width-4"}))
        super().__init__(**options)

    def read(self, plain: Any) -> int | None:
        return plain if isinstance(plain, int) and not isinstance(plain, bool) else None


class Tick(Plain, forms.BooleanField):
    """Yes or no."""

    absent: Any = False

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def write(self, value: Any) -> bool:
        return bool(value)


class Ticks(Plain, forms.MultipleChoiceField):
    """Some of several, in the order of the choices; ``each`` turns a choice into its plain value."""

    absent: Any = []
    says_optional = False

    def __init__(
        self, *, choices: Choices, each: Callable[[str], Any] = str, small: bool = False, **options: Any
    ) -> None:
        self.each, self.is_wide = each, small
        boxes = forms.CheckboxSelectMultiple({"class": "govuk-checkboxes--small a-columns"} if small else {})
        super().__init__(choices=list(choices), widget=boxes, **options)

    def read(self, plain: Any) -> list[str]:
        return [str(value) for value in plain] if isinstance(plain, list | tuple) else []

    def write(self, value: Any) -> Any:
        return [self.each(code) for code in value]

    def says(self, plain: Any, value: Any) -> bool:
        return sorted(self.read(plain)) == sorted(value)


class Day(Plain, DayField):
    """A day of the calendar, kept as text, such as ``2026-05-01``."""

    absent: Any = None

    def read(self, plain: Any) -> date | None:
        if isinstance(plain, date):
            return plain
        try:
            return date.fromisoformat(plain)
        except (TypeError, ValueError):
            return None

    def write(self, value: Any) -> Any:
        return ABSENT if value is None else value.isoformat()


class Number(Plain, NumberField):
    """A number of at least nothing, exact; kept as text."""

    absent: Any = None

    def __init__(self, **options: Any) -> None:
        attrs = {"class": "govuk-input--width-10", "inputmode": "decimal"}
        super().__init__(min_value=Decimal(0), widget=forms.TextInput(attrs), **options)

    def read(self, plain: Any) -> Decimal | None:
        return kept_number(plain)

    def write(self, value: Any) -> Any:
        return ABSENT if value is None else f"{value.normalize():f}"


class Amount(Number):
    """An amount of money in ``currency``, with the currency's own number of decimals."""

    def __init__(self, *, currency: str, **options: Any) -> None:
        self.currency = currency
        super().__init__(max_digits=12, decimal_places=4, **options)

    def write(self, value: Any) -> Any:
        return ABSENT if value is None else str(self._with_decimals(value))

    def prepare_value(self, value: Any) -> Any:
        """The amount with the page's decimal sign and the currency's decimals; what was typed stays."""
        if not isinstance(value, Decimal):
            return value
        shown = self._with_decimals(value)
        places = max(0, -int(shown.as_tuple().exponent))
        pattern = f"0.{'0' * places}" if places else "0"
        return format_decimal(shown, pattern, locale=language(page_language()).locale)

    def _with_decimals(self, value: Decimal) -> Decimal:
        coins = value.quantize(Decimal(1).scaleb(-minor_units(self.currency)))
        return coins if coins == value else value.normalize()
