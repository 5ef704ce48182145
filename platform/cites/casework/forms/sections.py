"""Opening an application, and adding a paper to it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cites.accounts.models import Mandate
from cites.casework.queries.applications import document_types
from cites.casework.queries.words import language
from cites.look.files import OneFile
from cites.look.hinted import HintedRadios
from cites.permits.rules.document_types import DOCUMENTS
from localization.formats import format_date


class NewApplicationForm(forms.Form):
    """Which document is needed; ``key`` makes a double click harmless."""

    document_type = forms.ChoiceField(
        label=_("Which document do you need?"),
        widget=HintedRadios,
        error_messages={"required": _("Choose the document that you need")},
    )
    mandate = forms.ChoiceField(label=_("For whom do you apply?"), required=False, widget=forms.RadioSelect)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, mandates: Iterable[Mandate] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["document_type"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = document_types()
        assert isinstance(field.widget, HintedRadios)
        field.widget.hints = {code: gettext(DOCUMENTS[code].meant_for) for code, _name in document_types()}
        self._mandates = {str(each.pk): each for each in mandates}
        if not self._mandates:
            del self.fields["mandate"]
            return
        names = [(key, _told_apart(each)) for key, each in self._mandates.items()]
        self.fields["mandate"].choices = [*names, ("", _("For myself or my own organisation"))]  # type: ignore[attr-defined]

    def chosen_mandate(self) -> Mandate | None:
        """The mandate by which an agent applies for somebody else, if any."""
        return self._mandates.get(self.cleaned_data.get("mandate", ""))


def _told_apart(mandate: Mandate) -> str:
    """For whom, until when and for what: one applicant may have given several."""
    words = str(_("%(name)s, until %(day)s")) % {
        "name": mandate.name,
        "day": format_date(mandate.last_day, language()),
    }
    names = dict(document_types())
    covered = ", ".join(str(names.get(each, each)) for each in mandate.document_types)
    return f"{words} ({covered})" if covered else words


class AttachmentForm(forms.Form):
    """One paper at a time."""

    file = OneFile(
        label=_("Choose a file"),
        help_text=_("A PDF, JPEG or PNG of at most 10 MB."),
        accept=".pdf,.jpg,.jpeg,.png",
    )
