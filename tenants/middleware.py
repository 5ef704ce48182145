"""Finds the Party of a request by its host name and works under that Party's login, by its clocks."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

import structlog
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import set_urlconf
from django.utils import timezone

from tenants.context import current_profile
from tenants.errors import NoRelease, UnknownParty
from tenants.hosts import full_address, party_at
from tenants.models import Party
from tenants.urgent import is_urgent

Answer = Callable[[HttpRequest], HttpResponse]
# What answers at any name: the probes, and what the page for an unknown name is drawn with.
_PROBES = ("/healthz", "/readyz")
_ANY_HOST = (*_PROBES, "/theme.css", "/crest.svg")
# What a Party answers at each of its names and in every status: what was issued is in circulation for years.
_EVER = (
    "/verify/", "/api/verify", "/language/", "/.well-known/jwks.json", "/.well-known/signing-chain.pem",
    "/.well-known/signing-authority",
)  # fmt: skip
_SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
_REDIRECT_SECONDS = 3600


class PartyMiddleware:
    """Sets ``request.party`` (None at the front door), the address table, and the connection.

    ``request.practice`` is set at a practice twin's host, even where nothing of its tables can be relied on.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        connection.set_schema_to_public()  # type: ignore[attr-defined]
        try:
            host = request.get_host().rsplit(":", 1)[0].lower().rstrip(".")
            party = party_at(host)
        except (UnknownParty, DisallowedHost):
            return self._at_front_door(request) if request.path in _ANY_HOST else self._unknown_host(request)
        except OperationalError:  # a probe has to say itself that the database is away
            if request.path in _PROBES:
                return self._at_front_door(request)
            raise
        if party is None:
            return self._at_front_door(request)
        request.practice = party.practice  # type: ignore[attr-defined]
        if request.path not in _ANY_HOST:
            if party.in_maintenance or party.status == Party.Status.ONBOARDING:
                return self._not_ready(request, "maintenance" if party.in_maintenance else "onboarding")
            if host != party.host() and not request.path.startswith(_EVER):
                return _to_canonical(request, party)
        request.party = request.tenant = party  # type: ignore[attr-defined]
        request.urlconf = settings.ROOT_URLCONF
        set_urlconf(settings.ROOT_URLCONF)
        structlog.contextvars.bind_contextvars(party=party.slug.upper())
        connection.set_tenant(party)  # type: ignore[attr-defined]
        with _its_clocks(request):
            return self.get_response(request)

    def _at_front_door(self, request: HttpRequest) -> HttpResponse:
        request.party = request.tenant = None  # type: ignore[attr-defined]
        request.urlconf = settings.PUBLIC_SCHEMA_URLCONF
        set_urlconf(settings.PUBLIC_SCHEMA_URLCONF)
        return self.get_response(request)

    @staticmethod
    def _unknown_host(request: HttpRequest) -> HttpResponse:
        request.party = None  # type: ignore[attr-defined]
        request.urlconf = settings.PUBLIC_SCHEMA_URLCONF
        return render(request, "errors/unknown_host.html", status=404)

    @staticmethod
    def _not_ready(request: HttpRequest, why: str) -> HttpResponse:
        # Drawn as at the front door: nothing of the Party's tables can be relied on.
        request.party = None  # type: ignore[attr-defined]
        request.urlconf = settings.PUBLIC_SCHEMA_URLCONF
        answer = render(request, f"errors/{why}.html", status=503)
        answer["Retry-After"] = "300"
        return answer


class PartyStatus:
    """Shuts a closed Party's pages and lets nobody change a read-only one, in its look and the reader's language."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        party: Party | None = getattr(request, "party", None)
        if party is None or request.path in _ANY_HOST or request.path.startswith(_EVER):
            return self.get_response(request)
        if party.status in (Party.Status.CLOSED, Party.Status.LEAVING):
            answer = render(request, "errors/closed.html", status=503)
            answer["Retry-After"] = "3600"
            return answer
        if party.status == Party.Status.READ_ONLY and _would_change(request):
            return render(request, "errors/read_only.html", status=423)
        return self.get_response(request)


def _would_change(request: HttpRequest) -> bool:
    if request.method in _SAFE or request.path.startswith(settings.SIGN_IN_ADDRESSES):
        return False
    return not is_urgent(request)


def _to_canonical(request: HttpRequest, party: Party) -> HttpResponse:
    answer = HttpResponsePermanentRedirect(full_address(party.host(), request.get_full_path()))
    answer.status_code = 308  # keeps the method: what was posted is refused there in words, not lost in a GET
    answer["Cache-Control"] = f"max-age={_REDIRECT_SECONDS}"  # the canonical name may change again
    return answer


def _its_clocks(request: HttpRequest) -> AbstractContextManager[None]:
    """Tell moments as the clocks of the active Party do; in UTC to probes and before its first release."""
    if request.path in _ANY_HOST:
        return nullcontext()
    try:
        return timezone.override(current_profile().time_zone)
    except NoRelease:
        return nullcontext()
