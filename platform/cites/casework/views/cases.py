"""The page of one case."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cites.accounts.access import SignedInRequest, requires
from cites.casework.queries.casefile import CaseFile, case_file
from cites.casework.queries.holders import holding_of
from cites.casework.queries.operators import ListedOperator, shown_operators
from cites.casework.rules import BODY_ASKERS, CASE_READERS, CHECKERS, NOTE_WRITERS, OPERATOR_READERS
from cites.casework.views.offers import shown_offers
from cites.permits.models import DocumentType
from cites.permits.queries.blocks import blocks_upon_application
from cites.permits.queries.operators import registrations_for
from workflows.queries import CaseNow


@require_safe
@requires(*CASE_READERS)
def case(request: SignedInRequest, reference: str) -> HttpResponse:
    """Everything about one case that the official's roles open, from top to bottom."""
    file = case_file(reference, request.user, page=request.GET.get("page", "1"))
    may_manage = request.user.has_role(*BODY_ASKERS)
    shown = {
        "view": file,
        "parts": {str(part) for part in file.parts},
        "possible": shown_offers(file.possible, "case-step", reference),
        "impossible": shown_offers(file.impossible, "case-step", reference),
        "may_note": request.user.has_role(*NOTE_WRITERS),
        "may_check": request.user.has_role(*CHECKERS),
        "may_manage_bodies": may_manage,
        "may_ask_body": may_manage and not file.application.case.closed_at,
        "waiting": _whose_turn(file),
        "blocks": blocks_upon_application(file.application),
        "registrations": _registrations(file, request),
        "holding": holding_of(CaseNow(file.application.case), request.user),
    }
    return render(request, "casework/case.html", shown)


def _registrations(file: CaseFile, request: SignedInRequest) -> list[ListedOperator]:
    """The registrations of the applicant for the simplified procedure, where the case is about one."""
    is_simplified = file.application.document_type == DocumentType.SIMPLIFIED
    if not (is_simplified and request.user.has_role(*OPERATOR_READERS)):
        return []
    return shown_operators(registrations_for(file.application))


def _whose_turn(file: CaseFile) -> str:
    if file.application.case.closed_at:
        return _("This case is closed.")
    return _("Nothing for you to do: the case is at the stage “%(stage)s”.") % {"stage": file.stage}
