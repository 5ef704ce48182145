"""Box 14: what really left, where and when, from the returned copy."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cites.permits.models.permit import Permit, PermitLine
from kernel import clock
from tenants.models import AppendOnly


class Endorsement(AppendOnly):
    """The inspecting official's entry; a permit is for one consignment (Art. VI.5), so there is one."""

    append_only = True

    permit = models.OneToOneField(Permit, on_delete=models.PROTECT, related_name="endorsement")
    exported_on = models.DateField(_("date of export"))
    port = models.CharField(_("port of export"), max_length=5)
    transport_document = models.CharField(_("bill of lading or air waybill"), max_length=60, blank=True)
    inspector = models.CharField(_("inspecting official"), max_length=200, blank=True)
    official = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.permit}: {self.port} {self.exported_on}"


class EndorsementLine(AppendOnly):
    """The actual quantity of one line, in the unit of box 11; nothing may have left."""

    append_only = True

    endorsement = models.ForeignKey(Endorsement, on_delete=models.PROTECT, related_name="lines")
    permit_line = models.OneToOneField(PermitLine, on_delete=models.PROTECT, related_name="endorsed")
    quantity = models.DecimalField(_("actual quantity"), max_digits=18, decimal_places=6)

    class Meta:
        ordering = ["permit_line__position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gte=0),
                name="permits_endorsementline_not_negative",
            )
        ]

    def __str__(self) -> str:
        return f"{self.permit_line}: {self.quantity}"
