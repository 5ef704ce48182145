"""Turns an error of the domain that no view caught into a page in the site's own look."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from cites.errors import bad_request, page, page_for
from kernel.errors import DomainError

Answer = Callable[[HttpRequest], HttpResponse]


class DomainErrors:
    """A DomainError becomes a page with its message and the status its code asks for; so does a wrong method."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            return _said(response, request)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, DomainError):
            return page_for(request, error)
        # PostgreSQL's driver takes no such sign in any text, and no honest browser sends one.
        if isinstance(error, ValueError) and "NUL (0x00)" in str(error):
            return bad_request(request)
        return None


def _said(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    """A page in place of an empty answer, for a person may stand before it: after signing in anew, say."""
    shown = page(request, response.status_code)
    shown["Allow"] = response.headers.get("Allow", "")
    return shown
