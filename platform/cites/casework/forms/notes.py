"""A note about a case for colleagues."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.look.forms import Form
from localization.forms import TextField
from tenants.attachments.forms import FilesField


class NoteForm(Form):
    """What colleagues should know."""

    text = TextField(
        label=_("Note for your colleagues"),
        help_text=_("It stays inside the office, and cannot be changed or removed."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    attachments = FilesField()
    submit_label = _("Keep the note")
