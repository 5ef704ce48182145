"""`POST /api/verify`: what a permit is worth today, for programs of customs and carriers."""

from datetime import date as Day
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Router, Schema
from pydantic import Field

from cites.permits.documents.tokens import token_lines
from cites.permits.errors import AskedTooOften
from cites.permits.limits import may_be_told
from cites.permits.models import Permit
from cites.permits.queries.verification import LIVE_DOUBTS, Verified, verified

router = Router(tags=["permits"])


class VerifyQuestion(Schema):
    """What is to be checked."""

    token: str = Field(max_length=5000, description="What the QR says, its last part alone, or the code beside it.")


class Line(Schema):
    """One line of a permit, in codes of the Convention; the quantity as a decimal number."""

    name: str
    term: str
    quantity: str
    unit: str
    source: str
    purpose: str
    appendix: str


class Doubted(Schema):
    """One reason for doubt: a word that stays the same, and a sentence in the reader's language."""

    code: str
    message: str


class VerifyAnswer(Schema):
    """What the register says at this moment. Nobody's name is in it, and nothing of a permit that is not confirmed.

    ``state``: valid, used, handed_back, lost, replaced, cancelled, expired, specimen, unknown, forged or unreadable.
    """

    state: str
    number: str | None
    document: str | None
    issued: Day | None
    expires: Day | None
    lines: list[Line]
    reasons: list[Doubted]


@router.post("/verify", response=VerifyAnswer, summary="Is this permit genuine, and what is it worth today?")
def verify(request: HttpRequest, asked: VerifyQuestion) -> dict[str, Any]:
    """Answer from the Party's own register; wrong guesses are counted, and slowed down."""
    found = verified(asked.token)
    if not may_be_told(request, asked.token, found):
        raise AskedTooOften
    return _told(found)


def _told(found: Verified) -> dict[str, Any]:
    reasons = [{"code": str(doubt), "message": gettext(LIVE_DOUBTS[doubt])} for doubt in found.doubts]
    return {"state": found.state, **told_of(found.permit), "reasons": reasons}


def told_of(permit: Permit | None) -> dict[str, Any]:
    """Return what programs are told of a permit: nothing, where there is none."""
    return {
        "number": permit.number if permit else None,
        "document": permit.document_type if permit else None,
        "issued": permit.issued_on if permit else None,
        "expires": permit.valid_until if permit else None,
        "lines": [line._asdict() for line in token_lines(permit, permit.lines.all())] if permit else [],
    }
