"""Pure decisions about people: who needs a second step, which roles belong where, and who is away throughout."""

from collections.abc import Iterable
from datetime import date, timedelta

from cites.accounts.roles import FRONT_DOOR, OFFICIALS, PARTY_OFFICIALS, Role


def must_have_second_step(roles: Iterable[Role], *, at_front_door: bool) -> bool:
    """True for every official, and for everybody who may sign in at the shared front door."""
    return at_front_door or bool(OFFICIALS.intersection(roles))


def roles_offered(*, at_front_door: bool) -> frozenset[Role]:
    """The roles that an administrator may give on this site."""
    return FRONT_DOOR if at_front_door else PARTY_OFFICIALS


def roles_foreign_to(roles: Iterable[Role], *, at_front_door: bool) -> frozenset[Role]:
    """Of these roles, the ones that belong to the other kind of site."""
    return frozenset(role for role in roles if (role in FRONT_DOOR) != at_front_door)


def are_all_within(first_day: date, last_day: date, stretches: Iterable[tuple[date, date]]) -> bool:
    """Tell whether every day from the first to the last, both included, lies in one of the stretches.

    A stretch is its first and its last day; they come in any order and may overlap.
    """
    open_from = first_day
    for begins, ends in sorted(stretches):
        if begins > open_from:
            return False
        if ends >= last_day:
            return True
        open_from = max(open_from, ends + timedelta(days=1))
    return False
