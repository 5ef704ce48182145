"""The token in a permit's QR, as it was signed."""

from django.db import models

from cites.permits.models.permit import Permit
from kernel import clock
from tenants.models import AppendOnly


class PermitToken(AppendOnly):
    """What was signed for the QR of a permit, and with which key; kept, for a signature is never the same twice."""

    append_only = True

    permit = models.ForeignKey(Permit, on_delete=models.PROTECT, related_name="tokens")
    kid = models.CharField(max_length=40)
    token = models.CharField(max_length=666)
    signed_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["permit", "kid"], name="permits_permittoken_once")]

    def __str__(self) -> str:
        return f"{self.permit}: {self.kid}"
