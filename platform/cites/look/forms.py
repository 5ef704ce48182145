"""Forms that know the word on their button, the date field in three boxes, and what is said of an empty field."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cites.look.dates import DayField, DayInput

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
else:  # Django's own is generic only in its stubs
    _ModelForm = forms.ModelForm

__all__ = ["DayField", "DayInput", "Form", "ModelForm", "complaints"]

STOCK = (forms.Field.default_error_messages["required"], DayField.default_error_messages["required"])


class Spoken:
    """What our forms share: the word on the button, and no bubbles of the browser over our own errors."""

    submit_label: str | Promise = _("Continue")
    use_required_attribute = False


class Form(Spoken, forms.Form):
    """A form in the site's look."""


class ModelForm(Spoken, _ModelForm):
    """A form over a model in the site's look."""


def complaints(field: forms.BoundField, *, named: bool = False) -> list[str]:
    """What is wrong with a field; where it is empty and has no words of its own for that, it says what to enter.

    Away from the field, ``named``, its label stands before words that do not say of what they speak.
    """
    texts: list[str] = []
    for error in field.errors.as_data():
        if error.code == "required" and error.message in STOCK:
            texts.append(_what_is_missing(field))
        elif named and field.label and error.code != "required":
            texts += [f"{field.label}: {message}" for message in error]
        else:
            texts += [str(message) for message in error]
    return texts


def _what_is_missing(field: forms.BoundField) -> str:
    if isinstance(field.field, forms.BooleanField):
        return gettext("Tick this box to go on")
    words = {"label": _inside(str(field.label))}
    if str(field.label).endswith("?"):
        return gettext("Answer “%(label)s”") % {"label": field.label}
    if isinstance(field.field, forms.ChoiceField | forms.FileField):
        return gettext("Choose %(label)s") % words
    return gettext("Enter %(label)s") % words


def _inside(label: str) -> str:
    """The label as it stands inside a sentence: small, unless it begins with an abbreviation or a single letter."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] == "-" else label
