"""Taxa, their dated listings in the Appendices, and the dated code lists of the Convention.

All tables lie in the ``public`` schema, where a Party's login may read and nothing else. A record of a
Party never points at a row here: it copies the code and what the code meant on the day.
"""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cites.species.folding import folded

THE_BEGINNING = date(1975, 7, 1)  # the Convention's entry into force


class Appendix(models.TextChoices):
    """The Appendices, strictest first."""

    I = "I", _("Appendix I")  # noqa: E741  its name in the Convention
    II = "II", _("Appendix II")
    III = "III", _("Appendix III")


class Kingdom(models.TextChoices):
    """The two kingdoms that the Convention knows."""

    ANIMALIA = "Animalia", _("Animals")
    PLANTAE = "Plantae", _("Plants")


class Dated(models.Model):
    """A fact of reference data: from when to when it holds, who says so, and whether it was checked."""

    valid_from = models.DateField(default=THE_BEGINNING)
    valid_to = models.DateField(null=True, blank=True, help_text=_("Last day on which it holds."))
    source = models.CharField(max_length=200)
    checked = models.BooleanField(default=False, help_text=_("Compared with the official text by a person."))

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        """Say whether it holds on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class NamedInThree(models.Model):
    """Something with a name in each working language of the Convention."""

    name_en = models.CharField(max_length=200)
    name_fr = models.CharField(max_length=200, blank=True)
    name_es = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    def name_in(self, language: str) -> str:
        """Return the name in ``language``, or in English where there is none."""
        return getattr(self, f"name_{language.split('-')[0]}", "") or self.name_en

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_in(get_language() or "en")


class Taxon(models.Model):
    """A species, genus or higher group under the one name that the Conference of the Parties adopted."""

    class Rank(models.TextChoices):
        """How wide a taxon is."""

        SUBSPECIES = "subspecies", _("Subspecies")
        SPECIES = "species", _("Species")
        GENUS = "genus", _("Genus")
        FAMILY = "family", _("Family")
        ORDER = "order", _("Order")

    code = models.CharField(max_length=12, unique=True, help_text=_("Ours; it never changes."))
    scientific_name = models.CharField(max_length=120, unique=True)
    author = models.CharField(max_length=120, blank=True)
    rank = models.CharField(max_length=12, choices=Rank)
    kingdom = models.CharField(max_length=8, choices=Kingdom)
    phylum = models.CharField(max_length=40, blank=True)
    class_name = models.CharField(max_length=40, blank=True)
    order_name = models.CharField(max_length=40, blank=True)
    family = models.CharField(max_length=40, blank=True)
    species_plus_id = models.BigIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200)
    checked = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["scientific_name"]
        verbose_name = _("taxon")
        verbose_name_plural = _("taxa")

    def __str__(self) -> str:
        whole_groups = {self.Rank.GENUS, self.Rank.FAMILY, self.Rank.ORDER}
        return f"{self.scientific_name} spp." if self.rank in whole_groups else self.scientific_name

    def lineage(self) -> frozenset[tuple[str, str]]:
        """Return rank and name of the taxon and of every group above it."""
        above = {
            "KINGDOM": self.kingdom, "PHYLUM": self.phylum, "CLASS": self.class_name,
            "ORDER": self.order_name, "FAMILY": self.family, self.rank.upper(): self.scientific_name,
        }  # fmt: skip
        return frozenset((rank, name) for rank, name in above.items() if name)

    def stands_below(self, group: "Taxon") -> bool:
        """Tell whether this taxon belongs to a wider one, e.g. a species to its genus or family."""
        if (group.rank.upper(), group.scientific_name) in self.lineage():
            return self.pk != group.pk
        # The names of species and subspecies begin with those of the genus and the species above them.
        return group.kingdom == self.kingdom and self.scientific_name.startswith(f"{group.scientific_name} ")


class TaxonName(models.Model):
    """One name under which a taxon may be looked for."""

    class Kind(models.TextChoices):
        """What sort of name it is."""

        ACCEPTED = "accepted", _("Accepted name")
        SYNONYM = "synonym", _("Synonym")
        COMMON = "common", _("Common name")

    taxon = models.ForeignKey(Taxon, on_delete=models.CASCADE, related_name="names")
    kind = models.CharField(max_length=8, choices=Kind)
    language = models.CharField(max_length=8, blank=True, help_text=_("Blank for scientific names."))
    name = models.CharField(max_length=160)
    folded = models.CharField(max_length=200, editable=False)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["taxon", "kind", "language", "name"], name="species_name_once")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["folded"],
                name="species_name_prefix",
                opclasses=["varchar_pattern_ops"],
            )
        ]

    def __str__(self) -> str:
        return self.name

    def fold(self) -> Self:
        """Set the searched form from the name, and return itself; bulk writes do not call ``save``."""
        self.folded = folded(self.name)
        return self


class Listing(Dated):
    """That a taxon, or some populations of it, stood in an Appendix for a time."""

    taxon = models.ForeignKey(Taxon, on_delete=models.CASCADE, related_name="listings")
    appendix = models.CharField(max_length=3, choices=Appendix)
    populations = models.TextField(blank=True, help_text=_("ISO codes of the countries of origin; blank: all."))
    listed_by = models.CharField(max_length=2, blank=True, help_text=_("Appendix III: who asked for it."))
    listed_as = models.CharField(max_length=120, blank=True, help_text=_("The name in the Appendix, if wider."))
    annotation = models.TextField(blank=True)
    date_certain = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["valid_from", "appendix"]
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["taxon", "appendix", "valid_from", "populations", "listed_by"],
                name="species_listing_once",
            ),
            CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="species_listing_ends_later",
            ),
            CheckConstraint(
                condition=Q(appendix="III") | Q(listed_by=""),
                name="species_only_appendix_iii_has_a_lister",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.taxon_id} {self.appendix} {self.valid_from}"

    def countries(self) -> frozenset[str]:
        """Return the countries whose populations are meant; none means all."""
        return frozenset(self.populations.split())


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
