"""Days on which an official is away, and the colleague who stands in meanwhile."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel import clock


class Absence(models.Model):
    """An official is away from the first to the last day, both included, as the Party's calendar counts days.

    Why they are away is not asked. A withdrawn absence stays and says so; the others of one person never overlap.
    ``deputy_told_at`` is when nothing was left to do about telling the deputy that they stand in now; where the mail
    server refused their address for good, ``deputy_mail_failed``, and ``deputy_refusal`` is what it said.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="absences")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="stands_in"
    )
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=clock.now)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    deputy_told_at = models.DateTimeField(null=True, blank=True)
    deputy_mail_failed = models.BooleanField(default=False, db_default=False)
    deputy_refusal = models.CharField(max_length=300, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="accounts_absence_ends_no_sooner_than_it_begins",
                condition=models.Q(last_day__gte=models.F("first_day")),
            ),
            models.CheckConstraint(
                name="accounts_absence_deputy_is_somebody_else",
                condition=models.Q(deputy=None) | ~models.Q(deputy=models.F("person")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.first_day} – {self.last_day}"
