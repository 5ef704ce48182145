"""Which notices come by mail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.casework.queries.notices import SUBJECTS
from cites.look.forms import Form


class MailsForm(Form):
    """What to be written to about, besides what nobody can do without."""

    wanted = forms.MultipleChoiceField(
        label=_("Write to me by e-mail as well about"),
        help_text=_("Questions, returned applications, decisions and permits always come by e-mail."),
        choices=list(SUBJECTS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    submit_label = _("Save")
