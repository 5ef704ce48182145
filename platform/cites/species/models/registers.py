"""The registers that the Secretariat keeps for all Parties: breeding operations, nurseries, scientific institutions."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from cites.species import register_codes
from cites.species.models.dated import THE_BEGINNING, Dated, OfDataset


class Register(models.TextChoices):
    """Which register, and by which Resolution."""

    BREEDING = register_codes.BREEDING, _("Operations that breed animals of Appendix I for commerce")
    NURSERY = register_codes.NURSERY, _("Nurseries that propagate plants of Appendix I for export")
    INSTITUTION = register_codes.INSTITUTION, _("Scientific institutions")


class Registration(OfDataset, Dated):
    """That an operation, nursery or institution stands in a register from one day to another; a row for each species.

    A registration that has ended stays, for the day of a transaction decides. ``end_told`` is False where the register
    only says that it is over, so that its last day is the eve of the data that say so.
    """

    class End(models.TextChoices):
        """How it came to its last day."""

        DELETED = "deleted", _("Deleted from the register")
        SUSPENDED = "suspended", _("Suspended")
        GONE = "gone", _("No longer in the data")

    register = models.CharField(max_length=12, choices=Register)
    code = models.CharField(max_length=20)
    party = models.CharField(max_length=2)
    name = models.CharField(max_length=300)
    scientific_name = models.CharField(max_length=120, blank=True, help_text=_("Blank: the register names none."))
    ended_by = models.CharField(max_length=10, choices=End, blank=True)
    end_told = models.BooleanField(default=True, db_default=True)

    class Meta:
        ordering: ClassVar = ["code", "scientific_name", "valid_from"]
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["register", "code", "scientific_name", "valid_from"], name="species_registration_once"
            ),
            CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="species_registration_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_always(self) -> bool:
        """Whether no first day was told, so that it counts as having held since the Convention."""
        return self.valid_from == THE_BEGINNING
