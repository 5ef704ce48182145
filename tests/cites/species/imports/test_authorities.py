"""A register of authorities and signatories is imported whole from a CSV, or nothing of it."""

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cites.species.errors import FaultyReferenceData
from cites.species.imports.authorities import import_authorities
from cites.species.imports.errors import NotThisFile
from cites.species.models import DesignatedAuthority
from cites.species.queries import authorities_of, authorities_on
from tenants.audit.models import AuditEntry

pytestmark = pytest.mark.slow
DAY = date(2026, 11, 1)
HEAD = "Country,Kind,Name,Authority,Address,E-mail,From,Until,Source\n"
VINCENT = (
    "VC,MA,Fisheries Division,,Kingstown,ma@vc.example,2010-01-01,,Directory\n"
    "VC,SA,National Parks Authority,,,,,,Directory\n"
    "VC,signatory,Jennifer Cruickshank,Fisheries Division,,,2015-01-01,2026-06-30,Directory\n"
)
Write = Any


@pytest.fixture
def write(owner: str, tmp_path: Path) -> Write:
    def write(text: str, name: str = "authorities.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def names() -> list[tuple[str, str]]:
    return list(DesignatedAuthority.objects.values_list("kind", "name"))


def test_it_is_read_with_its_days_and_where_it_is_from(write: Write) -> None:
    done = import_authorities(write(HEAD + VINCENT), as_of=DAY)
    assert (done.entries, done.countries, done.before) == (3, 1, 0)
    division = DesignatedAuthority.objects.get(kind="management")
    assert (division.name, division.email, division.valid_from) == (
        "Fisheries Division",
        "ma@vc.example",
        date(2010, 1, 1),
    )
    assert (division.source, division.as_of, division.checked) == ("Directory", DAY, False)
    assert {each.kind for each in authorities_on("VC", date(2026, 6, 30))} == {"management", "scientific", "signatory"}
    assert {each.kind for each in authorities_on("VC", date(2026, 7, 1))} == {"management", "scientific"}
    assert authorities_of("US") == ()
    assert AuditEntry.objects.filter(verb="species.authorities_imported").exists()


def test_the_next_file_is_the_whole_register(write: Write) -> None:
    import_authorities(write(HEAD + VINCENT), as_of=DAY)
    assert len(authorities_of("VC")) == 3
    done = import_authorities(write(HEAD + "US,MA,Fish and Wildlife Service,,,,,,Directory\n"), as_of=DAY)
    assert (done.entries, done.before) == (1, 3)
    assert names() == [("management", "Fish and Wildlife Service")]
    assert authorities_of("VC") == ()


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("QQ,MA,Somebody,,,,,,Directory", "no country of the list"),
        ("VC,Ministry,Somebody,,,,,,Directory", "neither MA, SA nor signatory"),
        ("VC,MA,Somebody,,,no address,,,Directory", "email"),
        ("VC,MA,Somebody,,,,1.1.2010,,Directory", "isoformat"),
        ("VC,MA,Somebody,,,,2010-01-01,2009-01-01,Directory", "ends before it begins"),
        ("VC,MA,,,,,,,Directory", "name"),
        ("VC,MA,Somebody,,,,,,", "source"),
        ("VC,MA,Fisheries Division,,,,2010-01-01,,Directory", "twice"),
    ],
)
def test_nothing_of_a_faulty_file_is_taken_and_the_line_is_named(write: Write, row: str, fault: str) -> None:
    import_authorities(write(HEAD + VINCENT, "before.csv"), as_of=DAY)
    with pytest.raises(FaultyReferenceData, match="line 5") as refused:
        import_authorities(write(HEAD + VINCENT + row + "\n"), as_of=DAY)
    assert fault in str(refused.value)
    assert len(names()) == 3


def test_a_file_without_its_columns_is_none(write: Write) -> None:
    with pytest.raises(NotThisFile):
        import_authorities(write("Country,Name\nVC,Fisheries Division\n"), as_of=DAY)


def test_it_is_tried_before_it_is_taken(write: Write) -> None:
    path, said = write(HEAD + VINCENT), StringIO()
    call_command("import_authorities", path, as_of=DAY, dry_run=True, stdout=said)
    assert "3 entries of 1 countries read, nothing put in force" in said.getvalue()
    assert names() == []
    call_command("import_authorities", path, as_of=DAY, stdout=said)
    assert len(names()) == 3
    with pytest.raises(CommandError):
        call_command("import_authorities", path.with_name("none.csv"), as_of=DAY)
