"""Gives each request the language that its reader asked for, out of those on offer at this address."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.module_loading import import_string

from localization.choice import choose_language
from localization.languages import languages

Answer = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    """The reader's choice here, else their account's language, else the browser's, else the first."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with _speaking(request, [_chosen_here(request), _own_language(request)]) as code:
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", code)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


def answer_in(request: HttpRequest, language: str, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the answer in ``language``, in which its reader was written to, unless they have chosen another here."""
    with _speaking(request, [_chosen_here(request), language]) as code:
        response = answer()
        response.headers["Content-Language"] = code
    return response


@contextmanager
def _speaking(request: HttpRequest, wishes: Iterable[str | None]) -> Iterator[str]:
    accepted = request.headers.get("Accept-Language", "")
    code = choose_language(wishes, accepted, offered_languages(request))
    with translation.override(code):
        request.LANGUAGE_CODE = code
        yield code


def _chosen_here(request: HttpRequest) -> str | None:
    return request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)


def offered_languages(request: HttpRequest) -> Sequence[str]:
    """The codes on offer: those that LANGUAGES_OFFERED_BY's function names and we have."""
    known = [each.code for each in languages() if each.ready]
    ask = getattr(settings, "LANGUAGES_OFFERED_BY", None)
    offered = [code for code in import_string(ask)(request) if code in known] if ask else known
    return offered or known


def _own_language(request: HttpRequest) -> str | None:
    """The language in the account; an anonymous visitor, or a page before sign-in, has none."""
    return getattr(getattr(request, "user", None), "language", None)
