"""Who may write the pages: people with the role of editor, who signed in as everybody does here."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, cast

from django.contrib.auth.models import Group
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

EDITOR_ROLE = "editor"
EDITORS_GROUP = "Secretariat editors"

View = Callable[..., HttpResponse]


class Person(Protocol):
    """What is asked of the person who signed in; which app keeps people is none of our business."""

    groups: Any
    is_authenticated: bool

    def has_role(self, *roles: str) -> bool: ...


def editors_only(view: View) -> View:
    """Let editors through; send a visitor to the sign-in page; refuse everybody else (403)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        person = cast(Person, request.user)
        if not person.is_authenticated:
            return redirect_to_login(request.get_full_path(), login_url="account_login")
        if not keep_membership(person):
            raise PermissionDenied
        response = view(request, *args, **kwargs)
        response["X-Frame-Options"] = "SAMEORIGIN"  # a page is previewed in a frame of the desk
        return response

    return guarded


def keep_membership(person: Person) -> bool:
    """Make the editors' group follow the role, granted or withdrawn elsewhere; tell if held."""
    holds = person.has_role(EDITOR_ROLE)
    belongs = person.groups.filter(name=EDITORS_GROUP).exists()
    if holds and not belongs:
        person.groups.add(Group.objects.get(name=EDITORS_GROUP))
    if belongs and not holds:
        person.groups.remove(Group.objects.get(name=EDITORS_GROUP))
    return holds
