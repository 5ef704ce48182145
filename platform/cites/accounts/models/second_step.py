"""Second steps that two people take away together from somebody who lost theirs."""

from datetime import datetime

from django.conf import settings
from django.db import models

from kernel import clock


class SecondStepReset(models.Model):
    """One official proposes to reset the second step of a person, and another confirms it until it expires.

    The three are different people. What was confirmed or withdrawn stays and says so.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="second_step_resets")
    reason = models.TextField()
    identity_check = models.TextField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="accounts_secondstepreset_proposed_by_another",
                condition=~models.Q(proposed_by=models.F("person")),
            ),
            models.CheckConstraint(
                name="accounts_secondstepreset_confirmed_by_a_third",
                condition=models.Q(confirmed_by=None)
                | (~models.Q(confirmed_by=models.F("person")) & ~models.Q(confirmed_by=models.F("proposed_by"))),
            ),
            models.CheckConstraint(
                name="accounts_secondstepreset_confirmed_or_withdrawn",
                condition=models.Q(confirmed_at=None) | models.Q(withdrawn_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.proposed_at:%Y-%m-%d}"

    def is_open(self, moment: datetime | None = None) -> bool:
        """Tell whether it may still be confirmed at that moment (now, where none is given)."""
        return self.confirmed_at is None and self.withdrawn_at is None and self.expires_at > (moment or clock.now())
