"""Form fields for a number, written as the page's language writes it, and for a text that reads as it is written."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kernel.text import without_unseen_signs
from localization.formats import NotANumber, format_quantity, read_number
from localization.languages import page_language

WHOLE, PART = Decimal(1250), Decimal("2.5")


class NumberField(forms.DecimalField):
    """Cleans to a ``Decimal``; what is no number in the page's language is refused with an example of one."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "invalid": _("Enter a number in figures, such as %(whole)s or %(part)s")
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**options)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """The number; raises ValidationError with an example in the page's language."""
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        try:
            return read_number(str(value), page_language())
        except NotANumber as error:
            examples = {"whole": self._shown(WHOLE), "part": self._shown(PART)}
            raise ValidationError(self.error_messages["invalid"], code="invalid", params=examples) from error

    def run_validators(self, value: Any) -> None:
        """Each message once: what is too large in two ways is told as one thing."""
        try:
            super().run_validators(value)
        except ValidationError as found:
            told = {message: error for error in found.error_list for message in error.messages}
            raise ValidationError(list(told.values())) from found

    def prepare_value(self, value: Any) -> Any:
        """A number in the page's language; what a person typed stays as it is."""
        return self._shown(value) if isinstance(value, Decimal) else value

    @staticmethod
    def _shown(number: Decimal) -> str:
        return format_quantity(number, page_language())


class TextField(forms.CharField):
    """A text as people read it: signs that nobody sees are dropped, and a single line is a single line."""

    def to_python(self, value: Any) -> str | None:
        """The text without unseen signs; outside a box of several rows, blanks and line ends become one blank."""
        text = super().to_python(value)
        if not text:
            return text
        seen = without_unseen_signs(text)
        if not isinstance(self.widget, forms.Textarea):
            seen = " ".join(seen.split())
        return seen.strip() or self.empty_value
