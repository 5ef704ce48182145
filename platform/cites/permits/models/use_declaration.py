"""What the holder of a partly completed permit declares of its one use: what they completed, and of how much."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cites.permits.models.permit import Permit, PermitLine
from kernel import clock
from tenants.models import AppendOnly


class UseDeclaration(AppendOnly):
    """One use, declared once. Blank is what the holder had not to complete."""

    append_only = True

    permit = models.OneToOneField(Permit, on_delete=models.PROTECT, related_name="use")
    used_on = models.DateField(_("day of the shipment"))
    consignee_name = models.CharField(_("importer"), max_length=200, blank=True)
    consignee_address = models.TextField(_("importer's address"), max_length=500, blank=True)
    consignee_country = models.CharField(_("country of import"), max_length=2, blank=True)
    description = models.TextField(_("description and marks"), max_length=500, blank=True)
    transport_document = models.CharField(_("bill of lading or air waybill"), max_length=60, blank=True)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("declaration of a use")
        verbose_name_plural = _("declarations of uses")
        ordering = ["declared_at", "pk"]

    def __str__(self) -> str:
        return f"{self.permit}: {self.used_on}"


class UsedLine(AppendOnly):
    """How much of one line was sent, in the unit of box 11."""

    append_only = True

    declaration = models.ForeignKey(UseDeclaration, on_delete=models.PROTECT, related_name="lines")
    permit_line = models.ForeignKey(PermitLine, on_delete=models.PROTECT, related_name="declared")
    quantity = models.DecimalField(_("quantity sent"), max_digits=18, decimal_places=6)

    class Meta:
        ordering = ["permit_line__position"]
        constraints = [
            models.UniqueConstraint(fields=["declaration", "permit_line"], name="permits_usedline_once"),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="permits_usedline_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.permit_line}: {self.quantity}"
