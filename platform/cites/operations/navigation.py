"""The links in the header that lead to the console, shown to operators at the shared host."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cites.accounts.models import User
from cites.accounts.roles import Role
from cites.look.navigation import NavItem, navigation


def _is_operator(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.has_role(Role.OPERATOR)


def register() -> None:
    """Put our links into the header."""
    items = [
        NavItem("operate-parties", _("Parties"), "/operate/parties/", _is_operator, order=10),
        NavItem("operate-upgrades", _("Upgrades"), "/operate/upgrades/", _is_operator, order=20),
        NavItem("operate-doctor", _("Doctor"), "/operate/doctor/", _is_operator, order=30),
        NavItem("operate-imports", _("Species data"), "/operate/imports/", _is_operator, order=35),
        NavItem("operate-jobs", _("Work"), "/operate/jobs/", _is_operator, order=40),
        NavItem("operate-people", _("Operators and editors"), "/officials/", _is_operator, order=50),
    ]
    for item in items:
        navigation.register(item)
