"""That a permit was printed on security paper: what was printed is known by its digest, and kept nowhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cites.permits.models.permit import Permit
from kernel import clock
from tenants.models import AppendOnly


class PrintedOverlay(AppendOnly):
    """One file that was printed over the form; who had it printed stands in the audit trail."""

    append_only = True

    permit = models.ForeignKey(Permit, on_delete=models.PROTECT, related_name="overlays")
    sha256 = models.CharField(max_length=64, unique=True)
    printed_at = models.DateTimeField(_("printed at"), default=clock.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.permit_id}: {self.sha256[:8]}"
