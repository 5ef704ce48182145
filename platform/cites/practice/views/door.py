"""The door of a practice twin: the access code, then whom to play."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cites.accounts.models import Role, User
from cites.accounts.roles import APPLICANTS, PARTY_OFFICIALS
from cites.practice.colleagues import add_colleague
from cites.practice.door import GUESSING, for_trainees, is_let_in, let_in, next_of, play
from cites.practice.forms import CodeForm
from cites.practice.queries.people import people_by_role
from tenants.audit.services import record

_PLAYED = APPLICANTS | PARTY_OFFICIALS


def door(request: HttpRequest) -> HttpResponse:
    """Ask for the access code; who knows it goes on to the people."""
    if request.method == "POST":
        return _try(request)
    if is_let_in(request):
        return redirect(_people(request))
    return _page(request, CodeForm())


def _try(request: HttpRequest) -> HttpResponse:
    if GUESSING.is_too_fast(request):
        slow = render(request, "practice/slow.html", status=429)
        slow["Retry-After"] = "60"
        return slow
    form = CodeForm(request.POST)
    if not form.is_valid():
        GUESSING.count_wrong(request)
        return _page(request, form)
    let_in(request)
    return redirect(_people(request))


def _page(request: HttpRequest, form: CodeForm) -> HttpResponse:
    return render(
        request, "practice/door.html", {"form": form, "next": next_of(request)}, status=422 if form.is_bound else 200
    )


def _people(request: HttpRequest) -> str:
    wanted = next_of(request)
    return reverse("practice-people") + (f"?{urlencode({'next': wanted})}" if wanted else "")


@never_cache
@require_safe
@for_trainees
def people(request: HttpRequest) -> HttpResponse:
    """The invented people, by role."""
    context: dict[str, Any] = {"groups": people_by_role(_PLAYED), "next": next_of(request)}
    return render(request, "practice/people.html", context)


@require_POST
@for_trainees
def play_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Work as an invented person from now on."""
    return _as(request, get_object_or_404(User, pk=pk, is_active=True))


@require_POST
@for_trainees
def play_colleague(request: HttpRequest, role: str) -> HttpResponse:
    """Work as one more invented person of that role."""
    wanted = next((each for each in _PLAYED if each.value == role), None)
    if wanted is None:
        return redirect("practice-people")
    return _as(request, add_colleague(role=Role(wanted)))


def _as(request: HttpRequest, person: User) -> HttpResponse:
    play(request, person)
    record("practice.person_played", subject=f"person:{person.pk}", actor=person)
    return redirect(next_of(request, otherwise=reverse("practice-day")))
