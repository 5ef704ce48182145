"""Reading requests to bodies outside."""

from django.db.models import QuerySet

from tenants.context import today
from workflows.bodies.rules import BodyState, state_of
from workflows.bodies.secrets import digest_of
from workflows.models import BodyAnswer, BodyRequest, Case


def requests_of(case: Case) -> QuerySet[BodyRequest]:
    """Return what was asked of bodies outside about the case, with answers and mails, oldest first."""
    found = BodyRequest.objects.filter(case=case).select_related("case", "asked_by", "answer")
    return found.prefetch_related("mails", "answer__attachments")


def find_by_token(token: str) -> BodyRequest | None:
    """Return the request to which a link leads, or None."""
    found = BodyRequest.objects.filter(links__digest=digest_of(token))
    return found.select_related("case", "answer", "asked_by").first()


def answer_of(request: BodyRequest) -> BodyAnswer | None:
    """Return the answer, or None while there is none."""
    return getattr(request, "answer", None)


def state_now(request: BodyRequest) -> BodyState:
    """Return the state of the request today, where the Party is."""
    return state_of(
        answered=answer_of(request) is not None,
        withdrawn=request.withdrawn_at is not None,
        case_closed=request.case.closed_at is not None,
        last_day=request.last_day,
        today=today(),
        wrong_codes=request.wrong_codes,
    )
