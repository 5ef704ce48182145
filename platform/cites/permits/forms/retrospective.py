"""What an officer states before a document is granted for specimens that have left."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.look.dates import DayField
from cites.permits.models import Application
from cites.permits.rules.retrospective import day_of_departure
from cites.permits.services.retrospective import answer_of
from localization.forms import TextField
from tenants.context import today

LONGEST_PRINTED = 200  # what is printed in box 5 leaves room there for the rest


def retrospective_fields() -> dict[str, forms.Field]:
    """Return the questions about the consultation of both authorities, by their names in the data of the step."""
    asked = {
        "authority": TextField(
            label=_("Management Authority that you consulted"),
            help_text=_(
                "The specimens have left. A document is granted only if it and you, after a prompt investigation in "
                "both countries, are satisfied of all that follows. Otherwise refuse the application."
            ),
            max_length=200,
        ),
        "answered_on": DayField(label=_("Day of its answer"), help_text=_("For example, 27 3 2027")),
        "answer": TextField(label=_("Number of its answer"), required=False, max_length=60),
        "blameless": forms.BooleanField(
            label=_("Both authorities are satisfied that neither exporter nor importer is to blame for what was wrong"),
            error_messages={"required": _("Without this no document is granted afterwards")},
        ),
        "complies": forms.BooleanField(
            label=_(
                "Both authorities are satisfied that export and import otherwise comply with the Convention and the law"
            ),
            error_messages={"required": _("Without this no document is granted afterwards")},
        ),
        "reason": TextField(
            label=_("Why the document is granted afterwards"),
            help_text=_("It is printed in box 5, in the words that you write: be short."),
            max_length=LONGEST_PRINTED,
            widget=forms.Textarea(attrs={"rows": 3}),
        ),
    }
    return {answer_of(name): field for name, field in asked.items()}


def refuse_answer_before(form: forms.Form, application: Application) -> None:
    """Add an error where the other authority is said to have answered before the specimens left, or after today."""
    name, left_on = answer_of("answered_on"), day_of_departure(application.document_type, application.answers)
    day = form.cleaned_data.get(name)
    if day is not None and left_on is not None and not left_on <= day <= today():
        form.add_error(name, _("The date must lie between the day on which the specimens left and today."))
