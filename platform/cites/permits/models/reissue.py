"""Replacing many permits at once: what a signatory asked for, of which permits, and what became of each."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cites.permits.models.permit import Permit
from kernel import clock
from tenants.models import AppendOnly


class Reissue(AppendOnly):
    """That a signatory asked for replacements of many permits, for one reason; ``key`` is that of the button."""

    append_only = True

    reason = models.CharField(_("reason, as it is printed"), max_length=200)
    signatory = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    key = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="permits_reissue_with_a_reason")]

    def __str__(self) -> str:
        return f"{self.pk}: {self.reason}"

    @property
    def subject(self) -> str:
        """Its name in the audit trail."""
        return f"reissue:{self.pk}"


class ReissueItem(AppendOnly):
    """One of the permits that are to be replaced."""

    append_only = True

    reissue = models.ForeignKey(Reissue, on_delete=models.PROTECT, related_name="items")
    permit = models.ForeignKey(Permit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["reissue", "permit"], name="permits_reissueitem_once")]

    def __str__(self) -> str:
        return f"{self.reissue_id}: {self.permit}"


class ReissueOutcome(AppendOnly):
    """What became of one: what replaces it, or why nothing does, as a message id with its facts."""

    append_only = True

    item = models.OneToOneField(ReissueItem, on_delete=models.PROTECT, related_name="outcome")
    replacement = models.OneToOneField(Permit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    message = models.CharField(max_length=400, blank=True)
    data = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(replacement__isnull=False, message="")
                | (models.Q(replacement=None) & ~models.Q(message="")),
                name="permits_reissueoutcome_one_or_the_other",
            )
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.replacement or self.message}"
