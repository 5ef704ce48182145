"""Which colour and shape each status has; the word always stands beside them."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NEUTRAL, WORKING, ATTENTION, GOOD, BAD, CLOSED = (
    "neutral",
    "working",
    "attention",
    "good",
    "bad",
    "closed",
)

STATUSES: dict[str, tuple[str, str | Promise]] = {
    "draft": (NEUTRAL, _("Draft")),
    "submitted": (WORKING, _("Submitted")),
    "examining": (WORKING, _("Being examined")),
    "question": (ATTENTION, _("Question asked")),
    "returned": (ATTENTION, _("Returned for correction")),
    "amending": (ATTENTION, _("Taken back to be changed")),
    "finding": (WORKING, _("Awaiting finding")),
    "decision": (WORKING, _("Awaiting decision")),
    "payment": (ATTENTION, _("Awaiting payment")),
    "signing": (WORKING, _("Awaiting signature")),
    "issued": (GOOD, _("Issued")),
    "used": (CLOSED, _("Used")),
    "lost": (BAD, _("Reported lost or stolen")),
    "replaced": (BAD, _("Replaced")),
    "cancelled": (BAD, _("Cancelled")),
    "refused": (BAD, _("Refused")),
    "appealed": (WORKING, _("Appealed")),
    "refusal_final": (BAD, _("Refused for good")),
    "withdrawn": (CLOSED, _("Withdrawn")),
    "answered": (GOOD, _("Answered")),
    "locked": (BAD, _("Locked")),
    "registered": (GOOD, _("Registered")),
    "handed_back": (CLOSED, _("Handed back")),
    "valid": (GOOD, _("Valid")),
    "expired": (CLOSED, _("Expired")),
    "specimen": (ATTENTION, _("Specimen")),
    "paid": (GOOD, _("Paid")),
    "unpaid": (ATTENTION, _("To be paid")),
    "partly_paid": (ATTENTION, _("Partly paid")),
    "refunded": (CLOSED, _("Refunded")),
    "pending": (WORKING, _("Pending")),
    "verified": (GOOD, _("Verified")),
    "approved": (GOOD, _("Approved")),
    "active": (GOOD, _("Active")),
    "deactivated": (CLOSED, _("Deactivated")),
    "failed": (BAD, _("Failed")),
    "done": (GOOD, _("Done")),
    "waiting": (NEUTRAL, _("Waiting")),
    "running": (WORKING, _("Running")),
    "reading": (WORKING, _("Being read")),
    "ready": (ATTENTION, _("Read and compared")),
    "applied": (GOOD, _("In force")),
    "abandoned": (CLOSED, _("Abandoned")),
    "onboarding": (WORKING, _("Being brought live")),
    "open": (GOOD, _("Open")),
    "read_only": (ATTENTION, _("Read only")),
    "closed": (CLOSED, _("Closed")),
    "leaving": (BAD, _("Being removed")),
    "maintenance": (BAD, _("In maintenance")),
    "note": (NEUTRAL, _("Note")),
    "error": (BAD, _("Error")),
    "todo": (NEUTRAL, _("To do")),
    "pass": (GOOD, _("Nothing against it")),
    "warn": (ATTENTION, _("Worth a look")),
    "stop": (BAD, _("Not to be accepted")),
    "accepted_anyway": (ATTENTION, _("Accepted for a reason")),
    "to_send": (ATTENTION, _("To be sent")),
    "late": (BAD, _("The last day is over")),
    "confirmed": (GOOD, _("Confirmed")),
    "denied": (BAD, _("Not confirmed")),
    "unanswered": (CLOSED, _("Ended without an answer")),
    "needless": (CLOSED, _("Not needed any more")),
    "signs_now": (GOOD, _("Signs now")),
    "retired": (CLOSED, _("Retired")),
    "revoked": (BAD, _("Revoked")),
    "hard": (BAD, _("Must be put right")),
    "overdrawn": (BAD, _("Overdrawn")),
    "override": (ATTENTION, _("Needs a decision")),
    "warning": (NEUTRAL, _("Worth a look")),
}

MARKS: Final = {
    "used": "spent",
    "expired": "lapsed",
    "handed_back": "returned",
    "replaced": "exchanged",
    "lost": "missing",
}
"""Shapes of their own, so that what became of a permit is told apart also where two ends share a colour."""


def mark_of(key: str) -> str:
    """The shape of a status: its own, or that of its kind."""
    return MARKS.get(str(key).lower(), appearance(key)[0])


def appearance(key: str) -> tuple[str, str | Promise]:
    """The kind (colour and shape) and the word of a status; an unknown one is neutral and speaks for itself."""
    plain = str(key).lower()
    return STATUSES.get(plain, (NEUTRAL, plain.replace("_", " ").capitalize()))
