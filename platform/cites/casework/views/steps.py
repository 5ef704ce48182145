"""One step of a case: the action's own form, then the workflow's answer, whatever it is."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cites.accounts.access import SignedInRequest, requires
from cites.casework.queries.applications import application_view
from cites.casework.queries.casefile import application_for_official, step_rows
from cites.casework.queries.history import Event, authority_name, office_history, steps_since
from cites.casework.queries.stages import Workflows
from cites.casework.queries.words import Rows
from cites.casework.rules import CASE_READERS, Part
from cites.casework.texts import box_for_texts, texts, words_for
from cites.casework.views.applications import applicants_only
from cites.casework.views.sections import kept_answers
from kernel.errors import DomainError
from kernel.reasons import Reason
from kernel.text import gettext_noop
from localization.sentences import sentence_of
from tenants.kept import forget_kept
from workflows.actions import actions
from workflows.errors import ActionRefused, StaleCase
from workflows.models import Case
from workflows.offers import Offer, reason_against_verb_here, steps_open_to
from workflows.queries import CaseNow
from workflows.services import perform

GRAVE = frozenset({"refuse", "cancel", "withdraw"})
FORBIDDEN_CODES = frozenset({"wrong_role", "not_the_applicant", "own_application", "duty_conflict", "refused_by_you"})


@dataclass(frozen=True)
class Side:
    """From which side a step is taken: where to go back to, and how much of the history may be read."""

    back: str
    back_label: str
    is_office: bool
    rows: Rows = field(default_factory=list)
    """What the case is about, as label and value, above the question."""


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
        return _not_offered(request, case, verb, side)
    if request.method != "POST":
        return _ask(request, case, offer, side)
    if request.POST.get("do") == "insert":
        return _with_text(request, case, offer, side)
    form = _form(offer, case, request)
    if form is not None and not form.is_valid():
        return _incomplete(request, case, offer, side, form)
    return _perform(request, case, offer, side, form)


def _done_before(request: SignedInRequest, case: Case, verb: str, side: Side) -> HttpResponse | None:
    """A second click on the same button leads to the same result as the first."""
    key = _key(request)
    if not key or not case.steps.filter(key=key, verb=verb, actor=request.user).exists():
        return None
    return redirect(side.back)


def _key(request: SignedInRequest) -> str:
    return request.POST.get("key", "")[:80]  # no longer than is kept


def _ask(request: SignedInRequest, case: Case, offer: Offer, side: Side) -> HttpResponse:
    if offer.reasons:
        return _refused(request, offer.reasons, side)
    return _page(request, case, offer, side, _form(offer, case, request), status=200)


def _form(
    offer: Offer, case: Case, request: SignedInRequest, written: dict[str, Any] | None = None
) -> forms.BaseForm | None:
    """The action's form, as it was posted; or with what was ``written`` so far, not looked at yet."""
    form_class = offer.action.form
    if form_class is None:
        return None
    posted = request.method == "POST" and written is None
    given: dict[str, Any] = {"data": request.POST, "files": request.FILES} if posted else {}
    if getattr(form_class, "takes_case", False):
        given["case"] = case
    return form_class(**given, initial=written or kept_answers(request))


def _with_text(request: SignedInRequest, case: Case, offer: Offer, side: Side) -> HttpResponse:
    """The form with all that was written and, below it, the text that was chosen."""
    posted = _form(offer, case, request)
    written = {field.name: field.data for field in posted if field.data} if posted is not None else {}
    name = box_for_texts(offer.action.form) if side.is_office else None
    chosen = request.POST.get("text_kept", "")
    text = texts().filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 18 else None
    if name and text:
        written[name] = "\n\n".join(filter(None, [written.get(name, "").strip(), words_for(text, case.opened_by)]))
    return _page(request, case, offer, side, _form(offer, case, request, written), status=200)


def _incomplete(request: SignedInRequest, case: Case, offer: Offer, side: Side, form: forms.BaseForm) -> HttpResponse:
    """The form again with all that is wrong: what was left out, and what speaks against the step itself."""
    if FORBIDDEN_CODES & {reason.code for reason in offer.reasons}:
        return _refused(request, offer.reasons, side)
    for reason in offer.reasons:
        form.add_error(None, sentence_of(reason))
    return _page(request, case, offer, side, form, status=422)


def _perform(
    request: SignedInRequest, case: Case, offer: Offer, side: Side, form: forms.BaseForm | None
) -> HttpResponse:
    version = request.POST.get("version", "")
    try:
        perform(
            case_reference=case.reference,
            verb=offer.action.name,
            actor=request.user,
            data=getattr(form, "cleaned_data", {}),
            version=int(version) if version.isdecimal() and len(version) < 9 else 0,
            key=_key(request) or secrets.token_urlsafe(16),
        )
    except StaleCase:
        return _stale(request, case, side, form)
    except ActionRefused as error:
        return _refused(request, error.reasons, side, typed=_typed(form))
    except DomainError as error:
        if form is None:
            form = forms.Form(request.POST)
        form.add_error(None, sentence_of(error))
        return _page(request, case, offer, side, form, status=422)
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


def _page(
    request: SignedInRequest, case: Case, offer: Offer, side: Side, form: forms.BaseForm | None, *, status: int
) -> HttpResponse:
    shown = {
        "step": {"label": offer.label, "help": offer.action.help, "grave": offer.action.name in GRAVE},
        "form": form if form is not None else forms.Form(),
        "version": request.POST.get("version") or case.version,
        "key": request.POST.get("key") or secrets.token_urlsafe(16),
        "caption": case.reference,
        "rows": side.rows,
        "draft_key": f"{request.user.pk}{request.path}",
        "back_address": side.back,
        "back_label": side.back_label,
        "texts": texts() if side.is_office and box_for_texts(offer.action.form) else [],
    }
    return render(request, "casework/step.html", shown, status=status)


def _not_offered(request: SignedInRequest, case: Case, verb: str, side: Side) -> HttpResponse:
    """Say why: an unknown verb and a missing role get their own answers."""
    if verb not in actions:
        return _told(request, side, 404, _("There is no such step"), reasons=[])
    if CaseNow(case).find_way(verb) is None:
        return _refused(request, [reason_against_verb_here(case, verb)], side)
    reason = Reason("wrong_role", gettext_noop("Your role does not allow this"))
    return _refused(request, [reason], side)


def _refused(request: SignedInRequest, reasons: list[Reason], side: Side, **more: Any) -> HttpResponse:
    """403 when it is about the person, 409 when the case has moved on, 422 when something is missing."""
    codes = {reason.code for reason in reasons}
    if codes & FORBIDDEN_CODES:
        status, heading = 403, _("You cannot do this")
    elif "wrong_stage" in codes:
        status, heading = 409, _("This is no longer possible")
    else:
        status, heading = 422, _("This is not possible yet")
    return _told(request, side, status, heading, reasons=reasons, **more)


def _stale(request: SignedInRequest, case: Case, side: Side, form: forms.BaseForm | None) -> HttpResponse:
    version = request.POST.get("version", "")
    since = steps_since(case, int(version) if version.isdecimal() and len(version) < 9 else case.version)
    lead = _("Somebody else has acted on %(reference)s since you opened this page.") % {"reference": case.reference}
    return _told(
        request,
        side,
        409,
        _("The case has moved on"),
        reasons=[],
        lead=lead,
        changes=office_history(since)
        if side.is_office
        else [_seen_by_applicant(event) for event in office_history(since)],
        typed=_typed(form),
    )


def _seen_by_applicant(event: Event) -> Event:
    return Event(_("%(authority)s acted on the application") % {"authority": authority_name()}, event.at)


def _typed(form: forms.BaseForm | None) -> list[tuple[str, str]]:
    """What the person wrote, so that they can copy it."""
    cleaned = getattr(form, "cleaned_data", {}) if form is not None else {}
    return [
        (str(form.fields[name].label or name), text)
        for name, value in cleaned.items()
        if form is not None and name in form.fields
        for text in (value.values() if isinstance(value, dict) else (value,))
        if isinstance(text, str) and text
    ]


def _told(
    request: SignedInRequest, side: Side, status: int, heading: str, *, reasons: list[Reason], **more: Any
) -> HttpResponse:
    shown = {
        "heading": heading,
        "reasons": reasons,
        "back_address": side.back,
        "back_label": side.back_label,
        **more,
    }
    return render(request, "casework/refused.html", shown, status=status)
