"""Blocks: who may not send new applications, why, and when that was lifted. Rows are only ever added."""

from typing import cast

from django.conf import settings
from django.db import models

from cites.accounts.models.people import Organisation, User
from kernel import clock
from tenants.models import AppendOnly


class Block(AppendOnly):
    """A person or an organisation may not send new applications from the first day on.

    The last day counts too; without one there is no end until it is lifted.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="blocks"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="blocks"
    )
    reason = models.TextField()
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="accounts_block_of_a_person_or_an_organisation",
                condition=models.Q(person=None) ^ models.Q(organisation=None),
            ),
            models.CheckConstraint(
                name="accounts_block_ends_no_sooner_than_it_begins",
                condition=models.Q(last_day=None) | models.Q(last_day__gte=models.F("first_day")),
            ),
            models.CheckConstraint(
                name="accounts_block_placed_by_another",
                condition=models.Q(person=None) | ~models.Q(placed_by=models.F("person")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.first_day}"

    @property
    def whose(self) -> User | Organisation:
        """The person or the organisation that is blocked."""
        return cast("User | Organisation", self.person or self.organisation)

    @property
    def name(self) -> str:
        """What the person or the organisation is called."""
        return str(self.whose)


class BlockLift(AppendOnly):
    """The end of a block before its last day, with the reason."""

    block = models.OneToOneField(Block, on_delete=models.PROTECT, related_name="lift")
    reason = models.TextField()
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.block}, {self.lifted_at:%Y-%m-%d}"
