"""Who is let into a practice twin: whoever knows its access code, remembered in the session."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from cites.accounts.models import User
from cites.look.site import is_practice
from tenants.brakes import Brake

GUESSING = Brake("practice", most=60, most_wrong=10)
_LET_IN = "practice.let_in"
_BACKEND = "cites.accounts.backends.PeopleBackend"
View = Callable[..., HttpResponseBase]


def let_in(request: HttpRequest) -> None:
    """Remember that this browser knows the code; sessions go with each refresh, and so does this."""
    request.session[_LET_IN] = True


def is_let_in(request: HttpRequest) -> bool:
    """Tell whether this browser knows the code."""
    return bool(request.session.get(_LET_IN))


def play(request: HttpRequest, person: User) -> None:
    """Sign in as an invented person, without a password or a second step; the browser stays let in."""
    login(request, person, backend=_BACKEND)
    let_in(request)


def in_twins(view: View) -> View:
    """A page that practice twins have, and nobody else."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_practice(request):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def for_trainees(view: View) -> View:
    """A page of a practice twin for those who know its code; others are asked for it first."""
    return _behind_the_door(view, is_let_in)


def for_its_people(view: View) -> View:
    """The same, open also to whoever is signed in there: an invented person, or one who was invited."""
    return _behind_the_door(view, lambda request: request.user.is_authenticated or is_let_in(request))


def _behind_the_door(view: View, may_enter: Callable[[HttpRequest], bool]) -> View:
    @in_twins
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if may_enter(request):
            return view(request, *args, **kwargs)
        wanted = next_of(request) or (request.get_full_path() if request.method == "GET" else "")
        return redirect(f"{reverse('practice')}?{urlencode({'next': wanted})}")

    return guarded


def next_of(request: HttpRequest, otherwise: str = "") -> str:
    """Return where to go on: what the request names, if it lies on this host; else ``otherwise`` or nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/"):
        return wanted
    return otherwise
