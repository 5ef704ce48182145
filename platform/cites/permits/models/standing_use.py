"""What a case takes of a standing finding: so much of one line, in one year."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cites.permits.models.finding import Finding
from cites.permits.models.standing_finding import StandingFinding
from tenants.models import AppendOnly


class StandingUse(AppendOnly):
    """One line of a case on which a standing finding was taken over; the quantity is in the unit of its limit."""

    append_only = True

    standing = models.ForeignKey(StandingFinding, on_delete=models.PROTECT, related_name="uses")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="uses")
    position = models.SmallIntegerField(_("line"))
    quantity = models.DecimalField(_("quantity"), max_digits=18, decimal_places=6)
    unit = models.CharField(_("unit"), max_length=3, blank=True)
    year = models.SmallIntegerField(_("year"))

    class Meta:
        indexes = [models.Index(fields=["standing", "year"], name="permits_standing_use_year")]
        constraints = [
            models.UniqueConstraint(fields=["finding", "position"], name="permits_standing_use_once"),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="permits_standing_use_some"),
        ]

    def __str__(self) -> str:
        return f"{self.standing_id} {self.year}"
