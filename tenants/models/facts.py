"""What operators see of a Party without looking into it: moments, sizes and counts, gathered by the worker."""

from django.db import models

from tenants.models.party import Party


class PartyFacts(models.Model):
    """How one Party stood when somebody last looked; nothing here tells of a case or of a person."""

    login_may = ("SELECT",)

    party = models.OneToOneField(Party, on_delete=models.CASCADE, related_name="facts", primary_key=True)
    size = models.BigIntegerField(default=0)  # bytes of its tables and indexes
    behind = models.IntegerField(default=0)  # migrations that this version has and the Party has not
    last_activity = models.DateTimeField(null=True)
    # How many of each trouble, by the name under which an app registered it.
    troubles = models.JSONField(default=dict)
    gathered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"facts of {self.party_id}"
