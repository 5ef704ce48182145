"""Gives each request an id and writes one log line when it is answered."""

import time
import uuid
from collections.abc import Callable
from http import HTTPStatus

import structlog
from django.http import HttpRequest, HttpResponse

from tenants.client import client_address, seen_from
from tenants.facts.failures import note_failure

log = structlog.get_logger("requests")
Answer = Callable[[HttpRequest], HttpResponse]


class RequestLog:
    """The outermost middleware: id, duration, status, Party. No address of a person, no query string.

    An address may hold a secret (``/verify/<code>``, a signed link), so its route is written in its place.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = time.monotonic()
        request_id = uuid.uuid4().hex[:12]
        request.request_id = request_id  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        with seen_from(client_address(request)):
            response = self.get_response(request)
        response["X-Request-ID"] = request_id
        if response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR:
            note_failure()
        self._write(request, response, started)
        return response

    def _write(self, request: HttpRequest, response: HttpResponse, started: float) -> None:
        if request.path in ("/healthz", "/readyz"):
            return
        milliseconds = round((time.monotonic() - started) * 1000)
        log.info(
            "answered",
            verb=request.method,
            route=route_of(request),
            status=response.status_code,
            ms=milliseconds,
        )


def route_of(request: HttpRequest) -> str:
    """The pattern that the address of ``request`` fits, e.g. ``/verify/<str:code>``; ``-`` when it fits none."""
    match = request.resolver_match
    return f"/{match.route}" if match else "-"
