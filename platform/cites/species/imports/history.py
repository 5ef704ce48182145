"""The Checklist's “History of CITES listings” as a table: a row for each change, reservations included."""

from collections.abc import Iterator
from pathlib import Path

from cites.species.imports import legislation
from cites.species.imports.checklist import RANK, taxon
from cites.species.imports.readers import FileReader, file_readers
from cites.species.imports.records import Batch, Fault
from cites.species.imports.sheets import Row, rows

APPENDIX = ("appendix", "listing", "specieslistingname")
CHANGE = ("changetype", "changetypename")
DAY = ("effectiveat", "effectiveatformatted", "effectivedate")
NEEDED = {"Kingdom": ("kingdom",), "RankName": RANK, "Appendix": APPENDIX, "ChangeType": CHANGE, "EffectiveAt": DAY}
_PARTY = ("partyisocode", "partyisocode2", "partyiso", "party", "partycode")
_WORDS = ("fullnoteen", "annotationenglish", "shortnoteen", "annotation", "fullannotationenglish", "fullannotation")
_SYMBOL = ("hashannsymbol", "hashannotation", "annotationsymbol", "hashannotationsymbol")


def batches(path: Path, after: int) -> Iterator[Batch]:
    """Yield a batch for each row below line ``after``."""
    for row in rows(path, after=after, needed=NEEDED):
        if not row.is_empty:
            yield _batch(row)


def _batch(row: Row) -> Batch:
    faults: list[Fault] = []
    about = taxon(row, faults)
    if about is None:
        return Batch(place=row.place, faults=tuple(faults))
    found = {
        "appendix": row.cell(*APPENDIX), "change_type": row.cell(*CHANGE), "effective_at": row.cell(*DAY),
        "is_current": row.cell("iscurrent"), "party": row.cell(*_PARTY), "annotation": row.cell(*_WORDS),
        "hash_annotation": row.cell(*_SYMBOL),
    }  # fmt: skip
    events = legislation.events([found], about.name, about.their_id, faults)
    if not events:  # a change without its day or kind is the whole of what the row says
        faults = [each.model_copy(update={"unreadable": True}) for each in faults]
        return Batch(place=row.place, faults=tuple(faults))
    return Batch(place=row.place, records=(about.model_copy(update={"events": events}),), faults=tuple(faults))


READER = file_readers.register(FileReader("history", batches, adds_up=True))
