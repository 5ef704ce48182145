"""Requests to bodies outside, for officers of the authorities."""

import secrets
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cites.accounts.access import SignedInRequest, posted, requires
from cites.casework.forms.bodies import BY_MAIL, AskBodyForm, LastDayForm, NewCodeForm
from cites.casework.queries.bodies import (
    papers_shared,
    papers_to_share,
    parts_to_share,
    shared_parts,
    shown_body,
)
from cites.casework.queries.casefile import application_for_official
from cites.casework.rules import BODY_ASKERS, Part
from cites.casework.views.posted import key_for_page
from cites.permits.models import Application
from kernel.errors import DomainError
from localization.sentences import sentence_of
from tenants.context import today
from tenants.kept import forget_kept, kept_initial
from workflows.bodies.asking import Asked, ask_body, renew_code, set_last_day, withdraw_request
from workflows.bodies.queries import requests_of
from workflows.models import BodyRequest

USUAL = timedelta(days=14)


@never_cache
@requires(*BODY_ASKERS)
def ask(request: SignedInRequest, reference: str) -> HttpResponse:
    """Ask a body outside; where the code is told by phone, the answer shows it this once."""
    application, parts = application_for_official(reference, request.user)
    if Part.BODIES not in parts:
        raise Http404
    initial = {"last_day": today() + USUAL, "language": request.user.language, **kept_initial(request)}
    papers = papers_to_share(application, parts)
    form = AskBodyForm(posted(request), initial=initial, parts=parts_to_share(parts), papers=papers)
    if request.method == "POST" and form.is_valid():
        answer = _asked(request, application, form)
        if answer:
            return answer
    shown = {"form": form, "reference": reference, "key": key_for_page(request)}
    return render(request, "casework/body_ask.html", shown, status=422 if form.errors else 200)


def _asked(request: SignedInRequest, application: Application, form: AskBodyForm) -> HttpResponse | None:
    facts, reference = form.cleaned_data, application.reference
    asked = Asked(
        body=facts["body"],
        email=facts["email"],
        language=facts["language"],
        question=facts["question"],
        last_day=facts["last_day"],
        parts=facts["parts"],
        attachments=facts.get("papers", []),
    )
    try:
        made, code = ask_body(
            reference=reference,
            asked=asked,
            by=request.user,
            key=key_for_page(request),
            mails_code=facts["code"] == BY_MAIL,
        )
    except DomainError as error:
        form.add_error("last_day" if error.code == "last_day_out_of_reach" else None, sentence_of(error))
        return None
    forget_kept(request)
    if code:
        return _code_page(request, made, code)
    messages.success(request, _("%(body)s will get a mail.") % {"body": made.body})
    return redirect("case-body", reference, made.pk)


@never_cache
@requires(*BODY_ASKERS)
def body(request: SignedInRequest, reference: str, pk: int) -> HttpResponse:
    """One request: what became of it, another last day, a new code, and taking it back."""
    application, found = _found(request, reference, pk)
    form = LastDayForm(posted(request), initial={"last_day": found.last_day})
    if request.method == "POST" and form.is_valid():
        try:
            set_last_day(request=found.pk, last_day=form.cleaned_data["last_day"], by=request.user)
            messages.success(request, _("The last day has been changed."))
            return redirect("case-body", reference, pk)
        except DomainError as error:
            form.add_error("last_day", sentence_of(error))
    return _page(request, application, found, form=form, status=422 if form.errors else 200)


@require_POST
@never_cache
@requires(*BODY_ASKERS)
def code(request: SignedInRequest, reference: str, pk: int) -> HttpResponse:
    """Make a new code, which is shown this once or mailed."""
    application, found = _found(request, reference, pk)
    form = NewCodeForm(request.POST)
    if not form.is_valid():
        return _page(request, application, found, code_form=form, status=422)
    by_mail = form.cleaned_data["code"] == BY_MAIL
    made = renew_code(request=found.pk, by=request.user, mails_code=by_mail, key=key_for_page(request))
    if made:
        return _code_page(request, found, made)
    messages.success(request, _("A mail brings the new code."))
    return redirect("case-body", reference, pk)


@require_POST
@requires(*BODY_ASKERS)
def withdraw(request: SignedInRequest, reference: str, pk: int) -> HttpResponse:
    """Take the request back; a second click changes nothing."""
    _application, found = _found(request, reference, pk)
    withdraw_request(request=found.pk, by=request.user)
    messages.success(request, _("The request to %(body)s is withdrawn.") % {"body": found.body})
    return redirect("case", reference)


def _found(request: SignedInRequest, reference: str, pk: int) -> tuple[Application, BodyRequest]:
    application, parts = application_for_official(reference, request.user)
    found = requests_of(application.case).filter(pk=pk).first() if Part.BODIES in parts else None
    if found is None:
        raise Http404(_("There is no such request."))
    return application, found


def _page(
    request: SignedInRequest, application: Application, found: BodyRequest, *, status: int, **forms: Any
) -> HttpResponse:
    shown = {
        "reference": application.reference,
        "shown": shown_body(found),
        "shared": shared_parts(application, found.parts),
        "papers": papers_shared(application, found),
        "form": LastDayForm(initial={"last_day": found.last_day}),
        "code_form": NewCodeForm(),
        "key": secrets.token_urlsafe(16),
        **forms,
    }
    return render(request, "casework/body.html", shown, status=status)


def _code_page(request: SignedInRequest, found: BodyRequest, code: str) -> HttpResponse:
    return render(request, "casework/body_code.html", {"request_made": found, "code": code})
