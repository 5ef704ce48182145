"""What is asked on the way from a draft to a release."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cites.look.forms import DayField, Form
from tenants.releases.describing import words_of
from tenants.releases.parts import ReleasePart, release_parts

LARGEST = 256 * 1024  # bytes of one file; the largest that is shipped has 12 kB


class ProposeForm(Form):
    """The note that the second person reads, and from when."""

    submit_label = _("Propose")
    note = forms.CharField(
        label=_("What changes, and why"),
        help_text=_("Whoever decides reads it, and it stays with the release."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    in_force_from = DayField(
        label=_("In force from"),
        help_text=_("At the beginning of that day. Leave it empty to begin as soon as it is approved."),
        required=False,
    )


class SendBackForm(Form):
    """Why a proposal is not put in force."""

    submit_label = _("Send back")
    reason = forms.CharField(
        label=_("What should be changed"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class CallOffForm(Form):
    """Why a release that was approved will not come."""

    submit_label = _("Call it off")
    reason = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class ConfirmForm(Form):
    """Which values are right."""

    submit_label = _("Confirm the values ticked")
    values = forms.MultipleChoiceField(
        label=_("Values that are right"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one value that is right")},
    )

    def __init__(self, choices: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["values"].choices = choices  # type: ignore[attr-defined]


class UploadForm(Form):
    """A file in place of a part of the draft."""

    submit_label = _("Put into the draft")
    part = forms.ChoiceField(label=_("Which file"), widget=forms.RadioSelect)
    file = forms.FileField(label=_("File"), help_text=_("At most 256 kB."))

    def __init__(self, parts: dict[str, Any], data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        names = [(each.name, f"{each.file}: {words_of(each, parts).title}") for each in release_parts]
        self.fields["part"].choices = names  # type: ignore[attr-defined]

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse what is no file of a profile by its size alone."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("The file is larger than 256 kB."))
        return file

    @property
    def chosen(self) -> ReleasePart:
        """The part that was chosen."""
        return release_parts.get(self.cleaned_data["part"])
