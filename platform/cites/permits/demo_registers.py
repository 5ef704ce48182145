"""The invented registers of the demonstration: the Secretariat's three, and operators of the simplified procedure."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from cites.accounts.demo import DEMO_PARTIES, demo_people, refuse_in_production
from cites.accounts.models import User
from cites.accounts.queries import find_person
from cites.permits.demo_quotas import INVENTED
from cites.permits.invented.goods import Basket, baskets_of
from cites.permits.models import OperatorEventKind, RegisteredOperator
from cites.permits.queries.operators import operators
from cites.permits.services.operators import change_operator, register_operator
from cites.species import queries as species
from cites.species.imports.register_writing import import_register
from cites.species.models import Register
from kernel import clock
from tenants.context import as_owner, current_profile, party_context, today
from tenants.models import Party
from tenants.names import PUBLIC
from tenants.profiles.files import shipped

SOURCE: Final = "Invented for the demonstration"
_HEADINGS: Final = ("Code", "Name", "Species", "Registered from", "Status")
_Row = tuple[str, str, str, str, str]
_NURSERIES: Final[tuple[_Row, ...]] = (
    ("P-BB-1", "Invented Orchid Nursery", "Cattleya spp.", "2011-03-01", ""),
    ("P-FJ-1", "Invented Cycad Garden", "", "2016-05-20", ""),
    ("P-VU-1", "Invented Tree Fern Nursery", "", "2009-09-15", "suspended"),
)
_INSTITUTIONS: Final[tuple[_Row, ...]] = (
    ("BB 001", "Invented Museum of the Island", "", "1994-11-18", ""),
    ("FJ 001", "Invented Herbarium of the Lagoon", "", "2001-06-01", ""),
    ("NZ 901", "Invented Institute of Reef Studies", "", "1988-02-10", ""),
    ("GB 901", "Invented Botanic Garden", "", "1983-07-01", ""),
)


def ensure_demo_registers() -> int:
    """Put invented registers of the Secretariat in force where none was ever imported; return how many entries.

    Raises DemoRefused in production.
    """
    refuse_in_production()
    with as_owner(PUBLIC):
        return sum(_ensure(register, rows) for register, rows in _registers())


def ensure_demo_operators(party: Party) -> int:
    """Register some of the demo traders as operators in a demo Party that has none; return how many.

    Raises DemoRefused in production. Run again it does nothing.
    """
    refuse_in_production()
    if party.iso2 not in DEMO_PARTIES or party.practice:
        return 0
    with party_context(party), transaction.atomic(), translation.override(current_profile().languages[0]):
        return 0 if RegisteredOperator.objects.exists() else _make_operators()


def _registers() -> Iterator[tuple[Register, tuple[_Row, ...]]]:
    yield Register.BREEDING, tuple(_breeders())
    yield Register.NURSERY, _NURSERIES
    yield Register.INSTITUTION, _INSTITUTIONS


def _breeders() -> Iterator[_Row]:
    """Yield one in each country that may be brought live: invented birds of source D name the one of their country."""
    for code in shipped():
        yield f"A-{code.upper()}-501", f"Invented Aviary of {code.upper()}", "Amazona guildingii", "1998-03-01", ""
    yield "A-BB-502", "Invented Parrot Farm", "Amazona guildingii", "2003-10-12", "deleted"


def _ensure(register: Register, rows: tuple[_Row, ...]) -> int:
    if register in species.register_days():
        return 0
    with TemporaryDirectory() as folder:
        path = Path(folder) / "register.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows((_HEADINGS, *rows))
        yesterday = clock.now().date() - timedelta(days=1)  # a day that has begun everywhere
        return import_register(register, path, as_of=yesterday, source=SOURCE).added


def _make_operators() -> int:
    """One in force, and one that is suspended."""
    profile = current_profile()
    known = {each.word: find_person(each.email) for each in demo_people(profile.iso2)}
    officer, trader, reef = known["officer"], known["trader"], known["reef"]
    if officer is None or trader is None or reef is None:
        return 0
    first, second, *_others = baskets_of(profile.iso2, profile.region)
    _register(1, trader, first, officer)
    suspended = _register(2, reef, second, officer)
    change_operator(pk=suspended.pk, kind=OperatorEventKind.SUSPENDED, reason=gettext(INVENTED), official=officer)
    return operators().count()


def _register(number: int, holder: User, goods: Basket, officer: User) -> RegisteredOperator:
    taxa = [taxon for each in goods if (taxon := species.find_taxon(each.taxon_code)) is not None]
    said = {
        "number": f"{current_profile().iso2}-SP-{number}",
        "organisation": holder.organisation,
        "person": None if holder.organisation else holder,
        "terms": " ".join(dict.fromkeys(each.term for each in goods)),
        "sources": " ".join(dict.fromkeys(each.source for each in goods)),
        "remark": gettext(INVENTED),
        "valid_from": today() - timedelta(days=200),
        "valid_until": today() + timedelta(days=530),
    }
    return register_operator(official=officer, said=said, taxa=taxa)
