"""The links in the header: to the day and the mailbox within a twin, to the practice site on a Party's own."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cites.accounts.models import User
from cites.accounts.roles import Role
from cites.look.navigation import NavItem, navigation
from cites.look.site import is_practice


def register() -> None:
    """Put our links into the header."""
    navigation.register(NavItem("practice-day", _("First day"), "/practice/day/", is_practice, order=90))
    navigation.register(NavItem("practice-mail", _("Mailbox"), "/practice/mail/", is_practice, order=91))
    navigation.register(NavItem("practice", _("Practice site"), "/practice/", _may_ask, order=90))


def _may_ask(request: HttpRequest) -> bool:
    person = request.user
    held = isinstance(person, User) and person.has_role(Role.PARTY_ADMINISTRATOR)
    return held and not is_practice(request) and bool(getattr(request, "party", None))
