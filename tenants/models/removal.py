"""A Party that is to go: who asked, and who confirmed."""

from django.db import models

from tenants.models.party import Party


class Removal(models.Model):
    """One wish to remove a Party; it goes with the Party, and what was done stays in the shared trail."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="removals")
    asked_by = models.EmailField()
    asked_at = models.DateTimeField()
    confirmed_by = models.EmailField(blank=True, default="")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["party"], name="removal_once"),
            models.CheckConstraint(
                condition=~models.Q(asked_by=models.F("confirmed_by")), name="removal_confirmed_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"removal of {self.party_id}"
