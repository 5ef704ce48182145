"""One step of a case: the action's own form, then the workflow's answer, whatever it is."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cites.accounts.access import SignedInRequest, requires
from cites.accounts.confirming import ask_to_confirm, has_confirmed
from cites.casework.queries.applications import application_view
from cites.casework.queries.casefile import application_for_official
from cites.casework.queries.stages import Workflows
from cites.casework.queries.step_rows import step_rows
from cites.casework.rules import CASE_READERS, Part
from cites.casework.views.applications import applicants_only
from cites.casework.views.posted import key_for_page, posted_key, posted_version
from cites.casework.views.step_page import Side, page_with_text, step_form, step_page
from cites.casework.views.step_refusals import FORBIDDEN_CODES, not_offered, refused, stale, typed
from kernel.errors import DomainError
from localization.sentences import sentence_of
from tenants.kept import forget_kept
from workflows.errors import ActionRefused, StaleCase
from workflows.models import Case
from workflows.offers import Offer, steps_open_to
from workflows.services import perform


@applicants_only
def applicant_step(request: SignedInRequest, reference: str, verb: str) -> HttpResponse:
    """A step by the applicant: submit, answer, withdraw."""
    application = application_view(reference, request.user).application
    side = Side(reverse("application", args=[reference]), _("Back to the application"), is_office=False)
    return _step(request, application.case, verb, side)


@requires(*CASE_READERS)
def office_step(request: SignedInRequest, reference: str, verb: str) -> HttpResponse:
    """A step by an official."""
    application, parts = application_for_official(reference, request.user)
    rows = step_rows(application) if Part.LINES in parts else []
    side = Side(reverse("case", args=[reference]), _("Back to the case"), is_office=True, rows=rows)
    return _step(request, application.case, verb, side)


def _step(request: SignedInRequest, case: Case, verb: str, side: Side) -> HttpResponse:
    done = _done_before(request, case, verb, side)
    if done:
        return done
    offer = next((one for one in steps_open_to(case, request.user) if one.action.name == verb), None)
    if offer is None:
        return not_offered(request, case, verb, side)
    if request.method != "POST":
        return _ask(request, case, offer, side)
    if request.POST.get("do") == "insert":
        return page_with_text(request, case, offer, side)
    form = step_form(offer, case, request)
    if form is not None and not form.is_valid():
        return _incomplete(request, case, offer, side, form)
    if offer.action.signs and not has_confirmed(request):
        return ask_to_confirm(request, request.user)
    return _perform(request, case, offer, side, form)


def _done_before(request: SignedInRequest, case: Case, verb: str, side: Side) -> HttpResponse | None:
    """A second click on the same button leads to the same result as the first."""
    key = posted_key(request)
    if not key or not case.steps.filter(key=key, verb=verb, actor=request.user).exists():
        return None
    return redirect(side.back)


def _ask(request: SignedInRequest, case: Case, offer: Offer, side: Side) -> HttpResponse:
    if offer.reasons:
        return refused(request, case, offer.reasons, side)
    return step_page(request, case, offer, side, step_form(offer, case, request), status=200)


def _incomplete(request: SignedInRequest, case: Case, offer: Offer, side: Side, form: forms.BaseForm) -> HttpResponse:
    """The form again with all that is wrong: what was left out, and what speaks against the step itself."""
    if FORBIDDEN_CODES & {reason.code for reason in offer.reasons}:
        return refused(request, case, offer.reasons, side, typed=typed(form))
    for reason in offer.reasons:
        form.add_error(None, sentence_of(reason))
    return step_page(request, case, offer, side, form, status=422)


def _perform(
    request: SignedInRequest, case: Case, offer: Offer, side: Side, form: forms.BaseForm | None
) -> HttpResponse:
    try:
        perform(
            case_reference=case.reference,
            verb=offer.action.name,
            actor=request.user,
            data=getattr(form, "cleaned_data", {}),
            version=posted_version(request),
            key=key_for_page(request),
        )
    except StaleCase:
        return stale(request, case, side, form)
    except ActionRefused as error:
        return refused(request, case, error.reasons, side, typed=typed(form))
    except DomainError as error:
        if form is None:
            form = forms.Form(request.POST)
        form.add_error(None, sentence_of(error))
        return step_page(request, case, offer, side, form, status=422)
    forget_kept(request)
    messages.success(request, _done_words(offer, case))
    return redirect(side.back)


def _done_words(offer: Offer, case: Case) -> str:
    case = Case.objects.get(pk=case.pk)  # as it is now that the step is done
    return _("Done: %(deed)s. %(reference)s is now at “%(stage)s”.") % {
        "deed": offer.label,
        "reference": case.reference,
        "stage": Workflows().stage_name(case),
    }
