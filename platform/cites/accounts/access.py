"""Who may open a view: anyone signed in, or only holders of certain roles."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict

from cites.accounts.models import User
from cites.accounts.roles import Role
from tenants.kept import keep_form

View = Callable[..., HttpResponseBase]


class SignedInRequest(HttpRequest):
    """A request whose user is a person; what a guarded view receives."""

    user: User


def requires(*roles: Role) -> Callable[[View], View]:
    """Let in only people who hold one of the roles; others get 403, and nobody-yet is asked to sign in.

    A form posted after the session has expired is kept (see tenants.kept). That officials have a second
    step is seen to by the middleware, for all views alike.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            person = request.user
            if not isinstance(person, User):
                return _to_sign_in(request)
            if roles and not person.has_role(*roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.required_roles = frozenset(roles)  # type: ignore[attr-defined]
        return guarded

    return decorate


def signed_in(view: View) -> View:
    """Let in everybody who has signed in."""
    return requires()(view)


def _to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    back_to = keep_form(request) if request.method == "POST" else request.get_full_path()
    return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': back_to})}")


def posted(request: HttpRequest) -> QueryDict | None:
    """What was posted, for a form; None on a visit, so that an empty post is still checked."""
    return request.POST if request.method == "POST" else None
