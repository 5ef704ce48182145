"""The pages on which people ask for corrections, officials decide on them, and the administrator erases details."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cites.accounts import errors
from cites.accounts.access import SignedInRequest, posted, requires, signed_in
from cites.accounts.corrections import ask_for_correction, decide_correction, decided_corrections, open_corrections
from cites.accounts.erasure import anonymise_person, cases_under_way
from cites.accounts.forms.corrections import CorrectionDecisionForm, CorrectionForm, ErasureForm
from cites.accounts.models import CorrectionRequest, Outcome, Role, User
from localization.sentences import sentence_of
from tenants.kept import forget_kept, kept_initial

DECIDERS = (Role.MA_OFFICER, Role.PARTY_ADMINISTRATOR)
PAGE_SIZE = 20


@signed_in
def ask(request: SignedInRequest) -> HttpResponse:
    """Ask for a correction."""
    form = CorrectionForm(posted(request), initial=kept_initial(request))
    if request.method == "POST" and form.is_valid():
        ask_for_correction(person=request.user, wanted=form.cleaned_data["wanted"])
        forget_kept(request)
        messages.success(request, _("Your request was sent. The answer will stand on this page."))
        return redirect("personal-data")
    return render(request, "accounts/correction_ask.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@requires(*DECIDERS)
def correction_list(request: SignedInRequest) -> HttpResponse:
    """What waits for a decision, and what was decided."""
    page = Paginator(decided_corrections(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "accounts/corrections.html", {"waiting": open_corrections(), "page": page})


@requires(*DECIDERS)
def correction(request: SignedInRequest, pk: int) -> HttpResponse:
    """One request, and its decision."""
    asked = get_object_or_404(CorrectionRequest.objects.select_related("person", "decided_by"), pk=pk)
    form = CorrectionDecisionForm(posted(request), initial=kept_initial(request))
    if request.method == "POST" and form.is_valid() and _decided(request, asked, form):
        return redirect("corrections")
    return render(
        request, "accounts/correction.html", {"asked": asked, "form": form}, status=422 if form.errors else 200
    )


def _decided(request: SignedInRequest, asked: CorrectionRequest, form: CorrectionDecisionForm) -> bool:
    outcome, answer = Outcome(form.cleaned_data["outcome"]), form.cleaned_data["answer"]
    try:
        decide_correction(asked=asked, outcome=outcome, answer=answer, official=request.user)
    except (errors.OwnCorrection, errors.AlreadyDecided) as error:
        form.add_error(None, sentence_of(error))
        return False
    forget_kept(request)
    messages.success(request, _("%(name)s was told of your answer.") % {"name": asked.person.full_name})
    return True


@requires(Role.PARTY_ADMINISTRATOR)
def erase(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close somebody's account for good and erase their details; what stays, and why, stands on the page."""
    person = get_object_or_404(User, pk=pk, anonymised_at=None)
    form = ErasureForm(posted(request), initial=kept_initial(request))
    if request.method == "POST" and form.is_valid() and _erased(request, person, form):
        return redirect("home")
    shown = {"person": person, "form": form, "cases": cases_under_way(person)}
    return render(request, "accounts/erase.html", shown, status=422 if form.errors else 200)


def _erased(request: SignedInRequest, person: User, form: ErasureForm) -> bool:
    try:
        anonymise_person(person=person, actor=request.user, reason=form.cleaned_data["reason"])
    except (errors.LastAdministrator, errors.OwnErasure, errors.CasesUnderWay) as error:
        form.add_error(None, sentence_of(error))
        return False
    forget_kept(request)
    messages.success(
        request,
        _("The details were erased. In the record the person is called %(name)s now.") % {"name": person.full_name},
    )
    return True
