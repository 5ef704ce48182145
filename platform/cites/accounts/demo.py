"""The demo people of every site: the invented ones with one password and one-time codes that never change."""

import base64
import hashlib
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.db import transaction

from cites.accounts.errors import DemoRefused
from cites.accounts.invented import AG, TR, InventedPerson, ensure_person, invented_people
from cites.accounts.models import Role, Team, User
from cites.accounts.queries import find_person, people_with_role
from cites.accounts.roles import FRONT_DOOR
from cites.accounts.services import register_person
from cites.accounts.teams import make_team
from kernel import clock
from kernel.text import gettext_noop
from tenants.context import as_public, party_context
from tenants.models import Party

PASSWORD = "archipelago-demo"  # noqa: S105  told to everybody, and refused in production
CODE_SECONDS = 30
TEAM = "Permits office"
DEMO_PARTIES = ("BB", "FJ", "VU")


@dataclass(frozen=True)
class DemoPerson(InventedPerson):
    """An invented person of the site with that slug, and how they sign in."""

    slug: str = "archipelago"

    @property
    def email(self) -> str:
        return self.address(self.slug)

    @property
    def has_code(self) -> bool:
        return self.role not in (TR, AG)

    @property
    def secret(self) -> str:
        """The secret of their one-time codes, in base 32."""
        return base64.b32encode(hashlib.sha256(f"demo:{self.email}".encode()).digest()[:20]).decode()

    def code(self) -> str:
        """The six digits that an authenticator app would show now."""
        return str(format_hotp_value(hotp_value(self.secret, int(clock.now().timestamp()) // CODE_SECONDS)))


FRONT_DOOR_PEOPLE = (
    DemoPerson("operator", "Ngozi Lindqvist", Role.OPERATOR),
    DemoPerson("editor", "Beatriz Amador", Role.EDITOR),
)


def demo_people(iso2: str | None) -> tuple[DemoPerson, ...]:
    """The demo people of the Party with that code; of the shared front door for None."""
    if iso2 is None:
        return FRONT_DOOR_PEOPLE
    cast = invented_people(iso2) if iso2.upper() in DEMO_PARTIES else ()
    return tuple(DemoPerson(**asdict(each), slug=iso2.lower()) for each in cast)


def ensure_demo_people(party: Party | None) -> list[User]:
    """Make the demo people of a Party (or of the front door, for None) who are not there yet.

    Raises DemoRefused in production, where everybody would know their password.
    """
    refuse_in_production()
    context: AbstractContextManager[object] = party_context(party) if party else as_public()
    with context, transaction.atomic():
        cast = demo_people(party.iso2 if party else None)
        people = [_ensure(each) for each in sorted(cast, key=lambda each: each.role in (TR, AG))]
        if party is not None:
            _ensure_team()
        return people


def refuse_in_production() -> None:
    """Raise DemoRefused in production."""
    if not settings.DEVELOPMENT:
        raise DemoRefused(message=gettext_noop("Demo people exist in development only."))


def _ensure(demo: DemoPerson) -> User:
    person = find_person(demo.email)
    if person is not None:
        return person
    person = _at_front_door(demo) if demo.role in FRONT_DOOR else ensure_person(demo, password=PASSWORD)
    if demo.has_code:
        TOTP.activate(person, demo.secret)
    return person


def _ensure_team() -> None:
    """Let those who examine, decide and sign be one team, in a Party that has never had any."""
    if not Team.objects.exists():
        make_team(name=TEAM, people=people_with_role(Role.MA_OFFICER, Role.MA_SIGNATORY), actor=None)


def _at_front_door(demo: DemoPerson) -> User:
    person = register_person(email=demo.email, full_name=demo.full_name, roles=[demo.role], password=PASSWORD)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person
