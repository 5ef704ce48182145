"""Finds the Party of a request by its host name and works under that Party's login, by its clocks."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

import structlog
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import set_urlconf
from django.utils import timezone

from tenants.context import current_profile
from tenants.errors import NoRelease, UnknownParty
from tenants.hosts import party_at

Answer = Callable[[HttpRequest], HttpResponse]
# What answers at any name: the probes, and what the page for an unknown name is drawn with.
_ANY_HOST = ("/healthz", "/readyz", "/theme.css", "/crest.svg")


class PartyMiddleware:
    """Sets ``request.party`` (None at the front door), the address table, and the connection."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        connection.set_schema_to_public()  # type: ignore[attr-defined]
        try:
            party = party_at(request.get_host().rsplit(":", 1)[0].lower().rstrip("."))
        except (UnknownParty, DisallowedHost):
            return self._at_front_door(request) if request.path in _ANY_HOST else self._unknown_host(request)
        if party is None:
            return self._at_front_door(request)
        if party.in_maintenance and request.path not in _ANY_HOST:
            return self._in_maintenance(request)
        request.party = request.tenant = party  # type: ignore[attr-defined]
        request.urlconf = settings.ROOT_URLCONF
        set_urlconf(settings.ROOT_URLCONF)
        structlog.contextvars.bind_contextvars(party=party.iso2)
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
    def _in_maintenance(request: HttpRequest) -> HttpResponse:
        # Drawn as at the front door: nothing of the Party's tables can be relied on.
        request.party = None  # type: ignore[attr-defined]
        request.urlconf = settings.PUBLIC_SCHEMA_URLCONF
        answer = render(request, "errors/maintenance.html", status=503)
        answer["Retry-After"] = "300"
        return answer


def _its_clocks(request: HttpRequest) -> AbstractContextManager[None]:
    """Tell moments as the clocks of the active Party do; in UTC to probes and before its first release."""
    if request.path in _ANY_HOST:
        return nullcontext()
    try:
        return timezone.override(current_profile().time_zone)
    except NoRelease:
        return nullcontext()
