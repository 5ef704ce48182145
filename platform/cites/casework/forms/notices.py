"""Which notices come by mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.accounts.models import User
from cites.casework.queries.notices import SUBJECTS, subjects_of
from cites.look.forms import Form


class MailsForm(Form):
    """What to be written to about, besides what nobody can do without."""

    wanted = forms.MultipleChoiceField(
        label=_("Write to me by e-mail as well about"),
        help_text=_("Questions, returned applications, decisions and permits always come by e-mail."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    submit_label = _("Save")

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wanted"].choices = [(each, SUBJECTS[each]) for each in subjects_of(person)]  # type: ignore[attr-defined]
