"""The forms of standing findings: what to look for, what one says, and why it is withdrawn."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cites.accounts.models import Organisation, User
from cites.casework.forms.choices import coded_choices, countries
from cites.casework.queries.standing_findings import AskedFindings
from cites.casework.queries.words import code_list
from cites.casework.rules import FINDING_MAKERS
from cites.look.forms import DayField, Form
from cites.permits.models import Conclusion
from cites.permits.models.codes import FindingKind
from cites.permits.rules.quantities import is_part_of_a_specimen
from cites.permits.rules.standing import kinds_of
from cites.species import queries as species
from cites.species.models import Taxon
from localization.forms import NumberField, TextField
from tenants.attachments.forms import FilesField

_AUTHORITY_WORDS = {"scientific": _("Scientific Authority"), "management": _("Management Authority")}
_CONCLUSIONS = [
    (Conclusion.POSITIVE.value, _("Favourable")),
    (Conclusion.CONDITIONAL.value, _("Favourable, under conditions")),
    (Conclusion.NEGATIVE.value, _("Not favourable")),
]


class FindingListForm(forms.Form):
    """What to narrow the list by; what cannot be understood narrows nothing."""

    species = TextField(label=_("Species"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Finding"), required=False, choices=[("", _("Any")), *FindingKind.choices])
    show = forms.ChoiceField(
        label=_("Show"), required=False, choices=[("", _("In force today")), ("all", _("All that were made"))]
    )

    @property
    def asked(self) -> AskedFindings:
        self.is_valid()
        given = self.cleaned_data
        return AskedFindings(given.get("species", ""), given.get("kind", ""), every=given.get("show") == "all")


class StandingFindingForm(Form):
    """A finding for more than one case, of an authority to which the official belongs."""

    submit_label = _("Make the finding")

    finding = forms.ChoiceField(label=_("What do you find?"), widget=forms.RadioSelect)
    taxon = TextField(
        label=_("Species or group"), help_text=_("Its scientific name, or its code as the species pages show it."),
        max_length=200,
    )  # fmt: skip
    conclusion = forms.ChoiceField(label=_("How does it come out?"), choices=_CONCLUSIONS, widget=forms.RadioSelect)
    conditions = TextField(
        label=_("Conditions"),
        help_text=_("Printed in box 5 of every permit that rests on it. Only for a finding under conditions."),
        required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    terms = TextField(
        label=_("Kinds of specimen"),
        help_text=_("Codes with spaces between them, such as MEA SHE. Leave it empty for all kinds."),
        required=False, max_length=150,
    )  # fmt: skip
    sources = forms.MultipleChoiceField(
        label=_("Sources"), help_text=_("Tick none for all."), required=False, widget=forms.CheckboxSelectMultiple
    )
    country = forms.ChoiceField(label=_("Country of origin"), required=False)
    population = TextField(label=_("Population or area"), required=False, max_length=200)
    holder = TextField(
        label=_("Only for this applicant"),
        help_text=_("The name of an organisation, or a person’s e-mail address. Leave it empty for anybody."),
        required=False, max_length=254,
    )  # fmt: skip
    quantity = NumberField(
        label=_("Most in a calendar year"), help_text=_("Leave it empty where there is no limit."),
        required=False, min_value=0, max_digits=18, decimal_places=6,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "inputmode": "decimal"}),
    )  # fmt: skip
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    valid_from = DayField(label=_("Valid from"))
    valid_until = DayField(label=_("Valid until"))
    reason = TextField(label=_("Reasons and sources"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))
    evidence = TextField(
        label=_("Evidence"), help_text=_("Surveys, licences, papers: what you looked at, with numbers and dates."),
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    attachments = FilesField(
        label=_("Files with the evidence"),
        help_text=_("PDF, JPEG or PNG; together at most 10 MB. They are kept with the finding, and not changed later."),
    )

    def __init__(self, *args: Any, official: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finding"].choices = finding_choices(official)  # type: ignore[attr-defined]
        self.fields["sources"].choices = coded_choices("sources")[1:]  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", _("Any")), *countries()[1:]]  # type: ignore[attr-defined]
        self.fields["unit"].choices = coded_choices("units")  # type: ignore[attr-defined]

    def clean_taxon(self) -> Taxon:
        """The taxon of that code or scientific name."""
        found = species.find_taxon_named(self.cleaned_data["taxon"])
        if found is None:
            raise forms.ValidationError(_("No species or group has this name. Look it up under “Species”."))
        return found

    def clean_terms(self) -> str:
        """Known codes, each once."""
        codes = list(dict.fromkeys(self.cleaned_data["terms"].upper().replace(",", " ").split()))
        unknown = set(codes) - {term.code for term in code_list("terms")}
        if unknown:
            raise forms.ValidationError(gettext("No kind of specimen has this code: %(codes)s")
                                        % {"codes": ", ".join(sorted(unknown))})  # fmt: skip
        return " ".join(codes)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("valid_from"), data.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("The last day cannot lie before the first."))
        if data.get("conclusion") != Conclusion.CONDITIONAL:
            data["conditions"] = ""
        elif not data.get("conditions"):
            self.add_error("conditions", _("Name the conditions."))
        self._complain_of_quantity(data)
        data["organisation"], data["applicant"] = self._holder(data.get("holder") or "")
        return data

    @property
    def authority(self) -> str:
        """Whose finding it is."""
        return str(self.cleaned_data["finding"].partition(":")[0])

    @property
    def said(self) -> dict[str, Any]:
        """The columns of the finding."""
        data = self.cleaned_data
        same = ("conclusion", "conditions", "terms", "country", "population", "quantity", "valid_from", "valid_until",
                "reason", "evidence", "organisation", "applicant")  # fmt: skip
        return {
            **{name: data[name] for name in same},
            "kind": data["finding"].partition(":")[2],
            "taxon_code": data["taxon"].code,
            "scientific_name": data["taxon"].scientific_name,
            "sources": " ".join(data["sources"]),
            "unit": data["unit"] if data["quantity"] is not None else "",
        }

    def _complain_of_quantity(self, data: dict[str, Any]) -> None:
        quantity, unit = data.get("quantity"), data.get("unit")
        if quantity is None:
            return
        if quantity == 0:
            self.add_error("quantity", _("Enter more than 0: where nothing may be traded, do not favour it."))
        elif not unit:
            self.add_error("unit", _("Choose the unit"))
        elif is_part_of_a_specimen(quantity, unit):
            self.add_error("quantity", _("A number of specimens must be a whole number."))

    def _holder(self, said: str) -> tuple[Organisation | None, User | None]:
        if not said:
            return None, None
        organisations = list(Organisation.objects.filter(name__iexact=said)[:2])
        people = list(User.objects.filter(email__iexact=said)[:2])
        if len(organisations) + len(people) != 1:
            self.add_error("holder", _("Exactly one organisation or person has to have this name or address."))
            return None, None
        return next(iter(organisations), None), next(iter(people), None)


class FindingWithdrawalForm(Form):
    """Why a finding is taken back."""

    submit_label = _("Withdraw the finding")

    reason = TextField(label=_("Why you withdraw it"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


def finding_choices(official: User) -> list[tuple[str, str]]:
    """What the official may find for more than one case, by authority and kind."""
    theirs = [each for each, roles in FINDING_MAKERS.items() if official.has_role(*roles)]
    return [
        (f"{authority}:{kind}", _words(authority, kind, theirs)) for authority in theirs for kind in kinds_of(authority)
    ]


def _words(authority: str, kind: str, theirs: list[str]) -> str:
    label = str(FindingKind(kind).label)
    return label if len(theirs) == 1 else f"{label} ({_AUTHORITY_WORDS[authority]})"
