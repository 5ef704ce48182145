"""Which of our taxa a staged record is about: by the number in Species+, else by the accepted name, else a new one."""

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter

from cites.species.imports.records import Fault
from cites.species.models import STARTER, ImportRun, StagedRecord, Taxon
from kernel.text import gettext_noop

NAME_TAKEN = gettext_noop("%(taxon)s: left out, for another taxon has that name already.")
_LONGEST_CODE = 12


@dataclass(slots=True)
class Staged:
    """What the staged records of one key say of who it is."""

    key: str
    place: int
    their_id: int | None
    name: str
    active: bool
    only_names: bool


@dataclass(slots=True)
class Resolution:
    """Who is who: the taxon of each key (None: a new one, with the code in ``codes``), and what clashes.

    ``numbers`` are those of all taxa to which anything can be added.
    """

    taxa: dict[str, int | None] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    renamed: set[int] = field(default_factory=set)
    gone: list[int] = field(default_factory=list)
    known: int = 0
    numbers: frozenset[int] = frozenset()
    faults: list[tuple[int, Fault]] = field(default_factory=list)


def resolve(run: ImportRun, *, whole: bool) -> Resolution:
    """Return who is who; with ``whole``, imported taxa that the source lacks are ``gone``."""
    present = list(Taxon.objects.values_list("pk", "code", "scientific_name", "species_plus_id", "dataset"))
    found, staged = Resolution(), _staged(run)
    by_id = {their_id: pk for pk, _code, _name, their_id, _whose in present if their_id is not None}
    by_name = {name: pk for pk, _code, name, _their_id, _whose in present}
    _claim(staged, by_id, by_name, found)
    _settle_names(staged, {pk: name for name, pk in by_name.items()}, found)
    _give_codes(staged, {code for _pk, code, *_rest in present}, found)
    names = {their_id: name for _pk, _code, name, their_id, _whose in present if their_id is not None}
    found.names = names | {each.their_id: each.name for each in staged if each.their_id is not None and each.name}
    imported = [pk for pk, _code, _name, their_id, whose in present if whose != STARTER and their_id is not None]
    found.known = len(imported)
    found.numbers = frozenset(
        each.their_id for each in staged if each.their_id is not None and each.active and each.key in found.taxa
    )
    claimed = set(found.taxa.values())
    found.gone = [pk for pk in imported if pk not in claimed] if whole else []
    return found


def _staged(run: ImportRun) -> list[Staged]:
    """Return one entry a key; the last word on a taxon counts, and names alone say nothing of it."""
    columns = ("key", "place", "their_id", "name", "active", "only_names")
    found: dict[str, Staged] = {}
    for row in StagedRecord.objects.filter(run=run).order_by("pk").values_list(*columns).iterator():
        each = Staged(*row)
        if each.key not in found or not each.only_names:
            found[each.key] = each
    return list(found.values())


def _claim(staged: list[Staged], by_id: dict[int, int], by_name: dict[str, int], found: Resolution) -> None:
    """Give each key its taxon; whoever is known by number goes first, and who is gone claims nobody's by name."""
    claimed: set[int] = set()
    heirs = [each for each in staged if each.active and not each.only_names and each.their_id not in by_id]
    renewed = {by_name[each.name] for each in heirs if each.name in by_name}  # told anew under another number
    for each in staged:
        pk = by_id.get(each.their_id) if each.their_id is not None else None
        if pk is not None and ((each.active and not each.only_names) or pk not in renewed):
            found.taxa[each.key] = pk
            claimed.add(pk)
    for each in sorted(staged, key=attrgetter("only_names")):
        if each.key in found.taxa or not each.active:
            continue
        pk = by_name.get(each.name)
        if pk is not None and pk not in claimed:
            found.taxa[each.key] = pk
            claimed.add(pk)
        elif not each.only_names:
            found.taxa[each.key] = None


def _settle_names(staged: list[Staged], names: dict[int, str], found: Resolution) -> None:
    """See to it that no name is given twice; a new taxon without a name of its own is left out."""
    claimed = set(found.taxa.values())  # once: asked of each name anew it takes longer than all else together
    kept = {name for pk, name in names.items() if pk not in claimed}
    for each in staged:
        if each.key not in found.taxa or each.only_names or not each.active:
            continue
        pk = found.taxa[each.key]
        if each.name not in kept:
            kept.add(each.name)
            if pk is not None and names[pk] != each.name:
                found.renamed.add(pk)
            continue
        found.faults.append((each.place, Fault(text=NAME_TAKEN, facts={"taxon": each.name})))
        del found.taxa[each.key]


def _give_codes(staged: Iterable[Staged], taken: set[str], found: Resolution) -> None:
    for each in staged:
        if each.key in found.taxa and found.taxa[each.key] is None:
            code = _code(each, taken)
            found.codes[each.key] = code
            taken.add(code)


def _code(staged: Staged, taken: set[str]) -> str:
    """Return a code of ours that follows from the number in Species+, else from the name, always the same."""
    first = f"SP-{staged.their_id}"
    if staged.their_id is not None and len(first) <= _LONGEST_CODE and first not in taken:
        return first
    for attempt in range(len(taken) + 1):
        digest = hashlib.sha256(f"{staged.name}/{attempt}".encode()).digest()
        code = f"N-{base64.b32encode(digest).decode()[: _LONGEST_CODE - 2]}"
        if code not in taken:
            return code
    raise AssertionError("every code is taken")
