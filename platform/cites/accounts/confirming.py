"""Asking people for their second step once more, before something is signed in their name."""

import time
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.core.internal.httpkit import serialize_request
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from cites.accounts.models import User
from cites.accounts.queries import in_practice


def has_confirmed(request: HttpRequest) -> bool:
    """Tell whether the second step was asked for once more since the sign-in, and a short while ago.

    The sign-in itself does not count, for a window that was left open is what this is about. On a practice site nobody
    has a second step, and nothing that is signed there is worth anything.
    """
    if in_practice():
        return True
    made = [each for each in get_authentication_records(request, request.user) if _is_second_step(each)]
    return bool(made) and time.time() - made[-1]["at"] < settings.SIGNING_CONFIRMED_SECONDS


def ask_to_confirm(request: HttpRequest, person: User) -> HttpResponseRedirect:
    """Send ``person`` to the page of their second step; what was posted is kept, and done once it is taken."""
    request.session[STATE_SESSION_KEY] = {"request": serialize_request(request)}
    # Without its query, which is kept beside what was posted: allauth goes on only where the two addresses are alike.
    return HttpResponseRedirect(f"{reverse(_page_for(person))}?{urlencode({REDIRECT_FIELD_NAME: request.path})}")


def _is_second_step(record: dict[str, object]) -> bool:
    return record["method"] == "mfa" and bool(record.get("reauthenticated"))


def _page_for(person: User) -> str:
    """A code is typed by who has an app for it, for a key needs a browser with scripts; each page names the other."""
    has_app = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()
    return "mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn"
