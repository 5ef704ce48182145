"""Several values in one box, each on a line of its own in words."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cites.administration.forms.fields import Plain


class PerLine(Plain, forms.CharField):
    """Several values, each on a line of its own in words."""

    absent: Any = []
    default_error_messages: ClassVar[dict[str, Any]] = {"twice": _("“%(line)s” is there twice")}

    def __init__(self, *, rows: int = 3, **options: Any) -> None:
        options.setdefault("max_length", 2000)
        super().__init__(widget=forms.Textarea({"rows": rows}), **options)

    def read(self, plain: Any) -> list[str]:
        return [str(value) for value in plain] if isinstance(plain, list | tuple) else []

    def in_words(self, value: str) -> str:
        """Return one plain value as a line."""
        return value

    def understood(self, line: str) -> str:
        """Return the plain value of a line; raise ValidationError for one that says nothing known."""
        return line

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(self.in_words, value)) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        """The plain values; raises one ValidationError with what is wrong with each line."""
        lines = [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]
        found: list[str] = []
        faults: list[ValidationError] = []
        for line in lines:
            try:
                found.append(self._new(line, found))
            except ValidationError as fault:
                faults.append(fault)
        if faults:
            raise ValidationError(faults)
        return found

    def _new(self, line: str, found: list[str]) -> str:
        value = self.understood(line)
        if value in found:
            raise ValidationError(self.error_messages["twice"], code="twice", params={"line": line})
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the lines say something else than at first."""
        return bool(super().has_changed(self.prepare_value(initial or []), data))
