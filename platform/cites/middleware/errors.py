"""Turns an error of the domain that no view caught into a page in the site's own look."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cites.errors import page_for
from kernel.errors import DomainError

Answer = Callable[[HttpRequest], HttpResponse]


class DomainErrors:
    """A DomainError becomes a page with its message and the status its code asks for."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return page_for(request, error) if isinstance(error, DomainError) else None
