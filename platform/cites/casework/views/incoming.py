"""The import desk: checks of papers of other States, kept for good, corrected by others, accepted for a reason."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cites.accounts.access import SignedInRequest, posted, requires
from cites.casework.forms.incoming import AcceptanceForm, CheckForm, initial_of
from cites.casework.queries.casefile import application_for_official
from cites.casework.queries.incoming import (
    answers_of_check,
    data_of_check,
    lines_of_check,
    rows_of_check,
    said_of_application,
    shown_checks,
    shown_questions,
)
from cites.casework.rules import AUTHORITY_ASKERS, CHECK_ACCEPTERS, CHECK_READERS, CHECKERS, Part
from cites.casework.views.posted import key_for_page
from cites.permits.check_errors import UnknownPaperCheck
from cites.permits.models import Application, PaperCheck
from cites.permits.queries.incoming import said_of
from cites.permits.queries.paper_checks import open_questions, paper_check, recent_checks, to_accept
from cites.permits.rules.incoming_facts import Outcome
from cites.permits.services.paper_checks import accept_paper, keep_check
from cites.permits.verification_texts import LANGUAGES
from cites.permits.verifying_words import refused_text_for
from kernel.errors import DomainError
from localization.sentences import sentence_of
from tenants.kept import forget_kept, kept_initial


@require_safe
@requires(*CHECK_READERS)
def check_list(request: SignedInRequest) -> HttpResponse:
    """The questions that are open, and the latest checks."""
    shown = {
        "questions": shown_questions(open_questions()),
        "checks": shown_checks(recent_checks()),
        "may_check": request.user.has_role(*CHECKERS),
    }
    return render(request, "incoming/list.html", shown)


@requires(*CHECKERS)
def new_check(request: SignedInRequest) -> HttpResponse:
    """Check a paper: any, or the one that a case rests on where the address names that."""
    application = _application(request)
    known = initial_of(said_of_application(application)) if application else {}
    lines = application.lines.count() if application else 1
    return _check(request, known, lines, application=application)


@requires(*CHECKERS)
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Check a paper once more, from what was typed before; the earlier check is kept, and counts no more."""
    earlier = _found(pk)
    if hasattr(earlier, "correction"):
        return redirect("incoming-check", earlier.correction.pk)
    said = said_of(earlier)
    return _check(request, initial_of(said), len(said.lines), corrects=earlier)


@require_safe
@requires(*CHECK_READERS)
def check(request: SignedInRequest, pk: int) -> HttpResponse:
    """One check: what it comes to and why, what was seen, and what became of it."""
    return _page(request, _found(pk), AcceptanceForm())


@require_POST
@requires(*CHECK_ACCEPTERS)
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Accept a paper although a rule speaks against it, for a reason."""
    found, form = _found(pk), AcceptanceForm(request.POST)
    if form.is_valid():
        try:
            accept_paper(pk=pk, reason=form.cleaned_data["reason"], official=request.user)
        except DomainError as error:
            form.add_error(None, sentence_of(error))
        else:
            messages.success(request, _("The paper is accepted, with your reason."))
            return redirect("incoming-check", pk)
    return _page(request, found, form, status=422)


def _check(
    request: SignedInRequest,
    known: dict[str, Any],
    lines: int,
    *,
    application: Application | None = None,
    corrects: PaperCheck | None = None,
) -> HttpResponse:
    kept = kept_initial(request)
    number = _number(request.POST or kept) or lines
    if request.POST.get("do") == "line":
        form = CheckForm(initial=_typed(request.POST), lines=number + 1)
        return _form_page(request, form, application, corrects)
    form = CheckForm(posted(request), initial={**known, **kept}, lines=number)
    if request.method == "POST" and form.is_valid():
        try:
            made = keep_check(
                said=form.said,
                official=request.user,
                key=key_for_page(request),
                application=application,
                corrects=corrects.pk if corrects else None,
            )
        except DomainError as error:
            form.add_error(None, sentence_of(error))
        else:
            forget_kept(request)
            messages.success(request, _("The check is kept."))
            return redirect("incoming-check", made.pk)
    return _form_page(request, form, application, corrects)


def _form_page(
    request: SignedInRequest, form: CheckForm, application: Application | None, corrects: PaperCheck | None
) -> HttpResponse:
    back = reverse("case", args=[application.reference]) if application else reverse("incoming")
    shown = {
        "form": form,
        "key": key_for_page(request),
        "application": application,
        "corrects": corrects,
        "back": reverse("incoming-check", args=[corrects.pk]) if corrects else back,
    }
    return render(request, "incoming/form.html", shown, status=422 if form.errors else 200)


def _page(request: SignedInRequest, found: PaperCheck, form: AcceptanceForm, status: int = 200) -> HttpResponse:
    (shown,) = shown_checks([found])
    is_over, person = hasattr(found, "correction"), request.user
    may_ask, spoken = person.has_role(*AUTHORITY_ASKERS), _language()
    is_refused = shown.outcome is Outcome.STOP and not is_over
    facts = {
        "check": found,
        "shown": shown,
        "rows": rows_of_check(found),
        "answers": answers_of_check(found),
        "lines": lines_of_check(found),
        "reasons": found.said,
        "taxa": found.taxa,
        "questions": shown_questions(found.verifications.prefetch_related("entries")),
        "is_over": is_over,
        "may_accept": bool(to_accept(found)) and not is_over and person.has_role(*CHECK_ACCEPTERS),
        "may_correct": not is_over and person.has_role(*CHECKERS),
        "may_ask": may_ask,
        "data_kept": data_of_check(found),
        "for_secretariat": refused_text_for(found, spoken) if is_refused and may_ask else "",
        "language": spoken,
        "form": form,
    }
    return render(request, "incoming/check.html", facts, status=status)


def _language() -> str:
    """Return the reader's language where it is one of the Convention's, else English."""
    spoken = (get_language() or "en")[:2]
    return spoken if spoken in LANGUAGES else "en"


def _found(pk: int) -> PaperCheck:
    try:
        return paper_check(pk)
    except UnknownPaperCheck:
        raise Http404 from None


def _application(request: SignedInRequest) -> Application | None:
    reference = request.GET.get("case", "")[:40]
    if not reference:
        return None
    application, parts = application_for_official(reference, request.user)
    if Part.INCOMING not in parts:
        raise Http404
    return application


def _number(given: Any) -> int:
    """How many lines the page had; nothing where it does not say."""
    said = str(given.get("lines", ""))
    return int(said) if said.isdecimal() and len(said) < 4 else 0


def _typed(given: QueryDict) -> dict[str, Any]:
    """What was typed so far, for a page with one line more."""
    return {**given.dict(), "doubts": given.getlist("doubts")}
