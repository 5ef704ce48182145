"""The dated code lists of permits and annual reports, the pairs of them that make sense, and countries."""

from typing import ClassVar

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from cites.species.models.dated import Dated, NamedInThree
from cites.species.models.taxa import Kingdom


class Term(NamedInThree, Dated):
    """What kind of specimen is traded, in three letters."""

    code = models.CharField(max_length=3)
    preferred_unit = models.CharField(max_length=3, blank=True)
    alternative_units = models.CharField(max_length=40, blank=True, help_text=_("Codes, separated by spaces."))
    explanation = models.TextField(blank=True)
    official_translation = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["name_en"]
        constraints: ClassVar = [UniqueConstraint(fields=["code", "valid_from"], name="species_term_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name_en}"


class Unit(NamedInThree, Dated):
    """In what a quantity is counted or measured."""

    code = models.CharField(max_length=3)
    abbreviation = models.CharField(max_length=12, blank=True)
    former_code = models.CharField(max_length=3, blank=True, help_text=_("Used in annual reports before 2021."))

    class Meta:
        ordering: ClassVar = ["name_en"]
        constraints: ClassVar = [UniqueConstraint(fields=["code", "valid_from"], name="species_unit_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name_en}"


class Purpose(NamedInThree, Dated):
    """Why specimens are traded: one letter, in box 5a."""

    code = models.CharField(max_length=1)

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [UniqueConstraint(fields=["code", "valid_from"], name="species_purpose_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name_en}"


class Source(NamedInThree, Dated):
    """Where specimens come from: one letter, in box 10."""

    code = models.CharField(max_length=1)
    kingdom = models.CharField(max_length=8, choices=Kingdom, blank=True, help_text=_("Blank: both."))
    needs_second = models.BooleanField(default=False, help_text=_("Used together with another source."))

    class Meta:
        ordering: ClassVar = ["code"]
        constraints: ClassVar = [UniqueConstraint(fields=["code", "valid_from"], name="species_source_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name_en}"


class TermUnit(Dated):
    """A unit in which a kind of specimen is reported."""

    term = models.CharField(max_length=3)
    unit = models.CharField(max_length=3)

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["term", "unit", "valid_from"], name="species_term_unit_once")]

    def __str__(self) -> str:
        return f"{self.term} {self.unit}"


class TermPurpose(Dated):
    """A purpose for which a kind of specimen is traded."""

    term = models.CharField(max_length=3)
    purpose = models.CharField(max_length=1)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["term", "purpose", "valid_from"],
                name="species_term_purpose_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.term} {self.purpose}"


class TaxonTerm(Dated):
    """A kind of specimen that a group of animals or plants can yield; what stands below inherits it."""

    rank = models.CharField(max_length=12)
    taxon_name = models.CharField(max_length=120)
    term = models.CharField(max_length=3)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["rank", "taxon_name", "term", "valid_from"],
                name="species_taxon_term_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.taxon_name} {self.term}"


class Country(NamedInThree, Dated):
    """A State or territory that may stand on a permit; a Party's row holds from its entry into force."""

    class Kind(models.TextChoices):
        """What it is to the Convention."""

        PARTY = "party", _("Party")
        TERRITORY = "territory", _("Territory")
        NON_PARTY = "non_party", _("Not a Party")
        OTHER = "other", _("Other code")

    iso2 = models.CharField(max_length=2)
    kind = models.CharField(max_length=10, choices=Kind)
    belongs_to = models.CharField(max_length=2, blank=True, help_text=_("A territory's Party."))
    region = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering: ClassVar = ["name_en"]
        verbose_name_plural = _("countries")
        constraints: ClassVar = [UniqueConstraint(fields=["iso2", "valid_from"], name="species_country_once")]

    def __str__(self) -> str:
        return f"{self.iso2} {self.name_en}"
