"""Sending an application: what it said each time, and what an officer named for correction."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel import clock
from tenants.models import AppendOnly


class Sending(AppendOnly):
    """What an application said when it was sent; ``version`` is that of its case after the step."""

    application = models.ForeignKey("permits.Application", models.PROTECT, related_name="sendings")
    version = models.IntegerField(_("version of the case after the step"))
    sent_at = models.DateTimeField(_("sent at"))
    contents = models.JSONField(_("what it said"))

    class Meta:
        verbose_name = _("sending of an application")
        verbose_name_plural = _("sendings of applications")
        ordering = ["application", "version"]
        constraints = [
            models.UniqueConstraint(fields=["application", "version"], name="permits_sending_once_for_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.version}"


class Correction(AppendOnly):
    """One part that an officer named when an application was returned, and why.

    ``version`` is that of the case after the step; ``part`` is named as in ``rules.parts``.
    """

    application = models.ForeignKey("permits.Application", models.PROTECT, related_name="corrections")
    version = models.IntegerField(_("version of the case after the step"))
    part = models.CharField(_("part"), max_length=40)
    comment = models.TextField(_("what to correct"), max_length=2000, blank=True)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="corrections_named")
    named_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("part to be corrected")
        verbose_name_plural = _("parts to be corrected")
        ordering = ["application", "version", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "version", "part"], name="permits_correction_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.part}"
