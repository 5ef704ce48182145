"""What the Parties or the Standing Committee decided about trade in a taxon: suspensions and export quotas."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext_lazy as _

from cites.species.models.dated import Dated, OfDataset
from cites.species.models.taxa import Taxon


class OfSpecimens(models.Model):
    """Which specimens of a taxon are meant; an empty list means all. Codes are separated by spaces."""

    terms = models.CharField(max_length=200, blank=True)
    sources = models.CharField(max_length=40, blank=True)
    purposes = models.CharField(max_length=40, blank=True)

    class Meta:
        abstract = True

    def covers(self, *, term: str, sources: frozenset[str], purpose: str) -> bool:
        """Tell whether it is about specimens of that term, these sources (any of them) and that purpose."""
        return (
            (not self.terms or term in self.terms.split())
            and (not self.sources or not sources.isdisjoint(self.sources.split()))
            and (not self.purposes or purpose in self.purposes.split())
        )


class Scoped(OfSpecimens):
    """Of whose exports something was decided, for which specimens, and where it was told."""

    country = models.CharField(max_length=2, blank=True, help_text=_("Whose exports are meant; blank: everybody's."))
    notes = models.TextField(blank=True)
    address = models.URLField(max_length=500, blank=True)
    their_id = models.BigIntegerField(null=True, blank=True, help_text=_("Its number in the body of data."))

    class Meta:
        abstract = True


class Suspension(OfDataset, Scoped, Dated):
    """A recommendation to suspend trade, from the Notification that began it to the one that ended it."""

    taxon = models.ForeignKey(
        Taxon, on_delete=models.CASCADE, null=True, blank=True, related_name="suspensions",
        help_text=_("Blank: all taxa."),
    )  # fmt: skip
    applies_to_import = models.BooleanField(default=False, help_text=_("Imports into the country are meant as well."))
    begun_by = models.CharField(max_length=200, blank=True, help_text=_("The Notification to the Parties."))
    ended_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["valid_from", "pk"]
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="species_suspension_ends_later",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["country"], name="species_suspension_country")]

    def __str__(self) -> str:
        return f"{self.taxon_id or '*'} {self.country or '*'} {self.valid_from}"


class PublishedQuota(OfDataset, Scoped, Dated):
    """An export quota that the Secretariat published; no number means that it is under review or stated in words."""

    taxon = models.ForeignKey(Taxon, on_delete=models.CASCADE, related_name="published_quotas")
    quantity = models.DecimalField(max_digits=18, decimal_places=6, null=True, blank=True)
    unit = models.CharField(max_length=3, blank=True)
    published_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["valid_from", "pk"]
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="species_quota_ends_later",
            ),
            CheckConstraint(condition=Q(quantity__isnull=True) | Q(quantity__gte=0), name="species_quota_not_below_0"),
        ]
        indexes: ClassVar = [models.Index(fields=["country"], name="species_quota_country")]

    def __str__(self) -> str:
        return f"{self.taxon_id} {self.country} {self.valid_from}"

    def covers(self, *, term: str, sources: frozenset[str], purpose: str) -> bool:
        """Tell the same; what is pre-Convention (source O) is meant only where the quota names it."""
        is_free = "O" in sources and "O" not in self.sources.split()
        return not is_free and super().covers(term=term, sources=sources, purpose=purpose)
