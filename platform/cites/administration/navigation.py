"""The link in the header that leads to the settings."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cites.accounts.models import User
from cites.administration.rules import READERS
from cites.look.navigation import NavItem, navigation

SETTINGS = NavItem("settings", _("Settings"), "/administration/", lambda request: _may_read(request), order=70)


def register() -> None:
    """Put our link into the header."""
    navigation.register(SETTINGS)


def _may_read(request: HttpRequest) -> bool:
    person = request.user
    return isinstance(person, User) and bool(READERS & person.roles)
