"""The links in the header that lead to our pages, each shown to the roles that may open them."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cites.accounts.models import User
from cites.accounts.roles import APPLICANTS, Role
from cites.casework.rules import ALL_FINDING_MAKERS, AUDIT_READERS, CASE_READERS, CHECK_READERS, QUOTA_READERS
from cites.look.navigation import NavItem, navigation
from cites.permits.queries.permits import READERS

# Who meets people: those who verify traders, and those who run the office.
TRADER_READERS = frozenset({Role.MA_OFFICER, Role.PARTY_ADMINISTRATOR})


def _held_by(roles: frozenset[Role]) -> Callable[[HttpRequest], bool]:
    def shown(request: HttpRequest) -> bool:
        person = request.user
        return isinstance(person, User) and bool(roles & person.roles)

    return shown


def register() -> None:
    """Put our links into the header."""
    items = [
        NavItem("applications", _("My applications"), "/applications/", _held_by(APPLICANTS), order=10),
        NavItem("cases", _("Cases"), "/cases/", _held_by(CASE_READERS), order=10),
        NavItem("permits", _("Permits"), "/permits/", _held_by(READERS), order=12),
        NavItem("incoming", _("Papers of other States"), "/incoming/", _held_by(CHECK_READERS), order=13),
        NavItem("findings", _("Findings"), "/findings/", _held_by(ALL_FINDING_MAKERS), order=15),
        NavItem("quotas", _("Quotas"), "/quotas/", _held_by(QUOTA_READERS), order=17),
        NavItem("registers", _("Registers"), "/registers/", _held_by(CASE_READERS), order=18),
        NavItem("cashier", _("Cashier"), "/cashier/", _held_by(frozenset({Role.CASHIER})), order=20),
        NavItem("traders", _("Traders"), "/traders/", _held_by(TRADER_READERS), order=30),
        NavItem("officials", _("Officials"), "/officials/", _held_by(frozenset({Role.PARTY_ADMINISTRATOR})), order=40),
        NavItem("audit", _("Audit trail"), "/audit/", _held_by(AUDIT_READERS), order=80),
    ]
    for item in items:
        navigation.register(item)
