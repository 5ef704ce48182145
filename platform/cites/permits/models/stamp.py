"""Security stamps: each that was stuck on a permit, spoilt or lost, by its number (box 5b)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cites.permits.models.permit import Permit
from cites.permits.rules.stamps import LONGEST_STAMP
from kernel import clock
from tenants.models import AppendOnly


class StampFate(models.TextChoices):
    """What became of a stamp; a number has one fate and no second."""

    SPOILT = "spoilt", _("Spoilt or voided")
    LOST = "lost", _("Lost or stolen")
    USED = "used", _("On a permit")


class SecurityStamp(AppendOnly):
    """One stamp of a Party, and what became of it."""

    append_only = True

    number = models.CharField(_("stamp number"), max_length=LONGEST_STAMP, unique=True)
    fate = models.CharField(_("what became of it"), max_length=8, choices=StampFate.choices)
    permit = models.OneToOneField(
        Permit, on_delete=models.PROTECT, null=True, blank=True, related_name="stamp", verbose_name=_("permit")
    )
    reason = models.TextField(_("reason"), max_length=500, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), default=clock.now)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fate=StampFate.USED, permit__isnull=False)
                | (~Q(fate=StampFate.USED) & Q(permit__isnull=True)),
                name="permits_securitystamp_used_on_a_permit",
            ),
        ]

    def __str__(self) -> str:
        return self.number
