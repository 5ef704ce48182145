"""Papers that others wrote and that are registered here: of a transit, of a scientific exchange, of a non-Party."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cites.permits.models.application import Application
from kernel import clock
from tenants.models import AppendOnly


class RegisteredPaper(AppendOnly):
    """That the Management Authority has seen a paper and keeps it; it is no permit, and nothing is signed."""

    append_only = True

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="registered_paper")
    number = models.CharField(_("number in the register"), max_length=30, unique=True)
    registered_on = models.DateField(_("registered on"))
    official = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-registered_at", "-pk"]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """Its name in the audit trail."""
        return f"registered_paper:{self.number}"
