"""A permit for its applicant and for officials: its facts, and its PDF."""

from io import BytesIO

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cites.accounts.access import SignedInRequest, signed_in
from cites.accounts.models import Role, User
from cites.look.status import appearance
from cites.permits.crossing_words import rows_abroad, rows_left, shown_crossings
from cites.permits.destination_words import words_for_destination
from cites.permits.documents.handing_out import read_document
from cites.permits.errors import NeverPrinted, UnknownPermit
from cites.permits.models import EventKind, Permit
from cites.permits.queries.copies import may_be_copied
from cites.permits.queries.permits import READERS as _OFFICE
from cites.permits.queries.permits import find_original, is_never_printed, permit_for, shown_state
from cites.permits.queries.retrospective import left_before
from cites.permits.queries.stamps import PRINTERS, find_stamp, may_go_on_paper
from cites.permits.queries.uses import find_use, is_completed_by_holder
from cites.permits.removed import refuse_removed, removed_words
from cites.permits.rules.document_types import comes_in
from cites.permits.words import batch_words, destination_words, export_words, exported_rows, rows_of_lines, state_words

_MANAGEMENT = (Role.MA_OFFICER, Role.MA_SIGNATORY)


@require_safe
@signed_in
def permit_page(request: SignedInRequest, number: str) -> HttpResponse:
    """What the permit says, what became of it, and the way to its PDF."""
    permit = visible_permit(number, request.user)
    language, state = get_language() or "en", shown_state(permit)
    facts = {
        "permit": permit,
        "state_words": state_words(state),
        "state": state,
        "kind": appearance(state)[0],
        "destination": destination_words(permit, language),
        "exporting_country": export_words(permit, language),
        "batch": batch_words(permit),
        "rows": rows_of_lines(permit, language),
        "original": find_original(permit),
        "removed": removed_words(permit.application),
        "is_never_printed": is_never_printed(permit),
        "may_be_copied": may_be_copied(permit),
        "may_go_on_paper": request.user.has_role(*PRINTERS) and may_go_on_paper(permit),
        "stamp": find_stamp(permit),
        "replacement": getattr(permit, "replacement", None),
        "left_on": left_before(permit),
        "loss": next((event for event in permit.events.all() if event.kind == EventKind.LOST), None),
        "endorsement": getattr(permit, "endorsement", None),
        "comes_in": comes_in(permit.document_type),
        "exported": exported_rows(permit, language),
        "crossings": shown_crossings(permit, language),
        "abroad": rows_abroad(permit, language),
        "is_declared_by_holder": is_completed_by_holder(permit),
        "use": find_use(permit) if is_completed_by_holder(permit) else None,
        "left": rows_left(permit, language),
        "is_official": request.user.has_role(*_OFFICE),
        "for_destination": words_for_destination(permit) if request.user.has_role(*_MANAGEMENT) else "",
    }
    return render(request, "permits/permit.html", facts)


@never_cache
@require_safe
@signed_in
def permit_pdf(request: SignedInRequest, number: str) -> HttpResponseBase:
    """The original as PDF; while it is still being made, never will be, or is gone, a page that says so."""
    permit = visible_permit(number, request.user)
    refuse_removed(permit.application)
    document = find_original(permit)
    if is_never_printed(permit):
        return render(request, "permits/never_printed.html", {"permit": permit}, status=NeverPrinted.status)
    if document is None:
        waiting = render(request, "permits/being_made.html", {"permit": permit})
        waiting["Refresh"] = "5"
        return waiting
    file = BytesIO(read_document(document))
    answer = FileResponse(file, content_type="application/pdf", filename=file_name(permit))
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def visible_permit(number: str, person: User) -> Permit:
    """Return the permit of that number; raise Http404 where it is not the person's to see."""
    try:
        return permit_for(number, person)
    except UnknownPermit as error:
        raise Http404(_("There is no such permit.")) from error


def file_name(permit: Permit, *more: str) -> str:
    """Return the name under which a file of a permit is handed out."""
    return f"{'-'.join((permit.number.replace('/', '-'), *more))}.pdf"
