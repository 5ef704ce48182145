"""What an authority found, in writing and for good."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cites.permits.models.application import Application
from cites.permits.models.codes import Conclusion, FindingKind
from kernel import clock
from tenants.models import AppendOnly


class Finding(AppendOnly):
    """One finding; a later one of the same kind takes its place, and both are kept."""

    append_only = True

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="findings")
    kind = models.CharField(
        _("finding"),
        max_length=12,
        choices=FindingKind.choices,
        default=FindingKind.NON_DETRIMENT,
    )
    authority = models.CharField(_("authority"), max_length=40)
    authority_name = models.CharField(_("authority's name"), max_length=200)
    conclusion = models.CharField(_("conclusion"), max_length=12, choices=Conclusion.choices)
    conditions = models.TextField(_("conditions"), max_length=500, blank=True)
    reason = models.TextField(_("reasons"), max_length=4000)
    official = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="findings")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(conclusion=Conclusion.CONDITIONAL, conditions=""),
                name="permits_finding_conditions_named",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_conclusion_display()}"

    @property
    def allows_trade(self) -> bool:
        """Whether a permit may be granted on it."""
        return self.conclusion != Conclusion.NEGATIVE
