"""Taxa, the names under which they are looked for, and the countries in which they occur."""

from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from cites.species.folding import folded, words_of
from cites.species.models.dated import OfDataset
from cites.species.spelling import keys_of_name


class Kingdom(models.TextChoices):
    """The two kingdoms that the Convention knows."""

    ANIMALIA = "Animalia", _("Animals")
    PLANTAE = "Plantae", _("Plants")


class Taxon(OfDataset):
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
            "ORDER": self.order_name, "FAMILY": self.family, **self._named_in_its_name(),
            self.rank.upper(): self.scientific_name,
        }  # fmt: skip
        return frozenset((rank, name) for rank, name in above.items() if name)

    def _named_in_its_name(self) -> dict[str, str]:
        """Return the genus of a species, and genus and species of a subspecies: its name begins with theirs."""
        words = self.scientific_name.split()
        match self.rank:
            case self.Rank.SPECIES:
                return {"GENUS": words[0]}
            case self.Rank.SUBSPECIES:
                return {"GENUS": words[0], "SPECIES": " ".join(words[:2])}
        return {}

    def stands_below(self, group: "Taxon") -> bool:
        """Tell whether this taxon belongs to a wider one, e.g. a species to its genus or family."""
        return self.pk != group.pk and (group.rank.upper(), group.scientific_name) in self.lineage()

    def belongs_to(self, group: "Taxon") -> bool:
        """Tell whether this is that taxon, or stands below it."""
        return self.pk == group.pk or self.stands_below(group)


class TaxonName(OfDataset):
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
    # Its folded words, and the keys of what is spelt nearly so; nothing until the name is folded.
    words = SearchVectorField(null=True, blank=True, editable=False)
    near = ArrayField(models.IntegerField(), null=True, blank=True, editable=False)

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
            ),
            GinIndex(fields=["words"], name="species_name_words"),
            GinIndex(fields=["near"], name="species_name_near"),
        ]

    def __str__(self) -> str:
        return self.name

    def fold(self) -> Self:
        """Set from the name all that it is found by, and return itself; bulk writes do not call ``save``."""
        self.folded = folded(self.name)
        self.words = words_of(self.folded)
        self.near = keys_of_name(self.folded)
        return self


class Range(OfDataset):
    """That a taxon occurs, or occurred, in a country."""

    taxon = models.ForeignKey(Taxon, on_delete=models.CASCADE, related_name="ranges")
    country = models.CharField(max_length=2)
    tags = models.CharField(max_length=120, blank=True, help_text=_("E.g. introduced, extinct; separated by commas."))
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["country"]
        constraints: ClassVar = [UniqueConstraint(fields=["taxon", "country"], name="species_range_once")]

    def __str__(self) -> str:
        return f"{self.taxon_id} {self.country}"
