"""The demo people of every site: believable names, one password, one-time codes that never change."""

import base64
import hashlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.conf import settings
from django.db import transaction

from cites.accounts.errors import DemoRefused
from cites.accounts.models import Role, User, Verification
from cites.accounts.queries import find_person, people_with_role
from cites.accounts.services import register_person, verify_trader
from kernel import clock
from kernel.text import gettext_noop
from tenants.context import as_public, party_context
from tenants.models import Party

PASSWORD = "archipelago-demo"  # noqa: S105  told to everybody, and refused in production
CODE_SECONDS = 30
MA, TR, AG = Role.MA_OFFICER, Role.TRADER, Role.AGENT


@dataclass(frozen=True)
class DemoPerson:
    """One demo person: whom they play, and how they sign in."""

    email: str
    full_name: str
    role: Role
    language: str = "en"
    organisation: str = ""
    verified: bool = True

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


_DUTIES = (
    ("officer", MA),
    ("decider", MA),
    ("signatory", Role.MA_SIGNATORY),
    ("science", Role.SCIENTIFIC_AUTHORITY),
    ("cashier", Role.CASHIER),
    ("customs", Role.CUSTOMS),
    ("auditor", Role.AUDITOR),
    ("administrator", Role.PARTY_ADMINISTRATOR),
)
_TRADES = (("trader", TR, True), ("reef", TR, True), ("newcomer", TR, False), ("agent", AG, True))
_NAMES = {
    "BB": (
        "Marva Brathwaite, Everton Clarke, Sandra Holder-Best, Dr Ianthe Weekes, Kemar Alleyne, "
        "Shelly-Ann Greenidge, Grantley Cumberbatch, Cicely Worrell",
        "Rosalind Gittens: Sargasso Orchids Ltd; Winston Yearwood: Bathsheba Reef Supplies; "
        "Tamika Boyce: Oistins Sea Crafts; Andre Harewood: Carlisle Bay Shipping Agents",
    ),
    "FJ": (
        "Mereseini Tuivaga, Rajesh Prasad, Litia Vakaloloma, Dr Sunil Narayan, Ana Koroi, "
        "Josefa Ravuvu, Salote Cakau, Vilimone Naisoro",
        "Ratu Epeli Cama: Coral Coast Aquaculture; Priya Lal: Suva Marine Exports; "
        "Sitiveni Bale: Beqa Lagoon Corals; Nirmala Singh: Lautoka Freight and Customs",
    ),
    "VU": (
        "Leisel Tari, Jean-Marc Bule, Marie-Noëlle Kalsakau, Dr Serge Molisa, Odile Nalau, "
        "Willie Toa, Françoise Garae, Kalo Sope",
        "Pascal Livo: Santo Aquarium Fish; Rachel Malas: Efate Shell Crafts; "
        "Tom Iauko: Tanna Sandalwood; Hélène Bong: Port Vila Transit",
    ),
}
_FRENCH = {"Marie-Noëlle Kalsakau", "Jean-Marc Bule", "Pascal Livo", "Françoise Garae", "Hélène Bong"}
FRONT_DOOR_PEOPLE = (
    DemoPerson("operator@archipelago.example", "Ngozi Lindqvist", Role.OPERATOR),
    DemoPerson("editor@archipelago.example", "Beatriz Amador", Role.EDITOR),
)


def demo_people(iso2: str | None) -> tuple[DemoPerson, ...]:
    """The demo people of the Party with that code; of the shared front door for None."""
    if iso2 is None:
        return FRONT_DOOR_PEOPLE
    return tuple(_people_of(iso2.upper())) if iso2.upper() in _NAMES else ()


def _people_of(iso2: str) -> Iterator[DemoPerson]:
    officials, trades = _NAMES[iso2]
    at = f"{iso2.lower()}.example"
    for (word, role, verified), entry in zip(_TRADES, trades.split("; "), strict=True):
        name, organisation = entry.split(": ")
        yield DemoPerson(f"{word}@{at}", name, role, _language_of(name), organisation, verified)
    for (word, role), name in zip(_DUTIES, officials.split(", "), strict=True):
        yield DemoPerson(f"{word}@{at}", name, role, _language_of(name))


def _language_of(name: str) -> str:
    return "fr" if name in _FRENCH else "en"


def ensure_demo_people(party: Party | None) -> list[User]:
    """Make the demo people of a Party (or of the front door, for None) who are not there yet.

    Raises DemoRefused in production, where everybody would know their password.
    """
    refuse_in_production()
    context: AbstractContextManager[object] = party_context(party) if party else as_public()
    with context, transaction.atomic():
        cast = demo_people(party.iso2 if party else None)
        return [_ensure(each) for each in sorted(cast, key=lambda each: each.role in (TR, AG))]


def refuse_in_production() -> None:
    """Raise DemoRefused in production."""
    if not settings.DEVELOPMENT:
        raise DemoRefused(message=gettext_noop("Demo people exist in development only."))


def _ensure(demo: DemoPerson) -> User:
    person = find_person(demo.email)
    if person is not None:
        return person
    person = register_person(
        email=demo.email,
        full_name=demo.full_name,
        roles=[demo.role],
        password=PASSWORD,
        language=demo.language,
        organisation_name=demo.organisation,
    )
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    if demo.has_code:
        TOTP.activate(person, demo.secret)
    elif demo.verified:
        _verify_quietly(person)
    return person


def _verify_quietly(person: User) -> None:
    officer = people_with_role(Role.MA_OFFICER).first()
    if officer is not None and person.verification == Verification.PENDING:
        verify_trader(person=person, officer=officer)
        person.refresh_from_db()


def has_demo_people() -> bool:
    """True when somebody of the cast is among the people of the active schema."""
    emails = [each.email for iso2 in (None, *_NAMES) for each in demo_people(iso2)]
    return User.objects.filter(email__in=emails, is_active=True).exists()
