"""What a named official decided against a rule that leaves room for it, in writing and for good."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cites.permits.models.application import Application
from kernel import clock
from tenants.models import AppendOnly


class RuleOverride(AppendOnly):
    """That an application was approved although a rule of severity "override" spoke against it."""

    append_only = True

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="overrides")
    rule = models.CharField(_("rule"), max_length=20)
    line = models.SmallIntegerField(_("line"), null=True, blank=True)
    said = models.CharField(_("what the rule said, in English"), max_length=400)
    source = models.CharField(_("source of the rule"), max_length=200, blank=True)
    reason = models.TextField(_("why it was decided otherwise"), max_length=2000)
    official = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="overrides")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("decision against a rule")
        verbose_name_plural = _("decisions against rules")
        ordering = ["made_at", "pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="permits_override_with_a_reason")]

    def __str__(self) -> str:
        return f"{self.application_id} {self.rule}"
