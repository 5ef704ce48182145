"""The Checklist's “Index of CITES species” as a table, whose columns depend on what was ticked when it was made."""

import re
from collections.abc import Iterator
from pathlib import Path

from cites.species.imports.concepts import appendices, fits, named, rank_of, why_left_out
from cites.species.imports.nodes import country, number, text, truth
from cites.species.imports.readers import FileReader, file_readers
from cites.species.imports.records import Batch, Fault, NameRecord, RangeRecord, TaxonRecord
from cites.species.imports.sheets import Row, rows
from kernel.text import gettext_noop

NAME = ("fullname", "scientificname", "taxon")
RANK = ("rankname", "rank")
NEEDED = {"Kingdom": ("kingdom",), "RankName": RANK}
NAMELESS = gettext_noop("This row names no taxon.")
_COMMON = {"english": "en", "french": "fr", "spanish": "es"}
_DISTRIBUTIONS = {
    "alldistributionisocodes": "", "nativedistributionisocodes": "", "introduceddistributionisocodes": "introduced",
    "introducedquestiondistributionisocodes": "introduced (?)", "reintroduceddistributionisocodes": "reintroduced",
    "extinctdistributionisocodes": "extinct", "extinctquestiondistributionisocodes": "extinct (?)",
    "distributionuncertainisocodes": "distribution uncertain",
}  # fmt: skip


def batches(path: Path, after: int) -> Iterator[Batch]:
    """Yield a batch for each row below line ``after``."""
    for row in rows(path, after=after, needed=NEEDED):
        if not row.is_empty:
            yield _batch(row)


def _batch(row: Row) -> Batch:
    faults: list[Fault] = []
    record = taxon(row, faults)
    if record is None:
        return Batch(place=row.place, faults=tuple(faults))
    if truth(row.cell("citesaccepted")) is False:
        return Batch(place=row.place, faults=tuple(faults))
    told = record.model_copy(
        update={
            "synonyms": _synonyms(row, record.name, faults), "common_names": _common_names(row, record.name, faults),
            "ranges": _ranges(row), "stands_in": appendices(row.cell("currentlisting", "appendix", "listing")),
        }
    )  # fmt: skip
    return Batch(place=row.place, records=(told,), faults=tuple(faults))


def taxon(row: Row, faults: list[Fault]) -> TaxonRecord | None:
    """Return who the row is about, or None with the reason in ``faults``."""
    rank, kingdom = rank_of(row.cell(*RANK)), row.cell("kingdom").capitalize()
    name = row.cell(*NAME) or _composed(row, rank)
    known = name or " ".join(filter(None, (row.cell("genus"), row.cell("species"), row.cell("subspecies"))))
    if known and (fault := why_left_out(known[:120], rank, kingdom)):
        faults.append(fault)
        return None
    if not name or len(name) > 120:
        faults.append(Fault(text=NAMELESS, unreadable=True))
        return None
    return TaxonRecord(
        name=name, their_id=number(row.cell("taxonid", "taxonconceptid")), rank=rank, kingdom=kingdom,
        author=row.cell("author", "authoryear")[:120], phylum=row.cell("phylum")[:40],
        class_name=row.cell("class")[:40], order_name=row.cell("order")[:40], family=row.cell("family")[:40],
    )  # fmt: skip


def _composed(row: Row, rank: str) -> str:
    """Put a scientific name together from the columns of its parts."""
    if rank not in ("species", "subspecies"):
        return row.cell(rank) if rank else ""
    genus, epithet, below = row.cell("genus"), row.cell("species"), row.cell("subspecies")
    parts = [genus, epithet, below] if rank == "subspecies" else [genus, epithet]
    return " ".join(parts) if all(parts) else ""


def _parts(cell: str) -> list[str]:
    return [part for part in map(text, re.split(r"[,;]", cell)) if part]


def _synonyms(row: Row, taxon: str, faults: list[Fault]) -> tuple[str, ...] | None:
    headings = ("synonyms", "synonymswithauthors")
    if not row.has(*headings):
        return None
    names = _parts(row.cell("synonyms")) or [_without_author(part) for part in _parts(row.cell(headings[1]))]
    return tuple(dict.fromkeys(name for name in names if name != taxon and fits(name, taxon, faults)))


def _without_author(name: str) -> str:
    """Return the leading words of a scientific name: one that begins with a capital and those that do not."""
    found = re.match(r"\w[\w.-]*(?: [a-zß-ÿ][\w.-]+)*", name)
    return found.group(0) if found and not re.search(r"\d", found.group(0)) else ""


def _common_names(row: Row, taxon: str, faults: list[Fault]) -> tuple[NameRecord, ...] | None:
    if not row.has(*(f"{language}names" for language in _COMMON), *(f"{each}commonnames" for each in _COMMON)):
        return None
    told = [
        {"name": name, "language": code}
        for language, code in _COMMON.items()
        for name in _parts(row.cell(f"{language}names", f"{language}commonnames"))
    ]
    return tuple(dict.fromkeys(named(told, taxon, faults)))


def _ranges(row: Row) -> tuple[RangeRecord, ...] | None:
    if not row.has(*_DISTRIBUTIONS):
        return None
    tags: dict[str, list[str]] = {}
    for heading, tag in _DISTRIBUTIONS.items():
        for code in filter(None, map(country, _parts(row.cell(heading)))):
            tags.setdefault(code, []).extend([tag] if tag else [])
    return tuple(RangeRecord(country=code, tags=tuple(found)) for code, found in tags.items())


READER = file_readers.register(FileReader("checklist", batches))
