"""The Secretariat's registers on an official's page, on that of a species, and in what the rules are told."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from typing import Any
from unittest.mock import patch

import pytest

from cites.accounts.roles import Role
from cites.permits.queries.registered import institution_facts, operation_facts
from cites.permits.rules.registered import Registered
from cites.species import queries as species
from cites.species.models import Registration
from cites.species.queries import ShownDataset
from tests.factories.accounts import person

AS_OF, DAY = date(2026, 11, 1), date(2026, 11, 28)
PARROT = "AMA-GUI"


def entry(register: str, code: str, scientific_name: str = "", **said: Any) -> Registration:
    told: dict[str, Any] = {
        "valid_from": date(1998, 3, 1),
        "source": "Invented",
        "party": code.strip("AP-")[:2],
        **said,
    }
    return Registration(
        register=register, code=code, name="Invented Birds", scientific_name=scientific_name, dataset=f"register_{register}",
        **told,
    )  # fmt: skip


ROWS = (
    entry("breeding", "A-VC-901", "Amazona guildingii"),
    entry("breeding", "A-BB-902", "Amazona", valid_to=date(2020, 1, 1), ended_by="suspended"),
    entry("nursery", "P-BB-903"),
    entry("institution", "BB001"),
)


@pytest.fixture
def imported() -> Iterator[None]:
    """Registers that hold these rows as of that day."""
    with ExitStack() as stack:
        known = dict.fromkeys(("breeding", "nursery", "institution"), AS_OF)
        stack.enter_context(patch.object(species, "register_days", lambda: known))
        stack.enter_context(patch.object(species, "registrations", _of_code))
        stack.enter_context(patch.object(species, "find_registrations", lambda **asked: ROWS))
        shown = ShownDataset("", "", "Invented Notification", AS_OF, None, None, None, False, False, is_old=True)
        stack.enter_context(patch.object(species, "shown_datasets", lambda codes, day: [shown]))
        stack.enter_context(patch.object(species, "registrations_of_taxon", lambda code, day: ROWS[:1]))
        yield


def _of_code(register: str, code: str) -> tuple[Registration, ...]:
    return tuple(row for row in ROWS if (row.register, row.code) == (register, code))


def standing(said: str, kingdom: str = "Animalia", taxon: str = PARROT) -> Registered | None:
    found = operation_facts(said, kingdom, taxon)
    return found.standing_on(DAY) if found else None


@pytest.mark.usefixtures("bb", "imported")
def test_the_rules_are_told_where_a_number_stands_however_it_is_typed() -> None:
    assert standing("a vc 901") is Registered.IN_FORCE
    assert standing("A-VC-901", taxon="ALI-GIG") is Registered.OTHER_SPECIES
    assert standing("A-BB-902") is Registered.SUSPENDED
    assert standing("A-BB-999") is Registered.UNKNOWN
    assert standing("by word of mouth") is Registered.UNKNOWN
    assert standing("P-BB-903", "Plantae", "CAT-SPP") is Registered.IN_FORCE
    assert standing(" ") is None
    found = institution_facts("BB 001")
    assert found is not None
    assert (found.code, found.standing_on(DAY), found.parties_on(DAY)) == ("BB001", Registered.IN_FORCE, {"BB"})


@pytest.mark.usefixtures("bb")
def test_a_register_that_was_never_imported_is_said_to_be_unchecked() -> None:
    assert standing("A-VC-901") is Registered.UNCHECKED


@pytest.mark.usefixtures("imported")
def test_do_i_need_a_permit_answers_by_the_register(bb: Any) -> None:
    asked = {"taxon": PARROT, "from": "VC", "to": "US", "term": "LIV", "source": "D", "purpose": "T"}

    def rules(**more: str) -> set[str]:
        found = bb.client().get("/api/need-a-permit", {**asked, **more}).json()["reasons"]
        return {f"{each['rule']}:{each['severity']}" for each in found}

    assert not {each for each in rules(operation="A-VC-901") if each.startswith("M-D")}
    assert "M-D-x:hard" in rules(operation="A-BB-902")
    assert "M-D-x:hard" in rules(operation="A-VC-901", date="1998-02-28")
    page = {"q": "Amazona guildingii", "from": "VC", "to": "US", "source": "D", "operation": "A-BB-902"}
    assert "is suspended in the Secretariat" in bb.client().get("/need-a-permit/", page).content.decode()


@pytest.mark.usefixtures("imported")
def test_an_official_looks_a_code_up_and_reads_of_which_day_the_data_are(bb: Any) -> None:
    client = bb.client()
    client.force_login(person(Role.MA_OFFICER))
    page = client.get("/registers/?q=parrot").content.decode()
    assert "A-VC-901" in page
    assert "Suspended" in page
    assert "Invented Notification, as of 1 November 2026." in page
    assert "This is more than 180 days ago" in page
    on_species = client.get(f"/species/{PARROT}/").content.decode()
    assert "Registered operations and nurseries" in on_species
    assert "Invented Notification, as of 1 November 2026." in on_species
    assert "Registered operations and nurseries" not in bb.client().get(f"/species/{PARROT}/").content.decode()


def test_without_any_register_the_page_says_that_nothing_is_checked(bb: Any) -> None:
    client = bb.client()
    client.force_login(person(Role.MA_OFFICER))
    page = client.get("/registers/?q=A-PH-501").content.decode()
    assert "Never imported here" in page
    assert "Nothing found" in page
