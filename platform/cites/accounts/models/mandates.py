"""Mandates: whom an agent may act for, from when until when, and for which documents."""

from datetime import date
from typing import cast

from django.conf import settings
from django.db import models

from cites.accounts.models.people import Organisation, User
from kernel import clock


class Mandate(models.Model):
    """A trader, for themself or for their organisation, lets an agent act from the first to the last day.

    ``document_types`` are the keys of the documents that it covers; none means all. A mandate that was withdrawn stays
    and says so.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mandates_held")
    document_types = models.JSONField(default=list)
    first_day = models.DateField()
    last_day = models.DateField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=clock.now)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="accounts_mandate_of_a_person_or_an_organisation",
                condition=models.Q(person=None) ^ models.Q(organisation=None),
            ),
            models.CheckConstraint(
                name="accounts_mandate_ends_no_sooner_than_it_begins",
                condition=models.Q(last_day__gte=models.F("first_day")),
            ),
            models.CheckConstraint(
                name="accounts_mandate_given_to_somebody_else",
                condition=~models.Q(agent=models.F("given_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.agent}"

    @property
    def name(self) -> str:
        """What the person or the organisation is called for whom the agent acts."""
        return str(cast("User | Organisation", self.person or self.organisation))

    def covers(self, document_type: str) -> bool:
        """Tell whether it is for that document."""
        return not self.document_types or document_type in self.document_types

    def is_in_force(self, day: date) -> bool:
        """Tell whether the agent may act by it on that day."""
        return self.withdrawn_at is None and self.first_day <= day <= self.last_day
