"""What is said of a permit that was lost, and of one that is replaced."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.look.dates import DayField
from cites.permits.forms.movement import add_choice_of_permit
from cites.permits.forms.stamps import add_stamps
from cites.permits.queries.permits import losable_permits, replaceable_permits
from cites.permits.queries.stamps import uses_stamps
from localization.forms import TextField
from tenants.context import today
from workflows.models import Case

LONGEST = 2000
LONGEST_PRINTED = 200  # what is printed in box 5 leaves room there for the rest


class LossForm(forms.Form):
    """Since when a permit is lost or stolen, what was reported, and which where there are several.

    It needs to know its case.
    """

    takes_case = True

    lost_on = DayField(label=_("Day on which it was lost or stolen"), help_text=_("For example, 27 3 2027"))
    reason = TextField(
        label=_("What was reported"),
        help_text=_("Who reported it, and how it was lost or stolen. The applicant reads this as you write it."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, case: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.permits = losable_permits(case) if case else []
        add_choice_of_permit(self, self.permits)

    def clean(self) -> dict[str, Any]:
        """The day lies between the issue and today."""
        data = super().clean() or {}
        day, number = data.get("lost_on"), data.get("permit")
        issued = [each.issued_on for each in self.permits if number in (None, "", each.number)]
        if day is not None and not min(issued, default=date.min) <= day <= today():
            self.add_error("lost_on", _("The date must lie between the date of issue and today."))
        return data


class ReplacementForm(forms.Form):
    """Why a permit is replaced, and which where there are several. It needs to know its case."""

    takes_case = True

    reason = TextField(
        label=_("Reason for the replacement"),
        help_text=_("It is printed on the new permit, in box 5, in the words that you write: be short."),
        max_length=LONGEST_PRINTED,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, case: Case | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_choice_of_permit(self, replaceable_permits(case) if case else [])
        add_stamps(self, 1 if case and uses_stamps() else 0)
