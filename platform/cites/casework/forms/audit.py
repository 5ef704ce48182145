"""The filters of the audit trail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.casework.queries.audit import Filters
from cites.look.forms import DayField


class AuditFilterForm(forms.Form):
    """Who, what, about what and when; everything may be left empty."""

    who = forms.CharField(label=_("Who"), help_text=_("A name or e-mail address"), required=False, max_length=200)
    what = forms.CharField(label=_("What"), help_text=_("Such as approve or issue"), required=False, max_length=80)
    about = forms.CharField(label=_("About"), help_text=_("A reference or number"), required=False, max_length=120)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and since > until:
            self.add_error("until", _("The last day must not be before the first"))
        return data

    @property
    def filters(self) -> Filters:
        """The filters as they were understood; what is not valid filters nothing."""
        given = {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}
        return Filters(**given)
