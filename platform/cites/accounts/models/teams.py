"""Teams of officials, and who belongs to them."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kernel import clock


class Team(models.Model):
    """Officials who work on the same cases, under a name of the office's own choosing."""

    name = models.CharField(_("name"), max_length=100)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("name"), condition=models.Q(retired_at=None), name="accounts_team_name_taken_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class TeamMembership(models.Model):
    """An official who belongs to a team, or did until they left."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="team_memberships")
    since = models.DateTimeField(default=clock.now)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "person"],
                condition=models.Q(left_at=None),
                name="accounts_teammembership_present_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.team})"
