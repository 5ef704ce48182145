"""The public halves of all Parties' signing keys, for the front door, whose login reads nothing of a Party."""

from django.db import models
from django.db.models import Q

from tenants.models.party import Party


class PublishedKey(models.Model):
    """A copy of what a Party's own schema says of one of its keys; the owner writes it, and it goes with the Party.

    The database refuses the name of a practice key here.
    """

    login_may = ("SELECT",)

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="published_keys")
    kid = models.CharField(max_length=40, unique=True)
    jwk = models.JSONField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["kid"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kid__regex=r"^[A-Z]{2}-[0-9]{4}-[1-9][0-9]*$"), name="published_key_of_a_real_party"
            )
        ]

    def __str__(self) -> str:
        return self.kid
