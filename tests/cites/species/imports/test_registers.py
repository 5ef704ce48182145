"""A register of the Secretariat is read from a table, compared, and put in force whole; what has ended is kept."""

from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from cites.species.imports import registers
from cites.species.imports.errors import NotThisFile, OlderThanInForce, TooManyEntriesGone, TooMuchUnreadable
from cites.species.imports.register_writing import SECRETARIAT, RegisterImported, import_register
from cites.species.imports.registers import read_register
from cites.species.models import THE_BEGINNING, Dataset, Register, Registration
from cites.species.queries import (
    find_registrations,
    is_registered_for,
    register_days,
    registrations,
    registrations_of_taxon,
)
from cites.species.services import load_reference_data
from tenants.audit.models import AuditEntry

AS_OF = date(2026, 11, 1)
HEADINGS = "Registration No.,Country,Name of operation,Species,Date of registration,Status,Deleted on"
INVENTED = "A-PH-901,PH,Invented Falcons Ltd,Falco peregrinus,1998-03-01,,"
SUSPENDED = "A-ES-902,ES,Invented Crocodiles SA,Crocodylus acutus,2001-05-01,Suspended,"
DELETED = "A-GB-903,GB,Invented Parrots,Amazona guildingii,01/02/2000,deleted,2010-06-01"


@pytest.fixture
def list_of_species() -> Iterator[None]:
    """A list in which every name is known but that of an invented one."""
    with patch.object(registers, "taxon_by_scientific_name", lambda name: None if "fictus" in name else name):
        yield


def written(tmp_path: Path, *rows: str, headings: str = HEADINGS) -> Path:
    path = tmp_path / "register.csv"
    path.write_text("\n".join((headings, *rows)), encoding="utf-8")
    return path


def read(path: Path, register: Register = Register.BREEDING) -> Any:
    return read_register(register, path, as_of=AS_OF, source="Notification")


def told(entry: Registration) -> tuple[Any, ...]:
    return entry.code, entry.scientific_name, entry.valid_from, entry.valid_to, entry.ended_by, entry.end_told


@pytest.mark.usefixtures("list_of_species")
def test_each_row_tells_from_when_to_when_and_for_which_species(tmp_path: Path) -> None:
    found = read(written(tmp_path, INVENTED, SUSPENDED, DELETED))
    assert [told(each) for each in found.entries] == [
        ("A-PH-901", "Falco peregrinus", date(1998, 3, 1), None, "", True),
        ("A-ES-902", "Crocodylus acutus", date(2001, 5, 1), date(2026, 10, 31), "suspended", False),
        ("A-GB-903", "Amazona guildingii", date(2000, 2, 1), date(2010, 5, 31), "deleted", True),
    ]
    assert found.faults == []


@pytest.mark.usefixtures("list_of_species")
def test_a_cell_with_several_species_is_a_row_of_each(tmp_path: Path) -> None:
    found = read(written(tmp_path, "A-PH-904,PH,Invented,Falco cherrug; Falco  rusticolus;Falco cherrug,,,"))
    assert [(each.scientific_name, each.valid_from) for each in found.entries] == [
        ("Falco cherrug", THE_BEGINNING),
        ("Falco rusticolus", THE_BEGINNING),
    ]


@pytest.mark.usefixtures("list_of_species")
@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("B-PH-901,PH,Invented,Falco cherrug,,,", registers.NO_CODE),
        ("A-PH-901,PH,,Falco cherrug,,,", registers.NO_NAME),
        ("A-PH-901,PH,Invented,,,,", registers.NO_SPECIES),
        ("A-PH-901,PH,Invented,Falco cherrug,some time,,", registers.NO_DAY),
        ("A-PH-901,PH,Invented,Falco cherrug,,pending,", registers.NO_STATUS),
        ("A-PH-901,PH,Invented,Falco cherrug,2020-01-01,,2019-01-01", registers.ENDS_FIRST),
    ],
)
def test_a_row_that_cannot_be_read_is_left_out_and_told(tmp_path: Path, row: str, why: str) -> None:
    found = read(written(tmp_path, INVENTED, row))
    assert [(place, fault.text, fault.unreadable) for place, fault in found.faults] == [(3, why, True)]
    assert len(found.entries) == 1


@pytest.mark.usefixtures("list_of_species")
def test_a_species_that_is_not_in_the_list_is_kept_and_a_row_that_is_there_twice_is_not(tmp_path: Path) -> None:
    found = read(written(tmp_path, INVENTED, INVENTED, "A-PH-905,PH,Invented,Falco fictus,,,"))
    assert [fault.text for _place, fault in found.faults] == [registers.TWICE, registers.NOT_LISTED]
    assert [each.scientific_name for each in found.entries] == ["Falco peregrinus", "Falco fictus"]


def test_an_institution_needs_no_species_and_its_party_stands_in_its_code(tmp_path: Path) -> None:
    path = written(tmp_path, "BB 001;Invented Museum", headings="Code;Institution")
    (found,) = read(path, Register.INSTITUTION).entries
    assert (found.code, found.party, found.name, found.scientific_name) == ("BB001", "BB", "Invented Museum", "")


def test_another_table_is_no_register(tmp_path: Path) -> None:
    with pytest.raises(NotThisFile):
        read(written(tmp_path, "Falco,1", headings="Genus,Number"))


@pytest.fixture
def bring(owner: str, tmp_path: Path) -> Any:
    """``bring(row, …)`` imports these as the whole register of breeding operations."""

    def bring(*rows: str, as_of: date = AS_OF, **how: Any) -> RegisterImported:
        return import_register(Register.BREEDING, written(tmp_path, *rows), as_of=as_of, **how)

    return bring


@pytest.mark.slow
def test_a_register_is_in_force_at_once_and_the_same_file_changes_nothing(bring: Any) -> None:
    assert register_days() == {}
    assert bring(INVENTED, SUSPENDED, dry=True).added == 2
    assert not Registration.objects.exists()
    assert (bring(INVENTED, SUSPENDED).added, Registration.objects.count()) == (2, 2)
    assert register_days() == {"breeding": AS_OF}
    assert [each.name for each in registrations("breeding", "a ph 901")] == ["Invented Falcons Ltd"]
    again = bring(INVENTED, SUSPENDED, source="Another Notification")
    assert (again.added, again.changed, again.ended, again.removed) == (0, 0, 0, 0)
    assert AuditEntry.objects.filter(verb="species.register_imported").count() == 2
    assert Dataset.objects.get(code="register_breeding").credit == "Another Notification"
    assert {each.source for each in Registration.objects.all()} == {SECRETARIAT}


@pytest.mark.slow
def test_what_is_gone_ends_on_the_eve_and_an_end_without_a_day_stays_where_it_was(bring: Any) -> None:
    bring(INVENTED, SUSPENDED)
    later = bring(SUSPENDED, as_of=date(2026, 12, 1))
    assert (later.ended, later.removed) == (1, 0)
    gone = Registration.objects.get(code="A-PH-901")
    assert (gone.valid_to, gone.ended_by, gone.end_told) == (date(2026, 11, 30), "gone", False)
    assert Registration.objects.get(code="A-ES-902").valid_to == date(2026, 10, 31)
    assert bring(SUSPENDED, as_of=date(2027, 1, 1)).told == []
    bring(INVENTED, SUSPENDED, as_of=date(2027, 2, 1))
    assert Registration.objects.get(code="A-PH-901").valid_to is None


@pytest.mark.slow
def test_what_is_older_half_or_unreadable_is_not_put_in_force(bring: Any) -> None:
    many = [f"A-PH-{number},PH,Invented,Falco peregrinus,1998-03-01,," for number in range(100, 160)]
    bring(*many)
    with pytest.raises(OlderThanInForce):
        bring(*many, as_of=date(2026, 10, 1))
    with pytest.raises(TooManyEntriesGone):
        bring(*many[:30])
    with pytest.raises(TooMuchUnreadable):
        bring(*(row.replace("Falco peregrinus", "") for row in many))
    assert Registration.objects.filter(valid_to=None).count() == 60
    assert bring(*many[:30], removals=True).ended == 30


@pytest.mark.slow
def test_what_is_in_force_is_found_by_code_name_party_and_species(bring: Any) -> None:
    load_reference_data()
    birds = "A-VC-906,VC,Invented Parrots,Amazona,2001-05-01,,"
    bring(INVENTED, SUSPENDED, birds)

    def found(**asked: str) -> list[str]:
        return [each.code for each in find_registrations(**asked)]

    assert found(text="a ph 901") == found(text="FALCONS") == found(text="peregrinus") == ["A-PH-901"]
    assert found(party="ES", register="breeding") == ["A-ES-902"]
    assert found(text="A-PH", register="nursery") == []
    assert found(text="nobody") == []
    of_parrot = registrations_of_taxon("AMA-GUI", date(2026, 11, 28))
    assert [each.code for each in of_parrot] == ["A-VC-906"]
    assert is_registered_for(of_parrot[0], "AMA-GUI")
    assert not is_registered_for(of_parrot[0], "ALI-GIG")
    assert registrations_of_taxon("AMA-GUI", date(2001, 4, 30)) == []


@pytest.mark.slow
def test_the_command_tells_row_by_row_what_changes(bring: Any, tmp_path: Path) -> None:
    bring(INVENTED, SUSPENDED)
    path, out = written(tmp_path, INVENTED.replace("Ltd", "Inc"), SUSPENDED, DELETED, "X,PH,Y,Z,,,"), StringIO()
    errors = StringIO()
    call_command("import_register", "breeding", str(path), as_of=AS_OF, stdout=out, stderr=errors)
    said = out.getvalue()
    assert (
        "~ A-PH-901 Falco peregrinus (Invented Falcons Inc): name Invented Falcons Ltd → Invented Falcons Inc" in said
    )
    assert "+ A-GB-903 Amazona guildingii (Invented Parrots)" in said
    assert "1 added, 1 changed, 0 ended, 0 removed; 1 unreadable. In force." in said
    assert "line 5: “X” is no code of this register." in errors.getvalue()
    with pytest.raises(CommandError, match="no file"):
        call_command("import_register", "breeding", str(tmp_path / "none.csv"), as_of=AS_OF)
