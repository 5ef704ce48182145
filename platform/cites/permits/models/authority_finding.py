"""What another authority than the Scientific one found, in writing and for good."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cites.permits.models.application import Application
from cites.permits.models.codes import AuthorityConclusion, ConsultedAuthority
from kernel import clock
from tenants.models import AppendOnly


class AuthorityFinding(AppendOnly):
    """One finding of an authority; a later one of the same authority takes its place, and both are kept."""

    append_only = True

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="authority_findings")
    authority = models.CharField(_("authority"), max_length=12, choices=ConsultedAuthority.choices)
    conclusion = models.CharField(_("conclusion"), max_length=12, choices=AuthorityConclusion.choices)
    conditions = models.TextField(_("conditions"), max_length=500, blank=True)
    reason = models.TextField(_("reasons"), max_length=4000)
    official = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="authority_findings")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(conclusion=AuthorityConclusion.CONDITIONAL, conditions=""),
                name="permits_authority_conditions_named",
            ),
            models.CheckConstraint(
                condition=models.Q(authority__in=ConsultedAuthority.values), name="permits_authority_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_authority_display()}: {self.get_conclusion_display()}"

    @property
    def is_favourable(self) -> bool:
        """Whether the authority has nothing against it, be it under conditions."""
        return self.conclusion != AuthorityConclusion.UNFAVOURABLE
