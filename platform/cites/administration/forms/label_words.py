"""The words of the form in one language, as a sheet that a translator filled in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cites.administration.forms.fields import Plain
from cites.permits.services.uploaded_sheets import content_and_kind
from cites.permits.sheets.faults import Fault, FaultySheet
from cites.permits.sheets.label_rows import read_labels
from cites.permits.sheets.table import Kind
from localization.sentences import sentence_of

_MOST_FAULTS = 20


class LabelWords(Plain, forms.FileField):
    """Cleans to words by label; without a file, to those that the draft has."""

    absent: Any = {}
    says_optional = False
    is_wide = True

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=forms.FileInput({"accept": ".csv,text/csv"}), **options)

    def read(self, plain: Any) -> dict[str, Any]:
        return plain if isinstance(plain, dict) else {}

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The words of the sheet, or those that there are; raises ValidationError with the row of each fault."""
        if data in self.empty_values or isinstance(data, dict):
            return initial or {}
        try:
            content, kind = content_and_kind(data)
            if kind is not Kind.CSV:
                raise ValidationError(_("Save the sheet as CSV, and choose that file"), code="kind")
            found = read_labels(content)
        except FaultySheet as error:
            raise ValidationError(sentence_of(error), code="sheet") from error
        if found.faults:
            raise ValidationError([_said(row, fault) for row, fault in found.faults[:_MOST_FAULTS]])
        return found.words

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data or initial

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data)


def _said(row: int, fault: Fault) -> ValidationError:
    said = {"row": row, "fault": gettext(fault.message) % fault.data}
    return ValidationError(_("Row %(row)s: %(fault)s"), code="row", params=said)
