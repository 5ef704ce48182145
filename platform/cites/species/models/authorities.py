"""Who may issue and advise in each State, from day to day, as somebody imported it: no row comes with the product."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from cites.species.models.dated import Dated


class DesignatedAuthority(Dated):
    """A Management or Scientific Authority that a State designated (Article IX), or a person who signs for one.

    ``authority`` names for whom a person signs. ``as_of`` is the day as of which the imported file was true.
    """

    class Kind(models.TextChoices):
        """What it is."""

        MANAGEMENT = "management", _("Management Authority")
        SCIENTIFIC = "scientific", _("Scientific Authority")
        SIGNATORY = "signatory", _("person who signs")

    country = models.CharField(max_length=2)
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=200)
    authority = models.CharField(max_length=200, blank=True)
    address = models.TextField(max_length=500, blank=True)
    email = models.EmailField(blank=True)
    as_of = models.DateField()

    class Meta:
        ordering: ClassVar = ["country", "kind", "name", "valid_from"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["country", "kind", "name", "valid_from"], name="species_authority_once"),
            CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="species_authority_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.name}"
