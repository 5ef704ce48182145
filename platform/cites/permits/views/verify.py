"""The public page to which the QR leads: what a permit is good for, and nothing personal."""

from typing import Any
from urllib.parse import quote

from django.http import HttpResponse, HttpResponseRedirect
from django.http.request import HttpRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cites.look.status import BAD, appearance
from cites.permits.forms.verify import VerifyForm
from cites.permits.limits import may_be_told
from cites.permits.models import EventKind, Permit
from cites.permits.queries.permits import PermitState, shown_state, state_of
from cites.permits.queries.verification import LIVE_DOUBTS, UNKNOWN, Verified, verified
from cites.permits.words import (
    batch_words,
    destination_words,
    exercise_words,
    export_words,
    issuer_of,
    no_permit_words,
    place_name,
    rows_of_lines,
    state_words,
)
from localization.formats import format_date
from tenants.context import current_party


@never_cache
@require_safe
def verify_form(request: HttpRequest) -> HttpResponse:
    """Ask for the code; a typed one leads to the address that the QR has."""
    if "code" not in request.GET:
        return render(request, "permits/verify_form.html", {"form": VerifyForm()})
    form = VerifyForm(request.GET)
    if not form.is_valid():
        return render(request, "permits/verify_form.html", {"form": form}, status=422)
    return _to_permit(form)


def _to_permit(form: VerifyForm) -> HttpResponseRedirect:
    code = "".join(form.cleaned_data["code"].split()).replace("/", "") or "-"
    answer = redirect("verify-code", code)
    if number := form.cleaned_data["number"]:
        answer["Location"] += f"?number={quote(''.join(ch for ch in number if ch.isalnum() or ch == '/'))}"
    return answer


@never_cache
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Say what the permit of a QR's token, or of the printed code, is worth today; 404 where there is no such permit.

    In a practice twin every answer is that it is a specimen, whatever the code.
    """
    found = _asked_for(request, code)
    if not may_be_told(request, code, found):
        return too_fast(request)
    if current_party().practice:
        return specimen(request, found.permit)
    doubts = [gettext(LIVE_DOUBTS[doubt]) for doubt in found.doubts]
    if found.permit is None:
        title, sentence = no_permit_words(found.state)
        told = {"title": title, "sentence": sentence, "doubts": doubts, "kind": BAD}
        return render(request, "permits/verify_unknown.html", told, status=404)
    return render(request, "permits/verify.html", facts_of(found.permit) | {"doubts": doubts})


def _asked_for(request: HttpRequest, code: str) -> Verified:
    found = verified(code)
    number = "".join(request.GET.get("number", "").split()).upper()
    return Verified(UNKNOWN) if found.permit and number and number != found.permit.number else found


def too_fast(request: HttpRequest) -> HttpResponse:
    """Ask to wait a minute."""
    slow = render(request, "permits/verify_slow.html", status=429)
    slow["Retry-After"] = "60"
    return slow


def specimen(request: HttpRequest, permit: Permit | None) -> HttpResponse:
    """Say that it is a practice twin's, and for what it stands in the exercise."""
    facts = {**facts_of(permit), "exercise": exercise_words(state_of(permit))} if permit else {}
    facts |= {"state_words": state_words(PermitState.SPECIMEN), "kind": appearance(PermitState.SPECIMEN)[0]}
    return render(request, "permits/verify_specimen.html", facts, status=200 if permit else 404)


def facts_of(permit: Permit) -> dict[str, Any]:
    """Return what anybody may read of a permit."""
    language = get_language() or "en"
    state = shown_state(permit)
    return {
        "permit": permit,
        "state": state,
        "state_words": state_words(state),
        "kind": appearance(state)[0],
        "destination": destination_words(permit, language),
        "exporting_country": export_words(permit, language),
        "issuing_country": place_name(issuer_of(permit), language),
        "batch": batch_words(permit),
        "rows": rows_of_lines(permit, language),
        "since": _since(permit, state, language),
        "was_lost": state is not PermitState.LOST and any(each.kind == EventKind.LOST for each in permit.events.all()),
    }


def _since(permit: Permit, state: PermitState, language: str) -> str:
    kinds = {
        PermitState.CANCELLED: EventKind.CANCELLED,
        PermitState.LOST: EventKind.LOST,
        PermitState.REPLACED: EventKind.REPLACED,
        PermitState.USED: EventKind.USED,
        PermitState.HANDED_BACK: EventKind.HANDED_BACK,
    }
    wanted = kinds.get(state)
    at = next((event.at for event in permit.events.all() if event.kind == wanted), None)
    return format_date(timezone.localtime(at).date(), language) if at else ""
