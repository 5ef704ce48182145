"""Turns away a request that is larger than any form here, before a byte of it is kept."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cites.errors import page

Answer = Callable[[HttpRequest], HttpResponse]
_PIECE = 64 * 1024
_PATIENCE = 5  # how many times the largest request is read and thrown away


class RequestSize:
    """413 for a body above ``REQUEST_MAX_SIZE``; a body without its length is one that Django never reads."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _length(request) <= settings.REQUEST_MAX_SIZE:
            return self.get_response(request)
        _throw_away(request)
        return page(request, 413)


def _length(request: HttpRequest) -> int:
    stated = str(request.META.get("CONTENT_LENGTH") or "")
    return int(stated) if stated.isdecimal() else 0


def _throw_away(request: HttpRequest) -> None:
    """Browsers show an answer only once they have sent everything; who sends far too much sees a broken line."""
    for _ in range(_PATIENCE * settings.REQUEST_MAX_SIZE // _PIECE):
        if not request.read(_PIECE):
            return
