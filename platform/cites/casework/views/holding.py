"""Taking one case, giving it to a colleague, putting it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cites.accounts.access import SignedInRequest, posted, requires
from cites.casework.forms.worklist import GiveForm
from cites.casework.holding import hand_over
from cites.casework.queries.casefile import application_for_official
from cites.casework.queries.holders import colleagues_for, holding_of
from cites.casework.rules import CASE_READERS
from kernel.errors import DomainError
from localization.sentences import sentence_of
from tenants.kept import forget_kept, kept_initial
from workflows.holding import put_back, take_case
from workflows.queries import CaseNow


@require_POST
@requires(*CASE_READERS)
def take(request: SignedInRequest, reference: str) -> HttpResponse:
    """Hold the case from now on, so that colleagues see who works on it."""
    application_for_official(reference, request.user)
    try:
        take_case(reference=reference, person=request.user)
        messages.success(request, _("You hold %(reference)s now.") % {"reference": reference})
    except DomainError as error:
        messages.error(request, sentence_of(error))
    return redirect("case", reference)


@require_POST
@requires(*CASE_READERS)
def back(request: SignedInRequest, reference: str) -> HttpResponse:
    """Let go of the case; a second click finds nothing to let go of."""
    application_for_official(reference, request.user)
    if put_back(reference=reference, person=request.user):
        messages.success(request, _("You do not hold %(reference)s any more.") % {"reference": reference})
    return redirect("case", reference)


@requires(*CASE_READERS)
def give(request: SignedInRequest, reference: str) -> HttpResponse:
    """Choose a colleague to hold the case; only who could take its next step may."""
    application, _parts = application_for_official(reference, request.user)
    case = application.case
    holding = holding_of(CaseNow(case), request.user)
    if not holding.may_give:
        raise PermissionDenied
    initial = {"seen": holding.seen, **kept_initial(request)}
    form = GiveForm(posted(request), initial=initial, colleagues=colleagues_for(case, request.user))
    if request.method == "POST" and form.is_valid() and _given(request, reference, form):
        forget_kept(request)
        told = {"name": form.cleaned_data["person"], "reference": reference}
        messages.success(request, _("%(name)s holds %(reference)s now.") % told)
        return redirect("case", reference)
    shown = {"form": form, "reference": reference, "holding": holding}
    return render(request, "casework/give.html", shown, status=422 if form.errors else 200)


def _given(request: SignedInRequest, reference: str, form: GiveForm) -> bool:
    facts = form.cleaned_data
    try:
        hand_over(reference=reference, to=facts["person"], by=request.user, note=facts["note"], seen=form.seen_holders)
    except DomainError as error:
        form.add_error(None, sentence_of(error))
        return False
    return True
