"""A box for several files."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from localization.sentences import sentence_of
from tenants.attachments.content import Read, read_file
from tenants.errors import FaultyAttachment

MOST: Final = 5


class FilesInput(forms.FileInput):
    """Takes several files at once, as far as the browser lets people choose them."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Cleans to the files that were read, at most ``MOST``; one that may not be kept is named in the error."""

    default_error_messages = {
        "too_many": ngettext_lazy("Attach at most %(most)s file", "Attach at most %(most)s files", "most"),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Attachments"))
        options.setdefault("help_text", _("PDF, JPEG or PNG; together at most 10 MB."))
        options.setdefault("required", False)
        options.setdefault("widget", FilesInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}))
        super().__init__(**options)

    def clean(self, data: Any, initial: Any = None) -> list[Read]:
        """Return the files; raises ValidationError."""
        files = [each for each in (data if isinstance(data, Sequence) else [data]) if each]
        if not files and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(files) > MOST:
            raise ValidationError(self.error_messages["too_many"], code="too_many", params={"most": MOST})
        return [_read(file) for file in files]


def _read(file: Any) -> Read:
    try:
        return read_file(file)
    except FaultyAttachment as error:
        raise ValidationError(f"{file.name}: {sentence_of(error)}", code=error.code) from error
