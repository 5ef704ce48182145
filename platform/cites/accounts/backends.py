"""Knows people by e-mail address and password, and by nothing else."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from cites.accounts.models import User
from cites.accounts.queries import in_practice


class PeopleBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's backend for allauth's own pages only.

    Other apps' login forms (Wagtail's, Django's) send ``username`` and know no second step,
    so what they send signs nobody in. In a practice twin nobody has a password: see ``cites.practice``.
    """

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        if "email" not in credentials or in_practice():
            return None
        credentials.pop("username", None)
        person = super().authenticate(request, **credentials)
        return person if isinstance(person, User) else None
