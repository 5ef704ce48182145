"""The page on which a body outside answers: it needs no sign-in, for the link and the code are the proof."""

from functools import partial
from http import HTTPStatus
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cites.accounts.access import posted
from cites.casework.downloads import download
from cites.casework.forms.bodies import BodyAnswerForm, CodeForm
from cites.casework.limits import ANSWERING
from cites.casework.queries.bodies import papers_shared, shared_parts
from cites.casework.queries.history import authority_name
from cites.casework.views.posted import key_for_page
from cites.permits.models import Application
from cites.permits.queries.applications import application_of
from localization.middleware import answer_in
from workflows.bodies.answering import answer_request, try_code
from workflows.bodies.queries import answer_of, find_by_token, state_now
from workflows.bodies.rules import BodyState
from workflows.errors import RequestNotOpen
from workflows.models import BodyRequest

_SHOWN: Final = "body_requests_shown"  # in the session: which requests this browser has shown the code of
_GONE: Final = {
    BodyState.WITHDRAWN: HTTPStatus.GONE,
    BodyState.CASE_CLOSED: HTTPStatus.GONE,
    BodyState.EXPIRED: HTTPStatus.GONE,
    BodyState.LOCKED: HTTPStatus.LOCKED,
}


@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for the code, show the question, and take the answer once; then show what was sent.

    The page speaks the language of the mails, unless its reader chooses another.
    """
    found = find_by_token(token)
    if found is None:
        return _answer(request, token, None)
    return answer_in(request, found.language, partial(_answer, request, token, found))


def _answer(request: HttpRequest, token: str, found: BodyRequest | None) -> HttpResponse:
    state = state_now(found) if found else None
    if found is None or not _has_shown(request, found):
        response = _closed(request, state) if state in _GONE else _at_the_door(request, token)
    elif state is BodyState.ANSWERED:
        response = _answered(request, found, unsent=request.POST.get("text", ""))
    elif state in _GONE and state is not BodyState.LOCKED:
        response = _closed(request, state, unsent=request.POST.get("text", ""))
    else:
        response = _inside(request, token, found)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@never_cache
@require_safe
def paper(request: HttpRequest, token: str, attachment: int) -> HttpResponseBase:
    """A paper of the case that the officer lets the body see, while its answer is waited for."""
    found = find_by_token(token)
    if found is None or not _has_shown(request, found) or not state_now(found).is_waiting:
        raise Http404(_("There is no such paper."))
    papers = {paper.pk: paper for paper in papers_shared(application_of(found.case), found)}
    return download(papers.get(attachment))


def _at_the_door(request: HttpRequest, token: str) -> HttpResponse:
    """The code is asked for; a link that leads nowhere looks the same."""
    if ANSWERING.is_too_fast(request):
        return _code_page(request, CodeForm(), HTTPStatus.TOO_MANY_REQUESTS, slow=True)
    form = CodeForm(request.POST if "code" in request.POST else None)
    if not form.is_valid():
        return _code_page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK)
    knock = try_code(token=token, code=form.cleaned_data["code"])
    if knock.request is None:
        ANSWERING.count_wrong(request)
        if knock.state in _GONE:
            return _closed(request, knock.state)
        form.add_error(
            "code",
            _("This link and this code do not belong together. Check both. The newest code counts."),
        )
        return _code_page(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    _note_shown(request, knock.request)
    if text := request.POST.get("text", ""):
        return _question(request, knock.request, BodyAnswerForm(initial={"text": text}), HTTPStatus.OK)
    return redirect("body-answer", token)


def _inside(request: HttpRequest, token: str, found: BodyRequest) -> HttpResponse:
    given = posted(request)
    form = BodyAnswerForm(given, request.FILES if given is not None else None)
    if given is None or not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
        return _question(request, found, form, status)
    try:
        facts = form.cleaned_data
        answer_request(request=found.pk, text=facts["text"], files=facts["attachments"], key=key_for_page(request))
    except RequestNotOpen:
        found = BodyRequest.objects.select_related("case", "answer", "asked_by").get(pk=found.pk)
        if answer_of(found):
            return _answered(request, found, unsent=form.cleaned_data["text"])
        return _closed(request, state_now(found), unsent=form.cleaned_data["text"])
    return redirect("body-answer", token)


def _code_page(request: HttpRequest, form: CodeForm, status: int, *, slow: bool = False) -> HttpResponse:
    shown = {"form": form, "slow": slow, "text": request.POST.get("text", ""), "authority": authority_name()}
    response = render(request, "answering/code.html", shown, status=status)
    if slow:
        response["Retry-After"] = "60"
    return response


def _question(request: HttpRequest, found: BodyRequest, form: BodyAnswerForm, status: int) -> HttpResponse:
    application: Application = application_of(found.case)
    shown = {
        "asked": found,
        "form": form,
        "shared": shared_parts(application, found.parts),
        "papers": papers_shared(application, found),
        "token": request.resolver_match.kwargs["token"] if request.resolver_match else "",
        "key": key_for_page(request),
        "authority": authority_name(),
    }
    return render(request, "answering/question.html", shown, status=status)


def _answered(request: HttpRequest, found: BodyRequest, *, unsent: str) -> HttpResponse:
    """What was sent, and no form; what somebody typed besides is given back to them."""
    sent = answer_of(found)
    typed = unsent if sent and request.method == "POST" and request.POST.get("key", "") != sent.key else ""
    shown: dict[str, Any] = {"asked": found, "answer": sent, "unsent": typed, "authority": authority_name()}
    return render(request, "answering/sent.html", shown, status=HTTPStatus.CONFLICT if typed else HTTPStatus.OK)


def _closed(request: HttpRequest, state: BodyState | None, *, unsent: str = "") -> HttpResponse:
    """Why nothing can be answered here, to whoever has the right link; nothing of the case."""
    shown = {"state": str(state), "unsent": unsent, "authority": authority_name()}
    status = _GONE.get(state, HTTPStatus.GONE) if state else HTTPStatus.GONE
    return render(request, "answering/closed.html", shown, status=status)


def _has_shown(request: HttpRequest, found: BodyRequest) -> bool:
    """Whether this browser has shown the code that holds now."""
    shown: dict[str, int] = request.session.get(_SHOWN, {})
    return bool(found.code_digest) and shown.get(str(found.pk)) == found.code_number


def _note_shown(request: HttpRequest, found: BodyRequest) -> None:
    request.session.cycle_key()
    request.session[_SHOWN] = {**request.session.get(_SHOWN, {}), str(found.pk): found.code_number}
