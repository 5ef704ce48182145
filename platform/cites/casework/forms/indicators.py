"""The form of the indicators: for which months, and of which documents."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.casework.queries.applications import document_types
from cites.casework.queries.indicators import months_of, months_until, years_with_applications


class PeriodForm(forms.Form):
    """Twelve months or a year, and one document or all; both may be left empty."""

    period = forms.ChoiceField(label=_("Months"), required=False)
    document = forms.ChoiceField(label=_("Document"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        years = [(str(year), str(year)) for year in years_with_applications(today)]
        self.fields["period"].choices = [("", _("The last twelve months")), *years]  # type: ignore[attr-defined]
        self.fields["document"].choices = [("", _("All documents")), *document_types()]  # type: ignore[attr-defined]

    @property
    def months(self) -> list[date]:
        """The months that were chosen; what cannot be understood is the last twelve."""
        year = self._chosen("period")
        return months_of(int(year), self.today) if year else months_until(self.today)

    @property
    def document_type(self) -> str:
        """The document that was chosen; nothing for all of them."""
        return self._chosen("document")

    def _chosen(self, name: str) -> str:
        return str(getattr(self, "cleaned_data", {}).get(name) or "")
