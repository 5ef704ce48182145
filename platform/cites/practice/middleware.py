"""What a practice twin does on every page: it has no passwords, no search engine lists it, and days are followed."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from cites.look.site import is_practice
from cites.practice.following import note_request

Answer = Callable[[HttpRequest], HttpResponse]
_ACCOUNTS = "/accounts/"
_SIGN_OUT = "/accounts/logout/"
_FOUND = 200


class PracticeSite:
    """Nothing at all on a Party's own site."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_practice(request) or getattr(request, "party", None) is None:
            return self.get_response(request)
        if request.path.startswith(_ACCOUNTS) and request.path != _SIGN_OUT:
            return _to_the_door(request)
        answer = self.get_response(request)
        answer.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        _follow(request, answer)
        return answer


def _to_the_door(request: HttpRequest) -> HttpResponse:
    wanted = request.GET.get("next", "") if request.path == settings.LOGIN_URL else ""
    query = f"?{urlencode({'next': wanted})}" if wanted else ""
    return HttpResponseRedirect(f"{reverse('practice')}{query}")


def _follow(request: HttpRequest, answer: HttpResponse) -> None:
    if answer.status_code == _FOUND:
        note_request(request)
