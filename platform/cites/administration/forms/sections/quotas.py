"""Annual export quotas: of which species, of what of them, and how much in which year."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cites.administration.forms.codes import purpose_choices, source_choices, unit_choices
from cites.administration.forms.entries import EntryForm
from cites.administration.forms.fields import Choice, Day, Named, Number, Text, Ticks, Whole, by_default
from cites.administration.forms.keys import ABSENT, Parts, list_at
from cites.administration.forms.section import Section, sections
from cites.administration.forms.section_form import Group, SectionForm
from cites.permits.quota_part import taxon_words
from cites.permits.rules.quantities import MOST, MOST_DECIMALS, NUMBER_OF_SPECIMENS
from cites.permits.rules.quotas import FIRST_YEAR, LAST_YEAR
from cites.species import queries as species
from cites.species.folding import folded
from kernel.clock import local_date
from localization.languages import page_language

_MOST_NAMED = 5


class SpeciesName(Text):
    """A species or group, written by any of its names or by its code; kept as its code."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Enter the name of the species"),
        "unknown": _("No species or group of the list of this service has the name “%(name)s”"),
        "several": _("Enter one of these names: %(names)s"),
    }

    def read(self, plain: Any) -> str:
        return taxon_words(plain) if isinstance(plain, str) else ""

    def says(self, plain: Any, value: Any) -> bool:
        return bool(plain == value)

    def to_python(self, value: Any) -> str | None:
        """The code; raises ValidationError with the names that are like what was written."""
        text = super().to_python(value)
        if not text or species.find_taxon(text):
            return text.upper() if text else text
        found = species.find_taxa(text, page_language(), _MOST_NAMED)
        exact = [each.code for each in found if folded(text) in (folded(each.scientific_name), folded(each.found_by))]
        if len(set(exact)) == 1:
            return exact[0]
        if not found:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"name": text})
        names = ", ".join(each.scientific_name for each in found)
        raise ValidationError(self.error_messages["several"], code="several", params={"names": names})


class Terms(Text):
    """Codes of kinds of specimen, separated by blanks or commas; kept as a list."""

    default_error_messages: ClassVar[dict[str, Any]] = {
        "unknown": _("There is no kind of specimen with the code %(codes)s"),
    }

    def read(self, plain: Any) -> str:
        return ", ".join(str(code) for code in plain) if isinstance(plain, list | tuple) else ""

    def write(self, value: Any) -> Any:
        return value.replace(",", " ").split() if value else ABSENT

    def to_python(self, value: Any) -> str | None:
        """The codes in capitals; raises ValidationError that names those that there are not."""
        codes = (super().to_python(value) or "").upper().replace(",", " ").split()
        known = {term.code for term in species.terms(local_date("UTC"))}
        if strange := [code for code in codes if code not in known]:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"codes": ", ".join(strange)})
        return ", ".join(dict.fromkeys(codes))


class QuotaEntry(EntryForm):
    """One quota."""

    list_key = "quotas.quotas"
    title = _("Quota")
    add_label = _("Add another quota")
    folded = ("terms", "sources", "purposes", "first_day", "last_day", "stated_in")
    folded_title = _("What counts, and where it stands")

    def made(self) -> Named:
        yield (
            "taxon",
            SpeciesName(
                label=_("Species"),
                help_text=_("Its scientific name, or that of a group whose species share the quota."),
                max_length=160,
            ),
        )
        whole = _("The most that may be exported in a year; 0 where nothing may.")
        yield "quantity", Number(label=_("Quantity"), help_text=whole, max_value=MOST, decimal_places=MOST_DECIMALS)
        yield (
            "unit",
            by_default(
                NUMBER_OF_SPECIMENS,
                Choice(label=_("Unit"), choices=unit_choices([]), holds=self.entry.get("unit", "")),
            ),
        )
        yield (
            "year",
            Whole(
                label=_("Year"),
                help_text=_("Leave empty for every year."),
                required=False,
                min_value=FIRST_YEAR,
                max_value=LAST_YEAR,
            ),
        )
        yield (
            "terms",
            Terms(
                label=_("Kinds of specimen that count"),
                help_text=_("Their codes as on a permit, such as MEA for meat. Leave empty for all."),
                required=False,
                max_length=200,
            ),
        )
        yield (
            "sources",
            Ticks(
                label=_("Sources that count"),
                help_text=_(
                    "Choose none for all but O, also what leaves under a certificate of breeding or propagation; W for "
                    "the wild alone."
                ),
                choices=source_choices(list_at(self.entry, "sources")),
                small=True,
                required=False,
            ),
        )
        yield (
            "purposes",
            Ticks(
                label=_("Purposes that count"),
                help_text=_("Choose none for all."),
                choices=purpose_choices(list_at(self.entry, "purposes")),
                small=True,
                required=False,
            ),
        )
        within = _("A day of the quota’s year; permits before it do not count.")
        yield "first_day", Day(label=_("First day"), help_text=within, required=False)
        after = _("A day of the quota’s year; permits after it do not count.")
        yield "last_day", Day(label=_("Last day"), help_text=after, required=False)
        stated = Text(
            label=_("Where the quota stands"), help_text=_("Such as a gazette or a notification."), required=False
        )
        yield "stated_in", stated

    def named(self) -> str:
        name = taxon_words(self.told("taxon"))
        year = self.told("year")
        return str(format_lazy("{} {}", name, year)) if year else name

    @classmethod
    def new_key(cls, answers: Mapping[str, Any]) -> str:
        return "quota"


class QuotasForm(SectionForm):
    """All quotas."""

    def made(self, parts: Parts) -> Iterator[Group]:
        words = _(
            "How much may be exported in a calendar year. Officers see what is left of it on every case; applicants "
            "and the public are told when it is used up or too small."
        )
        yield Group(_("Annual export quotas"), "quotas.quotas", words, entries=QuotaEntry)


sections.register(
    Section(
        "quotas",
        75,
        _("Quotas"),
        _("How much of a species may be exported in a year."),
        QuotasForm,
        ("quotas",),
        looks_species_up=True,
    )
)
