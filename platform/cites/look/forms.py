"""Forms that know the word on their button, and the date field in three boxes."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cites.look.dates import DayField, DayInput

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Any]
else:  # Django's own is generic only in its stubs
    _ModelForm = forms.ModelForm

__all__ = ["DayField", "DayInput", "Form", "ModelForm"]


class Spoken:
    """What our forms share: the word on the button, and no bubbles of the browser over our own errors."""

    submit_label: str | Promise = _("Continue")
    use_required_attribute = False


class Form(Spoken, forms.Form):
    """A form in the site's look."""


class ModelForm(Spoken, _ModelForm):
    """A form over a model in the site's look."""
