"""What an authority found, in writing and for good."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cites.permits.models.application import Application
from cites.permits.models.codes import Conclusion, FindingKind, conclusion_words
from cites.permits.models.standing_finding import StandingFinding
from kernel import clock
from tenants.models import AppendOnly


class Finding(AppendOnly):
    """One finding on a case; later ones of the same kind take its place, and all are kept."""

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
    evidence = models.TextField(_("evidence"), max_length=2000, blank=True, default="", db_default="")
    # The places of the lines that it is about. Before findings of each kind were kept nothing was said: all that its
    # authority had to find.
    lines = models.JSONField(_("lines"), null=True, blank=True)
    # The standing finding that was taken over for this case, if any.
    standing = models.ForeignKey(
        StandingFinding, on_delete=models.PROTECT, null=True, blank=True, related_name="adoptions"
    )
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

    def get_conclusion_display(self) -> str:  # type: ignore[no-redef]
        """How it comes out, in the reader's language; of detriment it is said otherwise than of the rest."""
        return conclusion_words(self.kind, self.conclusion)

    def is_about(self, position: int) -> bool:
        """Whether it speaks of the line at that place."""
        return self.lines is None or position in self.lines

    @property
    def allows_trade(self) -> bool:
        """Whether a permit may be granted on it."""
        return self.conclusion != Conclusion.NEGATIVE
