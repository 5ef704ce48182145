"""Why a step was not taken: the person may not, the case has moved on, or something is missing."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from cites.accounts.access import SignedInRequest
from cites.casework.queries.applications import taxa_of
from cites.casework.queries.history import Event, authority_name, office_history, steps_since
from cites.casework.views.posted import posted_version
from cites.casework.views.step_page import Side
from cites.permits.rules.catalogue import RULES
from kernel.reasons import Reason
from kernel.text import gettext_noop
from workflows.actions import actions
from workflows.models import Case
from workflows.offers import reason_against_verb_here
from workflows.queries import CaseNow

FORBIDDEN_CODES = frozenset({"wrong_role", "not_the_applicant", "own_application", "duty_conflict", "refused_by_you"})


def not_offered(request: SignedInRequest, case: Case, verb: str, side: Side) -> HttpResponse:
    """Say why: an unknown verb and a missing role get their own answers. What was written is given back."""
    if verb not in actions:
        return _told(request, side, 404, _("There is no such step"), reasons=[])
    written = typed(_posted_form(request, case, verb))
    if CaseNow(case).find_way(verb) is None:
        return refused(request, case, [reason_against_verb_here(case, verb)], side, typed=written)
    reason = Reason("wrong_role", gettext_noop("Your role does not allow this"))
    return refused(request, case, [reason], side, typed=written)


def _posted_form(request: SignedInRequest, case: Case, verb: str) -> forms.BaseForm | None:
    """The form of a step that is not possible any more, as it was sent; its files are not kept."""
    form_class = actions.get(verb).form
    if request.method != "POST" or form_class is None:
        return None
    more: dict[str, Any] = {"case": case} if getattr(form_class, "takes_case", False) else {}
    form = form_class(data=request.POST, **more)
    form.full_clean()
    return form


def refused(request: SignedInRequest, case: Case, reasons: list[Reason], side: Side, **more: Any) -> HttpResponse:
    """403 when it is about the person, 409 when the case has moved on, 422 when something is missing."""
    codes = {reason.code for reason in reasons}
    if codes & FORBIDDEN_CODES:
        status, heading = 403, _("You cannot do this")
    elif "wrong_stage" in codes:
        status, heading = 409, _("This is no longer possible")
    else:
        status, heading = 422, _("This is not possible yet")
    taxa = taxa_of(case) if codes & RULES.keys() else []
    return _told(request, side, status, heading, reasons=reasons, taxa=taxa, **more)


def stale(request: SignedInRequest, case: Case, side: Side, form: forms.BaseForm | None) -> HttpResponse:
    """Say what has happened since the page was opened."""
    since = steps_since(case, posted_version(request) or case.version)
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
        typed=typed(form),
    )


def _seen_by_applicant(event: Event) -> Event:
    return Event(_("%(authority)s acted on the application") % {"authority": authority_name()}, event.at)


def typed(form: forms.BaseForm | None) -> list[tuple[str, str]]:
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
