"""A drawing (SVG) that is uploaded, kept while the rest of a form is put right, and shown as a picture."""

from base64 import b64encode
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from cites.administration.forms.fields import Plain

LARGEST = 50_000  # bytes; what was typed in a form is kept up to about that much


class DrawingInput(forms.FileInput):
    """A file to choose, with the one that was chosen before beside it, out of sight."""

    template_name = "look/forms/widgets/drawing.html"
    needs_multipart_form = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return super().value_from_datadict(data, files, name) or data.get(f"{name}-kept") or None

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files and f"{name}-kept" not in data

    def format_value(self, value: Any) -> Any:
        """The text of a drawing that was sent; nothing for the one that stands in the draft."""
        return text_of(value) if isinstance(value, UploadedFile | Kept) else None


class Kept(str):
    """The text of a drawing that came back with the form."""


class Drawing(Plain, forms.FileField):
    """Cleans to the text of a drawing; without a new file, to the present one."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, widget=DrawingInput({"accept": ".svg,image/svg+xml"}), **options)

    def to_python(self, data: Any) -> Any:
        """The text; raises ValidationError for a file that is too large or no text."""
        if data in self.empty_values:
            return None
        text = text_of(data)
        if text is None or len(text.encode()) > LARGEST:
            message = _("The drawing must be an SVG file of at most %(size)s kB")
            raise ValidationError(message, code="invalid", params={"size": LARGEST // 1000})
        return text

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The new drawing, or the present one where none was sent."""
        return self.to_python(data) or initial or ""

    def bound_data(self, data: Any, initial: Any) -> Any:
        return Kept(data) if isinstance(data, str) else data or initial

    def has_changed(self, initial: Any, data: Any) -> bool:
        return data is not None


def text_of(data: Any) -> str | None:
    """Return the text of what was sent, or None when it is none, or far too large to be looked at."""
    if isinstance(data, str):
        return data
    if (data.size or 0) > LARGEST:
        return None
    data.seek(0)
    try:
        return str(data.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None


def as_picture(drawing: Any) -> str:
    """Return the address of a drawing for an ``<img>``, which never runs what is in it; nothing without one."""
    text = drawing if isinstance(drawing, str) else ""
    return f"data:image/svg+xml;base64,{b64encode(text.encode()).decode()}" if text else ""
