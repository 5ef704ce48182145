"""The links in the header of a Party's site, chosen by the roles of the person who reads."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cites.accounts.roles import APPLICANTS, Role
from cites.casework.rules import AUDIT_READERS, CASE_READERS


@dataclass(frozen=True)
class NavigationItem:
    """One link of the header."""

    label: str | Promise
    address: str
    roles: frozenset[Role]
    current: bool = False


ITEMS = (
    NavigationItem(_("My applications"), "/applications/", APPLICANTS),
    NavigationItem(_("Cases"), "/cases/", CASE_READERS - {Role.CASHIER}),
    NavigationItem(_("Counter"), "/cashier/", frozenset({Role.CASHIER})),
    NavigationItem(_("Traders"), "/traders/", frozenset({Role.MA_OFFICER, Role.PARTY_ADMINISTRATOR})),
    NavigationItem(_("Officials"), "/officials/", frozenset({Role.PARTY_ADMINISTRATOR})),
    NavigationItem(_("Audit trail"), "/audit/", AUDIT_READERS),
)


def navigation_for(roles: Iterable[Role], path: str) -> list[NavigationItem]:
    """The items open to these roles, the one that the address belongs to marked as current."""
    held = frozenset(roles)
    return [
        NavigationItem(item.label, item.address, item.roles, current=path.startswith(item.address))
        for item in ITEMS
        if item.roles & held
    ]
