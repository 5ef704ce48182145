"""Invented colleagues: one more person of a role, so that trainees in one room do not step on each other's toes."""

from django.db import transaction

from cites.accounts.invented import InventedPerson, ensure_person
from cites.accounts.models import Role, User, Verification
from cites.accounts.roles import APPLICANTS
from cites.practice.errors import TwinFull
from kernel.text import gettext_noop
from tenants.audit.services import record

MOST = 200
_GIVEN = ("Alix", "Noa", "Sasha", "Robin", "Kim", "Jo", "Dana", "Lee", "Remy", "Toni", "Kit", "Nico", "Ari")
_FAMILY = (
    "Coral", "Mangrove", "Heron", "Lagoon", "Tamarind", "Breadfruit", "Frigate", "Pandanus", "Cassia", "Pelican",
    "Driftwood",
)  # fmt: skip


@transaction.atomic
def add_colleague(*, role: Role, verified: bool = True) -> User:
    """Make an invented person of that role in the active practice twin; raise TwinFull when there are too many."""
    User.objects.select_for_update().order_by("pk").first()  # one at a time
    number = User.objects.count()
    if number >= MOST:
        raise TwinFull(message=gettext_noop("There are too many people here. Make the practice site anew."))
    name = f"{_GIVEN[number % len(_GIVEN)]} {_FAMILY[number % len(_FAMILY)]}"
    organisation = f"{name.split()[1]} Trading" if role in APPLICANTS else ""
    person = ensure_person(
        InventedPerson(f"{role.value.replace('_', '.')}.{number}", name, role, "en", organisation, verified)
    )
    record("practice.colleague_added", subject=f"person:{person.pk}", data={"role": role.value})
    return person


def add_newcomer() -> User:
    """Make a trader whom nobody has verified yet."""
    person = add_colleague(role=Role.TRADER, verified=False)
    assert person.verification == Verification.PENDING
    return person
