"""What a border officer types: the code, and the number if they like."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.look.files import OneFile
from cites.look.forms import Form
from kernel.text import gettext_noop
from localization.sentences import sentence_of
from tenants.attachments.content import LARGEST, kind_of
from tenants.errors import FaultyAttachment

PDF: Final = "application/pdf"


class VerifyForm(forms.Form):
    """The verification code printed beside the QR."""

    code = forms.CharField(
        label=_("Verification code"),
        help_text=_("26 letters and digits beside the QR code. Spaces and small letters do not matter."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )
    number = forms.CharField(
        label=_("Permit number"),
        help_text=_("Box 1, for example 26BB000001."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class DocumentForm(Form):
    """A PDF that somebody received; it cleans to its bytes, and is kept nowhere."""

    file = OneFile(
        label=_("PDF of the document"),
        help_text=_("At most 10 MB. Choose the file as you received it: not a scan, and not saved or printed anew."),
        accept=".pdf,application/pdf",
    )
    submit_label = _("Check this file")

    def clean_file(self) -> bytes:
        """Return what is in the file."""
        try:
            return read_pdf(self.cleaned_data["file"])
        except FaultyAttachment as error:
            raise forms.ValidationError(sentence_of(error), code=error.code) from error


def read_pdf(file: Any) -> bytes:
    """Return an uploaded PDF; raise FaultyAttachment where it is too large, or none."""
    if file.size > LARGEST:
        raise FaultyAttachment(message=gettext_noop("This file is larger than 10 MB. No document of ours is."))
    content = bytes(file.read())
    if kind_of(content) != PDF:
        raise FaultyAttachment(
            message=gettext_noop("This file is not a PDF, whatever its name says. Nothing can be said of it here.")
        )
    return content
