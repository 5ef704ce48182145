"""What both Management Authorities found before a document is granted for specimens that have left: for good."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cites.permits.models.application import Application
from kernel import clock
from tenants.models import AppendOnly


class RetrospectiveFinding(AppendOnly):
    """That the two authorities agree: nobody is to blame, and the trade otherwise complies (Resolution Conf. 12.3).

    A later one takes the place of an earlier one, and both are kept.
    """

    append_only = True

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="retrospective_findings")
    left_on = models.DateField(_("left on"))
    authority = models.CharField(_("Management Authority that was consulted"), max_length=200)
    answered_on = models.DateField(_("day of its answer"))
    answer = models.CharField(_("number of its answer"), max_length=60, blank=True)
    reason = models.CharField(_("reason, as it is printed"), max_length=200)
    official = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(authority="") & ~models.Q(reason=""), name="permits_retrospective_with_a_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(answered_on__gte=models.F("left_on")), name="permits_retrospective_asked_afterwards"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.left_on}"
