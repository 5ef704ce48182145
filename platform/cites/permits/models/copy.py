"""That a copy of a permit was asked for: what makes it finds here what to do."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cites.permits.models.permit import Permit
from kernel import clock
from tenants.models import AppendOnly


class CopyRequest(AppendOnly):
    """Who had the copy of a permit made; it is made once, and handed out again to whoever may see the permit."""

    append_only = True

    permit = models.OneToOneField(Permit, on_delete=models.PROTECT, related_name="copy_request")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked at"), default=clock.now)

    class Meta:
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return str(self.permit)
