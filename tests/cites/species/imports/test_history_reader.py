"""The history of listings keeps its changes whatever else a row leaves out: the column, the cell, or the row's end."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cites.species.imports.readers import file_readers
from cites.species.imports.records import Batch, Event

NEEDED = {
    "Kingdom": "Animalia", "FullName": "Inventus fictus", "RankName": "SPECIES", "Appendix": "II", "ChangeType": "+",
    "EffectiveAt": "04/02/1977",
}  # fmt: skip
OPTIONAL = {
    "TaxonId": "7", "Phylum": "Chordata", "Class": "Aves", "Order": "Inventiformes", "Family": "Inventidae",
    "Author": "Maker, 1901", "IsCurrent": "t", "Party": "", "FullNoteEN": "All populations", "HashAnnSymbol": "#4",
}  # fmt: skip
CHANGES = ("+", "-", "ADDITION", "Deletion")
BLANK = st.sampled_from(["", " "])
NOTHING = st.sampled_from(["", " ", "\t", "null", "NULL", "-", "?"])
CORE = ("FullName", "RankName", "Appendix", "EffectiveAt")
"""The cells without which nothing can be said of a row."""

Row = dict[str, str]


@st.composite
def changes(draw: Any) -> Row:
    """A change of a listing of which the optional cells may be blank, or say nothing that can be read."""
    day = draw(st.dates(date(1975, 7, 1), date(2026, 12, 31)))
    core = {
        **NEEDED, "Appendix": draw(st.sampled_from(("I", "II", "III"))), "ChangeType": draw(st.sampled_from(CHANGES)),
        "EffectiveAt": draw(st.sampled_from((day.isoformat(), day.strftime("%d/%m/%Y")))),
    }  # fmt: skip
    return core | {name: draw(st.just(value) | NOTHING) for name, value in OPTIONAL.items()}


def read(folder: Path, columns: list[str], rows: list[Row], cut: list[int]) -> list[Batch]:
    """The batches of a file with these columns; each row ends so many cells early."""
    path = folder / "history.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for row, less in zip(rows, cut, strict=True):
            cells = [row[name] for name in columns]
            writer.writerow(cells[: len(cells) - less])
    return list(file_readers.get("history").batches(path, 0))


def core_of(event: Event) -> tuple[str, str, date]:
    return event.change, event.appendix, event.day


def said_by(row: Row) -> tuple[str, str, date]:
    told = row["EffectiveAt"]
    day = date(*map(int, reversed(told.split("/")))) if "/" in told else date.fromisoformat(told)
    return "-" if row["ChangeType"] in ("-", "Deletion") else "+", row["Appendix"], day


@given(st.data())
def test_every_change_keeps_its_kind_appendix_and_day(tmp_path_factory: Any, data: Any) -> None:
    kept = data.draw(st.lists(st.sampled_from([*OPTIONAL]), unique=True))
    rows = data.draw(st.lists(changes(), max_size=4))
    cut = [data.draw(st.integers(0, len(kept))) for _row in rows]
    found = read(tmp_path_factory.getbasetemp(), [*NEEDED, *kept], rows, cut)
    assert [fault for batch in found for fault in batch.faults] == []
    events = [event for batch in found for record in batch.records for event in record.events or ()]
    assert [core_of(event) for event in events] == [said_by(row) for row in rows]
    assert {record.name for batch in found for record in batch.records} <= {"Inventus fictus"}


@given(st.data())
def test_a_row_that_cannot_be_read_is_told_and_takes_no_other_with_it(tmp_path_factory: Any, data: Any) -> None:
    rows = data.draw(st.lists(changes(), min_size=1, max_size=4))
    spoilt = data.draw(st.sets(st.integers(0, len(rows) - 1)))
    for place in spoilt:
        name = data.draw(st.sampled_from(CORE))
        rows[place][name] = data.draw(BLANK if name == "FullName" else NOTHING)
    found = read(tmp_path_factory.getbasetemp(), [*NEEDED, *OPTIONAL], rows, [0] * len(rows))
    assert [batch.place for batch in found] == list(range(2, len(rows) + 2))
    for place, batch in enumerate(found):
        if place in spoilt:
            assert not any(record.events for record in batch.records)
            assert batch.faults
        else:
            assert [core_of(event) for record in batch.records for event in record.events or ()] == [
                said_by(rows[place])
            ]
