"""Where a taxon stands in the Appendices, with what is left out of it, and who is not bound by it."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from cites.species.models.dated import Dated, OfDataset
from cites.species.models.taxa import Taxon
from cites.species.populations import Populations


class Appendix(models.TextChoices):
    """The Appendices, strictest first."""

    I = "I", _("Appendix I")  # noqa: E741  its name in the Convention
    II = "II", _("Appendix II")
    III = "III", _("Appendix III")


class Listing(OfDataset, Dated):
    """That a taxon, or some populations of it, stood in an Appendix for a time."""

    taxon = models.ForeignKey(Taxon, on_delete=models.CASCADE, related_name="listings")
    appendix = models.CharField(max_length=3, choices=Appendix)
    populations = models.TextField(blank=True, help_text=_("ISO codes of the countries of origin; blank: all."))
    excepted = models.TextField(
        blank=True, default="", db_default="", help_text=_("ISO codes of the countries whose populations are left out.")
    )
    partly = models.TextField(
        blank=True,
        default="",
        db_default="",
        help_text=_("Of these countries only some populations, as the note says."),
    )
    unread = models.BooleanField(
        default=False, db_default=False, help_text=_("The note names populations in words that could not be read.")
    )
    listed_by = models.CharField(max_length=2, blank=True, help_text=_("Appendix III: who asked for it."))
    listed_as = models.CharField(max_length=120, blank=True, help_text=_("The name in the Appendix, if wider."))
    annotation = models.TextField(blank=True)
    hash_annotation = models.CharField(
        max_length=8, blank=True, default="", db_default="", help_text=_("Symbol of the annotation, e.g. #4.")
    )
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

    @property
    def meant(self) -> Populations:
        """Whose populations are meant."""
        return Populations(
            frozenset(self.populations.split()),
            frozenset(self.excepted.split()),
            frozenset(self.partly.split()),
            self.unread,
        )

    @property
    def is_split(self) -> bool:
        """Whether it depends on where a specimen comes from."""
        return bool(self.populations or self.excepted or self.unread)


class Annotation(Dated):
    """Which parts and derivatives of a listed plant (or fungus) a numbered annotation means.

    Where ``covered`` names terms, only those are listed; else all are, less those that ``exempt`` names. What the
    codes of terms cannot say stands in ``note`` and is for an official to judge.
    """

    symbol = models.CharField(max_length=8)
    note = models.TextField(help_text=_("What it means, in English."))
    covered = models.CharField(max_length=200, blank=True, help_text=_("Codes of terms, separated by spaces."))
    exempt = models.CharField(max_length=200, blank=True, help_text=_("Codes of terms, separated by spaces."))
    needs_judgement = models.BooleanField(default=False, help_text=_("The terms do not say all of it."))

    class Meta:
        ordering: ClassVar = ["symbol"]
        constraints: ClassVar = [UniqueConstraint(fields=["symbol", "valid_from"], name="species_annotation_once")]

    def __str__(self) -> str:
        return self.symbol


class Reservation(OfDataset, Dated):
    """That a Party is, for a taxon, treated as a State that is no Party (Articles XV.3, XVI.2 and XXIII.3)."""

    taxon = models.ForeignKey(Taxon, on_delete=models.CASCADE, related_name="reservations")
    party = models.CharField(max_length=2)
    appendix = models.CharField(max_length=3, choices=Appendix)
    note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["valid_from", "party"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["taxon", "party", "appendix", "valid_from"], name="species_reservation_once"),
            CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="species_reservation_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.taxon_id} {self.party} {self.valid_from}"
