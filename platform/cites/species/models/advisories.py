"""What countries are known to ask beyond the Convention: advice to who sends there, and no law of a Party here."""

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from cites.species.models.dated import Dated, NamedInThree
from cites.species.models.measures import OfSpecimens


class Advisory(OfSpecimens, NamedInThree, Dated):
    """One of them, from the day on which it holds there. Empty lists, and no group, mean "any".

    It is about what goes to its countries or, ``leaving``, about what leaves them. One of what is ``carried`` is the
    table of stricter measures on personal effects: ``most`` in ``unit`` is what one person carries without a document.

    ``name_en`` and its like say what it is, after the country's name. A ``rank`` and ``taxon_name`` name the group
    that is meant as a taxon's lineage does, such as ``GENUS`` ``Loxodonta``.
    """

    class Effect(models.TextChoices):
        """What it comes to for who sends there."""

        NOTICE = "notice", _("People are told")
        ADVISED_AGAINST = "advised_against", _("It is advised against")
        CARRIED = "carried", _("A document is needed even for what people carry")

    key = models.CharField(max_length=40)
    countries = models.TextField(help_text=_("ISO codes of the destinations, separated by spaces."))
    leaving = models.BooleanField(
        default=False, db_default=False, help_text=_("About what leaves these countries, and not what goes there.")
    )
    rank = models.CharField(max_length=12, blank=True)
    taxon_name = models.CharField(max_length=120, blank=True)
    appendices = models.CharField(max_length=12, blank=True)
    effect = models.CharField(max_length=16, choices=Effect, default=Effect.NOTICE)
    most = models.DecimalField(
        max_digits=18, decimal_places=6, null=True, blank=True,
        help_text=_("So much one person carries without a document; empty: nothing."),
    )  # fmt: skip
    unit = models.CharField(max_length=3, blank=True, default="", db_default="")

    class Meta:
        ordering: ClassVar = ["key", "valid_from"]
        constraints: ClassVar = [
            UniqueConstraint(fields=["key", "valid_from"], name="species_advisory_once"),
            CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="species_advisory_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.valid_from}"

    def is_of(self, country: str, lineage: frozenset[tuple[str, str]], appendix: str) -> bool:
        """Tell whether it is about specimens of that lineage and Appendix on that country's border."""
        return (
            country in self.countries.split()
            and (not self.taxon_name or (self.rank, self.taxon_name) in lineage)
            and (not self.appendices or appendix in self.appendices.split())
        )
