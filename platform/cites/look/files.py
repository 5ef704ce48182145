"""The field that takes the one file of a form, and says in the same words everywhere what is wrong with it."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _


class OneFile(forms.FileField):
    """A file that has to be chosen; ``accept`` names the kinds that a browser offers, as in HTML."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Choose a file first"),
        "empty": _("This file is empty. Choose another one."),
        "invalid": _("The file did not arrive. Choose it again."),
    }

    def __init__(self, *, accept: str, **options: Any) -> None:
        super().__init__(widget=forms.FileInput(attrs={"accept": accept}), **options)
