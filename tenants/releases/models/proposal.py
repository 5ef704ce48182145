"""Proposals: drafts of a release, kept however unfinished, and never in force."""

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from tenants.releases.parts import with_later_parts


class Proposal(models.Model):
    """One draft on its way to a release: what it started from, what it says now, and what became of it.

    One at a time is open in a Party. ``version`` grows with every change, so that a page that shows an
    older one is noticed.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Being drafted")
        PROPOSED = "proposed", _("Waiting for a second person")
        SENT_BACK = "sent_back", _("Sent back")
        APPROVED = "approved", _("Approved")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    IN_HAND = (State.DRAFT, State.SENT_BACK)
    OPEN = (*IN_HAND, State.PROPOSED)

    base_number = models.IntegerField()
    text = models.TextField()
    version = models.IntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    note = models.TextField(blank=True, default="")
    # The day at whose local midnight it comes into force; none: as soon as it is approved.
    comes_on = models.DateField(null=True)
    # An operator is no person of the Party: where one began or proposed it, here is the address.
    operator = models.EmailField(blank=True, default="")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, default="")
    release_number = models.IntegerField(null=True)
    # What the draft and a newer release both changed, each in its own way, when the draft was brought up to it.
    conflicts = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                Case(When(Q(state__in=["draft", "sent_back", "proposed"]), then=Value(1))), name="one_open_proposal"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved", decided_by=models.F("proposed_by")), name="approved_by_another"
            ),
        ]

    def __str__(self) -> str:
        return f"proposal {self.pk}"

    @property
    def parts(self) -> dict[str, Any]:
        """The parts as the draft has them, as plain data in the order of their files."""
        return with_later_parts(json.loads(self.text))

    @property
    def version_text(self) -> str:
        """The version as an address has it."""
        return str(self.version)

    @property
    def is_in_hand(self) -> bool:
        """Tell whether it may be changed now."""
        return self.state in self.IN_HAND

    @property
    def is_open(self) -> bool:
        """Tell whether it may still become a release."""
        return self.state in self.OPEN


class ProposalChange(models.Model):
    """One saved change of one part: who, when, and the part as it was before; undone ones stay and say so."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="changes")
    # Nothing for the step that brought the whole draft up to a newer release.
    part = models.CharField(max_length=40, blank=True)
    before = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    operator = models.EmailField(blank=True, default="")
    at = models.DateTimeField()
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.part or 'base'} of {self.proposal}"
