"""The life of an import: read into a staging table, compared, put in force in one transaction, or abandoned."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Value
from django.db.models.functions import Concat

from cites.species import memory
from cites.species.imports.days import Told, days_of_data
from cites.species.imports.errors import ImportUnderWay, OlderThanInForce, TooMuchGone, TooMuchUnreadable
from cites.species.imports.handed_down import handed_down
from cites.species.imports.planning import Chunk, Plan, write
from cites.species.imports.readers import API, file_readers
from cites.species.imports.records import Batch, Fault, TaxonRecord
from cites.species.imports.resolving import Resolution, resolve
from cites.species.imports.wanted import DATASET
from cites.species.models import Dataset, ImportChange, ImportFault, ImportRun, StagedRecord, Taxon
from cites.species.services import ONE_AT_A_TIME
from kernel import clock
from kernel.errors import DomainError
from tenants.audit.services import record
from tenants.context import as_owner
from tenants.locks import only_one
from tenants.names import PUBLIC

RECORDS_AT_ONCE, PLACES_AT_ONCE = 500, 2000
MOST_FAULTS_KEPT = 1000
"""So many faults are kept to be read; all are counted."""
FEW, TOO_MUCH, FOR_SURE = 20, 0.05, 1000
FEW_GONE, TOO_MANY_GONE = 20, 0.1
NAME = "Species+ and the Checklist of CITES Species"
ADDRESS = "https://www.speciesplus.net"
CREDIT = (
    "UNEP-WCMC (Comps.), Species+ and the Checklist of CITES Species, compiled by UNEP-WCMC for the CITES Secretariat, "
    "www.speciesplus.net and checklist.cites.org. Not to be redistributed."
)
_LOCK = 0x494D504F
Progress = Callable[[ImportRun], None]


def _silent(run: ImportRun) -> None:
    pass


@contextmanager
def alone() -> Iterator[None]:
    """Work as the owner, and as the only process that imports; raises ImportUnderWay."""
    with only_one(_LOCK, wait=False) as held:
        if not held:
            raise ImportUnderWay
        with as_owner(PUBLIC):
            yield


@dataclass(slots=True)
class _Unwritten:
    """What was read since the last checkpoint."""

    place: int = 0
    places: int = 0
    taxa: int = 0
    records: list[StagedRecord] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    fault_places: list[int] = field(default_factory=list)

    def add(self, run: ImportRun, batch: Batch, further: Sequence[TaxonRecord]) -> None:
        """Take what was read at a place, and what it says ``further`` of wider taxa."""
        self.place, self.places, self.taxa = batch.place, self.places + 1, self.taxa + len(batch.records)
        self.records += [
            StagedRecord(
                run=run, place=batch.place, key=each.key, their_id=each.their_id, name=each.name, active=each.active,
                only_names=each.only_names, payload=each.model_dump_json(exclude_defaults=True),
            )
            for each in (*batch.records, *further)
        ]  # fmt: skip
        self.faults += batch.faults
        self.fault_places += [batch.place] * len(batch.faults)

    @property
    def is_enough(self) -> bool:
        return len(self.records) >= RECORDS_AT_ONCE or self.places >= PLACES_AT_ONCE


def read(run: ImportRun, batches: Iterable[Batch], progress: Progress = _silent) -> None:
    """Stage everything below the run's checkpoint, which moves on in the same transaction as what was read.

    Raises TooMuchUnreadable and whatever the reader raises.
    """
    unwritten, known = _Unwritten(), set[TaxonRecord]()
    for batch in batches:
        further = {told for each in batch.records for told in handed_down(each)} - known
        known |= further
        unwritten.add(run, batch, sorted(further, key=attrgetter("key")))
        if batch.total:
            run.total = batch.total
        if unwritten.is_enough or batch.total:  # a page of a service is dear
            _stage(run, unwritten)
            unwritten = _Unwritten()
            progress(run)
    _stage(run, unwritten)
    _refuse_unreadable(run, at_end=True)
    progress(run)


@transaction.atomic
def _stage(run: ImportRun, found: _Unwritten) -> None:
    if not found.places:
        return
    StagedRecord.objects.bulk_create(found.records, batch_size=RECORDS_AT_ONCE)
    unreadable = sum(fault.unreadable for fault in found.faults)
    _keep_faults(run, list(zip(found.fault_places, found.faults, strict=True)), in_comparison=False)
    run.checkpoint = found.place
    run.records += found.taxa
    run.unreadable += unreadable
    run.skipped += len(found.faults) - unreadable
    run.save()
    _refuse_unreadable(run, at_end=False)


def _keep_faults(run: ImportRun, found: Sequence[tuple[int, Fault]], *, in_comparison: bool) -> None:
    room = MOST_FAULTS_KEPT - run.faults.filter(in_comparison=in_comparison).count() if found else 0
    levels = ImportFault.Level
    ImportFault.objects.bulk_create(
        ImportFault(
            run=run, place=place, text=fault.text, facts=fault.facts, in_comparison=in_comparison,
            level=levels.UNREADABLE if fault.unreadable else levels.SKIPPED,
        )
        for place, fault in found[: max(room, 0)]
    )  # fmt: skip


def _refuse_unreadable(run: ImportRun, *, at_end: bool) -> None:
    told = run.records + run.unreadable + run.skipped
    if run.unreadable <= (0 if run.records == 0 and at_end else FEW if at_end else FOR_SURE):
        return
    if run.unreadable > TOO_MUCH * told:
        raise TooMuchUnreadable(unreadable=run.unreadable, of=told)


def compare(run: ImportRun, progress: Progress = _silent) -> None:
    """Keep what the import would change, and write nothing of it; afterwards the run is ready."""
    with transaction.atomic():
        _work_through(run, progress, put_in_force=lambda chunk: None)
        run.state, run.fault, run.fault_facts = ImportRun.State.READY, "", {}
        run.save()


def apply(run: ImportRun, progress: Progress = _silent, *, removals: bool = False, by: Any = None) -> None:
    """Put what is staged in force, all in one transaction, and keep what it changed.

    Raises TooMuchGone when a source that should be whole lacks many taxa, unless ``removals`` are meant, and
    OlderThanInForce when data of a later day were put in force since.
    """
    with only_one(ONE_AT_A_TIME), as_owner(PUBLIC), transaction.atomic():
        refuse_older(run.as_of)
        found, told = _work_through(run, progress, put_in_force=write)
        if not removals and len(found.gone) > max(FEW_GONE, TOO_MANY_GONE * found.known):
            raise TooMuchGone(gone=len(found.gone), of=found.known)
        run.staged.all().delete()
        run.state, run.finished_at, run.fault, run.fault_facts = ImportRun.State.APPLIED, clock.now(), "", {}
        run.save()
        _tell_dataset(run, told)
        facts = {"reader": run.reader, "as_of": run.as_of.isoformat(), "added": run.added, "changed": run.changed}
        record("species.imported", subject=f"import:{run.pk}", actor=by, data=facts | {"removed": run.removed})
        memory.next_edition()


def refuse_older(as_of: date) -> None:
    """Raise OlderThanInForce when any import in force, from whatever source, is of a later day."""
    newest = ImportRun.objects.filter(state=ImportRun.State.APPLIED).aggregate(day=Max("as_of"))["day"]
    if newest is not None and as_of < newest:
        raise OlderThanInForce(as_of=as_of, in_force=newest)


def _work_through(
    run: ImportRun, progress: Progress, *, put_in_force: Callable[[Chunk], None]
) -> tuple[Resolution, Told]:
    run.changes.all().delete()
    run.faults.filter(in_comparison=True).delete()
    found = resolve(run, whole=is_whole(run))
    run.added = run.changed = run.removed = 0
    run.left_out = len(found.faults)
    _keep_faults(run, found.faults, in_comparison=True)
    if put_in_force is write:
        _make_room_for_names(found)
    plan = Plan(run, found, whole=is_whole(run), adds_up=adds_up(run))
    for chunk in plan.chunks():
        put_in_force(chunk)
        _keep_changes(run, chunk)
        progress(run)
    return found, plan.told


def _make_room_for_names(found: Resolution) -> None:
    """Let taxa swap names, of which the database wants no two alike at any moment."""
    Taxon.objects.filter(pk__in=found.renamed).update(scientific_name=Concat(Value("~"), F("code")))


def _keep_changes(run: ImportRun, chunk: Chunk) -> None:
    ImportChange.objects.bulk_create(chunk.changes, batch_size=RECORDS_AT_ONCE)
    for change in chunk.changes:
        column = str(change.kind)
        setattr(run, column, getattr(run, column) + 1)
    run.left_out += len(chunk.faults)
    _keep_faults(run, chunk.faults, in_comparison=True)


def _tell_dataset(run: ImportRun, told: Told) -> None:
    days = days_of_data(run, told, whole=run.reader == API or is_whole(run))
    Dataset.objects.update_or_create(
        code=DATASET,
        defaults={"name": NAME, "address": ADDRESS, "credit": CREDIT, "loaded_at": clock.now(), **days},
    )


def fail(run: ImportRun, error: DomainError) -> None:
    """Give an import up that cannot come to anything; what was staged goes."""
    _end(run, ImportRun.State.FAILED, error)


def abandon(run: ImportRun, by: Any = None) -> None:
    """Give an unfinished import up because somebody says so."""
    with transaction.atomic():
        _end(run, ImportRun.State.ABANDONED, None)
        record("species.import_abandoned", subject=f"import:{run.pk}", actor=by, data={"reader": run.reader})


@transaction.atomic
def _end(run: ImportRun, state: ImportRun.State, error: DomainError | None) -> None:
    run.staged.all().delete()
    run.state, run.finished_at = state, clock.now()
    run.fault, run.fault_facts = (error.message, error.data) if error else (run.fault, run.fault_facts)
    run.save()


def note_fault(run: ImportRun, error: DomainError) -> None:
    """Keep why an import stopped that can go on."""
    run.fault, run.fault_facts = error.message, error.data
    run.save(update_fields=["fault", "fault_facts"])


def is_whole(run: ImportRun) -> bool:
    """Tell whether what is not in the source is gone."""
    return run.since is None if run.reader == API else file_readers.get(run.reader).whole


def adds_up(run: ImportRun) -> bool:
    """Tell whether a taxon is told by several records that belong together."""
    return run.reader != API and file_readers.get(run.reader).adds_up
