"""The movements under a certificate that is good for several of them, one entry of its continuation sheet each."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cites.permits.models.permit import Permit, PermitLine
from kernel import clock
from tenants.models import AppendOnly


class CrossingWay(models.TextChoices):
    """Which way the specimens went, seen from this country."""

    OUT = "out", pgettext_lazy("of specimens", "Out of the country")
    IN = "in", pgettext_lazy("of specimens", "Into the country")


class Crossing(AppendOnly):
    """What the inspecting official entered as specimens crossed the border; the certificate stays with its holder."""

    append_only = True

    permit = models.ForeignKey(Permit, on_delete=models.PROTECT, related_name="crossings")
    way = models.CharField(_("way"), max_length=3, choices=CrossingWay.choices)
    crossed_on = models.DateField(_("date of the crossing"))
    port = models.CharField(_("port"), max_length=5)
    inspector = models.CharField(_("inspecting official"), max_length=200, blank=True)
    official = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["crossed_on", "pk"]

    def __str__(self) -> str:
        return f"{self.permit}: {self.way} {self.port} {self.crossed_on}"


class CrossingLine(AppendOnly):
    """How much of one line crossed, in the unit of box 11; nothing may have."""

    append_only = True

    crossing = models.ForeignKey(Crossing, on_delete=models.PROTECT, related_name="lines")
    permit_line = models.ForeignKey(PermitLine, on_delete=models.PROTECT, related_name="crossed")
    quantity = models.DecimalField(_("actual quantity"), max_digits=18, decimal_places=6)

    class Meta:
        ordering = ["permit_line__position"]
        constraints = [
            models.UniqueConstraint(fields=["crossing", "permit_line"], name="permits_crossingline_once"),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="permits_crossingline_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.permit_line}: {self.quantity}"
