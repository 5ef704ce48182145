"""Keeps what somebody wrote when their session had expired, until they have signed in again."""

import re
import secrets

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

LIFETIME = 3600  # seconds
LARGEST = 64 * 1024  # characters of one form
PARAMETER = "kept"
_SECRET = re.compile(r"password|passcode|card_|cvc|csrfmiddlewaretoken|^code$|^otp$", re.IGNORECASE)


def keep_form(request: HttpRequest) -> str:
    """Keep a posted form for an hour and return the address at which the person finds it again.

    Passwords, codes and files are not kept. The key is random, lies in the Party's own part of
    the cache, and opens only for the browser that posted the form and the first person to sign in.
    """
    fields = request.POST.copy()
    for name in [name for name in fields if _SECRET.search(name)]:
        del fields[name]
    encoded = fields.urlencode()
    if not encoded or len(encoded) > LARGEST:
        return request.path
    token = secrets.token_urlsafe(16)
    cache.set(_key(token), {"path": request.path, "fields": encoded, "person": None}, LIFETIME)
    request.session[PARAMETER] = token
    return f"{request.path}?{PARAMETER}={token}"


def kept_data(request: HttpRequest) -> QueryDict | None:
    """What this person had written at this address before they had to sign in again, if anything."""
    token = request.GET.get(PARAMETER, "")
    if not token or request.method != "GET" or token != request.session.get(PARAMETER):
        return None
    found = cache.get(_key(token))
    if found is None or found["path"] != request.path or found["person"] not in (None, request.user.pk):
        return None
    cache.set(_key(token), {**found, "person": request.user.pk}, LIFETIME)
    return QueryDict(found["fields"])


def kept_initial(request: HttpRequest) -> dict[str, str]:
    """The kept fields as a form's initial values, with a notice to the reader; empty when nothing was kept."""
    kept = kept_data(request)
    if kept is None:
        return {}
    messages.info(request, _("We kept what you wrote. Check it, and send it again."))
    return {name: str(value) for name, value in kept.items()}


def forget_kept(request: HttpRequest) -> None:
    """Throw away what was kept, once the form has been saved."""
    token = request.session.pop(PARAMETER, None)
    if token:
        cache.delete(_key(token))


def _key(token: str) -> str:
    return f"accounts.kept.{token}"
