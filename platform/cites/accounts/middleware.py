"""Sees to it that officials sign in with two steps, on every page alike, and notes where people were last seen."""

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.sites.requests import RequestSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from cites.accounts.models import User
from cites.accounts.queries import in_practice, party_here
from cites.accounts.receivers import SEEN_AT
from cites.accounts.rules import must_have_second_step

OF_THE_FRAME = {"theme", "crest", "accessibility", "privacy"}  # what every page is dressed in, and public besides
OPEN_WITHOUT_SECOND_STEP = {
    "account_logout",
    "account_login",
    "account_reauthenticate",
    "set_language",
    *OF_THE_FRAME,
}
TAKE_CODES = {"account_confirm_password_reset_code", "account_email_verification_sent"}
SEEN_ANEW_AFTER = 5 * 60  # seconds; a moment noted at every page would be a row written at every page
Answer = Callable[[HttpRequest], HttpResponse]


class MfaRequired:
    """Sends an official who has no second step to set one up; nothing else is open to them until then."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if _is_open(request) or not lacks_second_step(request):
            return None
        return HttpResponseRedirect(reverse("mfa_index"))

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """Bring allauth's pages into line: 422 for an invalid form, and our own ``site`` for the page shell."""
        context = response.context_data or {}
        if isinstance(context.get("site"), RequestSite):
            del context["site"]
        form = context.get("form") or context.get("verify_form")
        if request.method == "POST" and response.status_code == HTTPStatus.OK and getattr(form, "errors", None):
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response


class OldCodes:
    """Says why a code that was used or is too old leads to the sign-in page, where allauth says nothing."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _led_nowhere(request, response):
            messages.warning(request, _("This code was used already, or its time is over. Ask for a new one."))
        return response


class LastSeen:
    """Notes every few minutes that a browser was seen, for the page that shows people where they are signed in."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.session_key and request.user.is_authenticated and _was_long_ago(request):
            UserSession.objects.create_from_request(request)
            request.session[SEEN_AT] = time.time()
        return self.get_response(request)


def _led_nowhere(request: HttpRequest, response: HttpResponse) -> bool:
    match = request.resolver_match
    if request.method != "POST" or match is None or match.url_name not in TAKE_CODES:
        return False
    sent_away = isinstance(response, HttpResponseRedirect) and response.url.startswith(reverse("account_login"))
    return sent_away and not getattr(messages.get_messages(request), "added_new", False)


def _was_long_ago(request: HttpRequest) -> bool:
    return bool(time.time() - request.session.get(SEEN_AT, 0) > SEEN_ANEW_AFTER)


def lacks_second_step(request: HttpRequest) -> bool:
    """True when the person who asks must have a second step and has none; in a practice twin nobody must."""
    person = getattr(request, "user", None)
    if not isinstance(person, User) or in_practice():
        return False
    if not must_have_second_step(person.roles, at_front_door=party_here() is None):
        return False
    return not is_mfa_enabled(person)


def _is_open(request: HttpRequest) -> bool:
    match = request.resolver_match
    name = (match.url_name if match else None) or ""
    return name.startswith("mfa_") or name in OPEN_WITHOUT_SECOND_STEP
