"""Stricter measures: on which species, what of them, on which way and when, and what they do."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cites.administration.forms.codes import purpose_choices, source_choices, unit_choices
from cites.administration.forms.entries import EntryForm
from cites.administration.forms.fields import Choice, Day, Named, Number, Text, Ticks, by_default
from cites.administration.forms.keys import ABSENT, Parts, list_at
from cites.administration.forms.languages import site_languages, texts
from cites.administration.forms.section import Section, sections
from cites.administration.forms.section_form import Group, SectionForm
from cites.administration.forms.sections.quotas import SpeciesName, Terms
from cites.permits.measure_part import EFFECTS, WAYS
from cites.permits.quota_part import taxon_words
from cites.permits.rules.national import Effect
from cites.permits.rules.quantities import MOST, MOST_DECIMALS, NUMBER_OF_SPECIMENS
from cites.species import queries as species
from cites.species.folding import folded
from cites.species.models import Appendix
from localization.languages import page_language
from localization.territories import country_choices

_ALL = _("Choose none for all.")


class Countries(Text):
    """Countries by name or code, separated by commas; kept as a list of codes."""

    default_error_messages: ClassVar[dict[str, Any]] = {"unknown": _("There is no country “%(names)s” in the list")}

    def read(self, plain: Any) -> str:
        return ", ".join(str(code) for code in plain) if isinstance(plain, list | tuple) else ""

    def write(self, value: Any) -> Any:
        return value.split(", ") if value else ABSENT

    def to_python(self, value: Any) -> str | None:
        """The codes; raises ValidationError that names what is no country."""
        said = [part.strip() for part in (super().to_python(value) or "").split(",") if part.strip()]
        codes = {folded(name): code for code, name in country_choices(page_language())}
        codes |= {folded(code): code for code in species.countries_ever()}
        if strange := [each for each in said if folded(each) not in codes]:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"names": ", ".join(strange)})
        return ", ".join(dict.fromkeys(codes[folded(each)] for each in said))


class MeasureEntry(EntryForm):
    """One measure."""

    list_key = "measures.measures"
    title = _("Measure")
    add_label = _("Add another measure")
    folded = ("most", "unit", "appendices", "terms", "sources", "purposes", "begins", "ends", "from_day", "until_day")
    folded_title = _("What is meant, and when")

    def made(self) -> Named:
        yield from texts(
            "says", _("What it says"), site_languages(self.parts), self.entry.get("says"), rows=2, most=400,
            help_text=_("Whoever asks or applies reads this."),
        )  # fmt: skip
        effects = [(key.value, EFFECTS[key]) for key in Effect]
        yield "effect", by_default(Effect.NOTICE.value, Choice(label=_("Effect"), choices=effects))
        most = _("Of what people carry: so much one person may without a document. Leave empty for nothing.")
        yield (
            "most",
            Number(label=_("What one person may carry"), help_text=most, required=False, max_value=MOST,
                   decimal_places=MOST_DECIMALS),
        )  # fmt: skip
        units = unit_choices([])
        unit = Choice(label=_("Unit of what one person may carry"), choices=units, holds=self.entry.get("unit", ""))
        yield "unit", by_default(NUMBER_OF_SPECIMENS, unit)
        taxon = _("Its scientific name, or that of a group. Leave empty for every listed species.")
        yield "taxon", SpeciesName(label=_("Species"), help_text=taxon, required=False, max_length=160)
        yield "directions", self._ticks("directions", _("Exports or imports"), list(WAYS.items()))
        where = _("Where exports go, or where imports come from: names or codes, with commas. Leave empty for all.")
        yield "countries", Countries(label=_("Countries"), help_text=where, required=False, max_length=1000)
        yield "appendices", self._ticks("appendices", _("Appendices"), Appendix.choices)
        terms = _("Their codes as on a permit, such as MEA for meat. Leave empty for all.")
        yield "terms", Terms(label=_("Kinds of specimen"), help_text=terms, required=False, max_length=200)
        yield "sources", self._ticks("sources", _("Sources"), source_choices(list_at(self.entry, "sources")))
        yield "purposes", self._ticks("purposes", _("Purposes"), purpose_choices(list_at(self.entry, "purposes")))
        always = _("Leave empty where it holds from the day of this release.")
        yield "begins", Day(label=_("First day"), help_text=always, required=False)
        yield "ends", Day(label=_("Last day"), help_text=_("Leave empty where no end is known."), required=False)
        season = _("Month and day, such as 05-01. Leave both empty where it holds all year.")
        yield "from_day", Text(label=_("First day of the season"), help_text=season, required=False, max_length=5)
        yield "until_day", Text(label=_("Last day of the season"), required=False, max_length=5)
        stated = _("Such as a law or a regulation.")
        yield "stated_in", Text(label=_("Where the measure stands"), help_text=stated, required=False, max_length=200)

    def named(self) -> str:
        name = taxon_words(self.told("taxon"))
        stated = self.told("stated_in")
        return str(format_lazy("{} {}", name, stated)).strip() if stated else name

    @classmethod
    def new_key(cls, answers: Mapping[str, Any]) -> str:
        return "measure"

    @staticmethod
    def _ticks(name: str, label: Any, choices: Any) -> Ticks:
        return Ticks(label=label, help_text=_ALL, choices=choices, small=True, required=False)


class MeasuresForm(SectionForm):
    """All measures."""

    def made(self, parts: Parts) -> Iterator[Group]:
        words = _(
            "Where your law is stricter than the Convention, and what you know of countries to which people send. "
            "The public page and every application show it."
        )
        yield Group(_("Stricter measures"), "measures.measures", words, entries=MeasureEntry)


sections.register(
    Section(
        "measures",
        76,
        _("Stricter measures"),
        _("Bans, closed seasons, documents that your law asks for, and advice about other countries."),
        MeasuresForm,
        ("measures",),
        looks_species_up=True,
    )
)
