"""Security paper and stamps: a permit printed over the form, the test page, and stamps that go on no permit."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cites.accounts.access import SignedInRequest, posted, requires
from cites.accounts.models import Role
from cites.permits.documents.overlay import render_test_page
from cites.permits.errors import CannotPrint, NotForPaper
from cites.permits.forms.stamps import EndedStampsForm
from cites.permits.models import StampFate
from cites.permits.queries.stamps import PRINTERS, stamps, uses_stamps
from cites.permits.rules.stamps import FaultyStamps
from cites.permits.services.printing import print_on_paper
from cites.permits.services.stamps import end_stamps
from cites.permits.views.permits import file_name, visible_permit
from localization.sentences import sentence_of
from tenants.kept import forget_kept, kept_initial

_SHOWN = 200


@require_POST
@requires(*PRINTERS)
def overlay(request: SignedInRequest, number: str) -> HttpResponse:
    """The data of a permit for security paper, as PDF."""
    permit = visible_permit(number, request.user)
    try:
        pdf = print_on_paper(permit=permit, official=request.user)
    except (NotForPaper, CannotPrint) as error:
        messages.error(request, sentence_of(error))
        return redirect("permit", permit.number)
    return _pdf(pdf, file_name(permit, _("paper")))


@never_cache
@require_safe
@requires(*PRINTERS, Role.PARTY_ADMINISTRATOR)
def test_page(request: SignedInRequest) -> HttpResponse:
    """The frames of the form with rulers, as PDF."""
    name = _("test page")
    return _pdf(render_test_page(), f"{name}.pdf")


@requires(*PRINTERS)
def stamp_list(request: SignedInRequest) -> HttpResponse:
    """The stamps of which something became, and a form for those that were spoilt or lost."""
    if not uses_stamps():
        raise Http404(_("This country uses no security stamps."))
    form = EndedStampsForm(posted(request), initial=kept_initial(request))
    if request.method == "POST" and form.is_valid() and _ended(request, form):
        forget_kept(request)
        return redirect("stamps")
    facts = {"form": form, "stamps": stamps()[:_SHOWN]}
    return render(request, "permits/stamps.html", facts, status=422 if form.errors else 200)


def _ended(request: SignedInRequest, form: EndedStampsForm) -> bool:
    said = form.cleaned_data
    try:
        end_stamps(numbers=said["numbers"], fate=StampFate(said["fate"]), reason=said["reason"], official=request.user)
    except FaultyStamps as error:  # somebody was quicker
        form.add_error("numbers", sentence_of(error))
        return False
    messages.success(request, _("It is written down."))
    return True


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name) or "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
