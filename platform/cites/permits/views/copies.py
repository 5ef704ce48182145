"""The copy of a permit: had made by whoever may see the permit, and handed out as PDF."""

from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cites.accounts.access import SignedInRequest, signed_in
from cites.permits.documents.handing_out import read_document
from cites.permits.errors import NoCopy
from cites.permits.queries.copies import find_copy, is_copy_asked, may_be_copied
from cites.permits.removed import refuse_removed
from cites.permits.services.copies import ask_for_copy
from cites.permits.views.permits import file_name, visible_permit
from localization.sentences import sentence_of


@require_POST
@signed_in
def have_copied(request: SignedInRequest, number: str) -> HttpResponse:
    """Have the copy made, once; then wait for it."""
    permit = visible_permit(number, request.user)
    try:
        ask_for_copy(permit=permit, person=request.user)
    except NoCopy as error:
        messages.error(request, sentence_of(error))
        return redirect("permit", permit.number)
    return redirect("permit-copy", permit.number)


@never_cache
@require_safe
@signed_in
def permit_copy(request: SignedInRequest, number: str) -> HttpResponseBase:
    """The copy as PDF; while it is being made, a page that says so; nothing where nobody asked or none may be had."""
    permit = visible_permit(number, request.user)
    refuse_removed(permit.application)
    if not (is_copy_asked(permit) and may_be_copied(permit)):
        raise Http404(_("There is no copy of this permit."))
    document = find_copy(permit)
    if document is None:
        waiting = render(request, "permits/being_made.html", {"permit": permit, "is_copy": True})
        waiting["Refresh"] = "5"
        return waiting
    name = file_name(permit, _("copy"))
    answer = FileResponse(BytesIO(read_document(document)), content_type="application/pdf", filename=name)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
