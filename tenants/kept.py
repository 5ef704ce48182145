"""Keeps what somebody wrote when their session had expired, until they have signed in again."""

import hashlib
import re
import secrets
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from tenants.client import client_network

LIFETIME = 3600  # seconds
LARGEST = 64 * 1024  # characters of one form
MOST = 200  # forms of one address in an hour; a whole ministry may stand behind one
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
    if not encoded or len(encoded) > LARGEST or not _has_room(request):
        return request.get_full_path()
    token = secrets.token_urlsafe(16)
    found = {"path": request.path, "fields": encoded, "person": None, "had_files": bool(request.FILES)}
    cache.set(_key(token), found, LIFETIME)
    request.session[PARAMETER] = token
    query = request.GET.copy()
    query[PARAMETER] = token
    return f"{request.path}?{query.urlencode()}"


def kept_data(request: HttpRequest) -> QueryDict | None:
    """What this person had written at this address before they had to sign in again, if anything."""
    token = request.GET.get(PARAMETER, "")
    if not token or request.method != "GET" or token != request.session.get(PARAMETER):
        return None
    found = cache.get(_key(token))
    if found is None or found["path"] != request.path or found["person"] not in (None, request.user.pk):
        return None
    cache.set(_key(token), {**found, "person": request.user.pk}, LIFETIME)
    if found.get("had_files"):
        messages.warning(request, _("Files that you chose are not kept: choose them again before you send it."))
    return QueryDict(found["fields"])


def kept_initial(request: HttpRequest) -> dict[str, Any]:
    """The kept fields as a form's initial values, with a notice to the reader; empty when nothing was kept."""
    kept = kept_data(request)
    if kept is None:
        return {}
    messages.info(request, _("We kept what you wrote. Check it, and send it again."))
    return {name: values[-1] if len(values) == 1 else values for name, values in kept.lists()}


def forget_kept(request: HttpRequest) -> None:
    """Throw away what was kept, once the form has been saved."""
    token = request.session.pop(PARAMETER, None)
    if token:
        cache.delete(_key(token))


def _has_room(request: HttpRequest) -> bool:
    """Count what one address leaves here unsigned, so that nobody fills the cache."""
    seen = hashlib.sha256(f"{settings.SECRET_KEY}:{client_network(request)}".encode()).hexdigest()[:24]
    name = f"kept.room.{seen}"
    cache.add(name, 0, LIFETIME)
    try:
        return int(cache.incr(name)) <= MOST
    except ValueError:  # it ran out between the two calls
        return True


def _key(token: str) -> str:
    return f"accounts.kept.{token}"
