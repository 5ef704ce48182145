"""One form for each thing that an applicant fills in; each checks what a person can put right at once."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cites.accounts.models import Mandate
from cites.casework.queries.applications import document_types
from cites.casework.queries.words import code_list, country, language
from cites.look.forms import DayField
from kernel.clock import local_date
from localization.formats import format_date
from localization.forms import TextField
from localization.territories import country_choices
from tenants.context import current_profile

Choices = list[tuple[str, Any]]


def coded_choices(kind: str) -> Choices:
    """A code list as (code, name with its code), after an empty first choice."""
    named = [(entry.code, f"{entry.name} ({entry.code})") for entry in code_list(kind)]
    return [("", _("Choose one")), *sorted(named, key=lambda choice: choice[1].casefold())]


def countries(*first: str) -> Choices:
    """Every country by name, the most likely ones first."""
    likely = [(iso2, country(iso2)) for iso2 in first]
    return [("", _("Choose one")), *likely, *country_choices(language())]


class NewApplicationForm(forms.Form):
    """Which document is needed; ``key`` makes a double click harmless."""

    document_type = forms.ChoiceField(
        label=_("Which document do you need?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the document that you need")},
    )
    mandate = forms.ChoiceField(label=_("For whom do you apply?"), required=False, widget=forms.RadioSelect)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, mandates: Iterable[Mandate] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["document_type"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = document_types()
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


class ExporterForm(forms.Form):
    """Box 4: who exports."""

    exporter_name = TextField(
        label=_("Name of the person or organisation that exports"),
        help_text=_("As it shall stand on the permit."),
        max_length=200,
        error_messages={"required": _("Enter the exporter’s name")},
    )
    exporter_address = TextField(
        label=_("Address"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "street-address"}),
        error_messages={"required": _("Enter the exporter’s address")},
    )


class ConsigneeForm(forms.Form):
    """Box 3: who receives, and in which country."""

    consignee_name = TextField(
        label=_("Name of the person or organisation that imports"),
        max_length=200,
        error_messages={"required": _("Enter the importer’s name")},
    )
    consignee_address = TextField(
        label=_("Address"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Enter the importer’s address")},
    )
    consignee_country = forms.ChoiceField(
        label=_("Country of import"), error_messages={"required": _("Choose the country of import")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consignee_country"].choices = countries()  # type: ignore[attr-defined]

    def clean_consignee_country(self) -> str:
        chosen = str(self.cleaned_data["consignee_country"])
        if chosen == current_profile().iso2:
            raise forms.ValidationError(_("An export goes to another country: choose the country of import"))
        return chosen


class PurposeForm(forms.Form):
    """Box 5a and what border officers and the importing country need to know."""

    purpose = forms.ChoiceField(
        label=_("What are the specimens for?"), error_messages={"required": _("Choose the purpose")}
    )
    port_of_exit = forms.ChoiceField(
        label=_("Where do they leave the country?"),
        error_messages={"required": _("Choose the port or airport of exit")},
    )
    import_permit_number = TextField(
        label=_("Number of the import permit"),
        help_text=_("For species of Appendix I the importing country must have granted one."),
        max_length=60,
        required=False,
    )
    import_permit_date = DayField(label=_("Date of the import permit"), required=False)
    comments = TextField(
        label=_("Anything else that we should know"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ports = [(port.locode, f"{port.name} ({port.locode})") for port in current_profile().ports]
        self.fields["purpose"].choices = coded_choices("purposes")  # type: ignore[attr-defined]
        self.fields["port_of_exit"].choices = [("", _("Choose one")), *ports]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day = data.get("import_permit_date")
        if day and day > local_date(current_profile().time_zone):
            self.add_error("import_permit_date", _("The import permit’s date must not be in the future"))
        return data


class AttachmentForm(forms.Form):
    """One paper at a time."""

    file = forms.FileField(
        label=_("Choose a file"),
        help_text=_("A PDF, JPEG or PNG of at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={
            "required": _("Choose a file first"),
            "empty": _("This file is empty. Choose another one."),
            "invalid": _("The file did not arrive. Choose it again."),
        },
    )
