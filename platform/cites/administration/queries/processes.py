"""What the pages of a workflow show: the types of documents, the drawing, the table, and what the check found."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from cites.administration.forms.documents import document_name, documents_of
from cites.administration.forms.keys import Parts, table_at
from cites.administration.forms.processes.asking import may_be_asked
from cites.administration.processes.spots import Kind, Spot
from cites.administration.queries.findings import Finding, findings_of
from tenants.releases.check import sound
from workflows.definition import Workflow
from workflows.drawing.layout import draw
from workflows.drawing.naming import name_of
from workflows.drawing.shapes import Drawing
from workflows.drawing.telling import BranchTold, StageTold, StepTold, tell
from workflows.drawing.walked import Marks, WayKey
from workflows.part import WORKFLOW


@dataclass(frozen=True, slots=True)
class TypeShown:
    """One type of document in the list."""

    code: str
    name: str | Promise
    stages: int
    steps: int
    findings: int


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step in the table, with what the check found of it."""

    told: StepTold
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage in the table; ``within`` names the branch of which it is, if any."""

    told: StageTold
    steps: tuple[StepRow, ...]
    findings: tuple[Finding, ...]
    within: str = ""

    @property
    def id(self) -> str:
        """Where a link to it leads."""
        return anchor(self.told.key)


@dataclass(frozen=True, slots=True)
class BranchRow:
    """The heading of a branch in the table, before its stages."""

    told: BranchTold
    findings: tuple[Finding, ...]

    @property
    def id(self) -> str:
        """Where a link to it leads."""
        return anchor(self.told.key)


@dataclass(frozen=True, slots=True)
class ProcessShown:
    """One process: drawn, told as a table, with what the check found; too unfinished to be drawn, the last alone."""

    code: str
    name: str | Promise
    findings: tuple[Finding, ...]
    drawing: Drawing | None
    rows: tuple[StageRow | BranchRow, ...]
    pointed_out: Finding | None


def types_of(parts: Parts) -> list[TypeShown]:
    """Return every type of document for which there is a process, or the beginnings of one."""
    return [
        TypeShown(
            code,
            document_name(parts, code),
            len(table_at(parts, f"workflow.{code}.stages")),
            len(table_at(parts, f"workflow.{code}.moves")),
            len(findings_of(parts, code)),
        )
        for code in documents_of(parts)
    ]


def process_of(parts: Parts, code: str) -> Workflow | None:
    """Return the process of that type as far as it can be read, its faulty values left out; None for too little."""
    file = sound(WORKFLOW, parts.get(WORKFLOW.name))
    found: Workflow | None = file.root.get(code) if file else None
    return found


def process_shown(parts: Parts, code: str, *, number: int | None = None, faults: bool = True) -> ProcessShown:
    """Return the process of that type; the path of its finding of that ``number`` is pointed out in the drawing."""
    findings = findings_of(parts, code) if faults else []
    with_path = [each for each in findings if each.ways]
    shown = next((each for each in with_path if each.number == number), next(iter(with_path), None))
    workflow = process_of(parts, code)
    return ProcessShown(
        code,
        document_name(parts, code),
        tuple(findings),
        drawn(workflow, path=shown.ways if shown else (), faults=findings) if workflow else None,
        tuple(_rows(tell(workflow), findings)) if workflow else (),
        shown,
    )


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a stage or in a branch: its steps and stages by key and name, and where more are added."""

    steps: tuple[tuple[str, str], ...]
    stages: tuple[tuple[str, str], ...]
    add_step: str
    add_stage: str
    add_branch: str
    ask_at: str
    origin: str


def around(parts: Parts, code: str, spot: Spot) -> Around | None:
    """Return what can be gone to from the page of a stage or branch; None for a step."""
    workflow = process_of(parts, code)
    if workflow is None or spot.kind is Kind.STEP:
        return None
    row = next((each for each in _rows(tell(workflow), []) if each.told.key == spot.key), None)
    if isinstance(row, StageRow):
        steps = tuple((each.told.key, each.told.label) for each in row.steps if each.told.key)
        branches = tuple((each.key, each.label) for each in row.told.branches)
        more = "" if spot.process or row.told.is_final else f"{spot.key}.branches"
        ask_at = spot.name if not spot.process and _may_ask(parts, code, spot.name) else ""
        return Around(steps, branches, "" if row.told.is_final else spot.moves, "", more, ask_at, spot.name)
    if row is None:
        return None
    stages = tuple((each.key, each.label) for each in row.told.stages)
    steps = tuple((step.key, step.label) for each in row.told.stages for step in each.steps)
    return Around(steps, stages, f"{spot.key}.moves", f"{spot.key}.stages", "", "", "")


def asking_stages(parts: Parts, code: str) -> list[tuple[str, str]]:
    """Return key and name of each stage at which another authority can be asked as well, in the order of the table."""
    workflow = process_of(parts, code)
    stages = [each.key.partition(".")[2] for each in tell(workflow)] if workflow else []
    return [(key, name_of(workflow, f"stages.{key}")) for key in stages if workflow and _may_ask(parts, code, key)]


def _may_ask(parts: Parts, code: str, stage: str) -> bool:
    return bool(may_be_asked(table_at(parts, f"{WORKFLOW.name}.{code}"), stage))


def anchor(key: str) -> str:
    """Return the id of what stands at a key on its page."""
    return key.replace(".", "-")


def _rows(stages: Iterable[StageTold], findings: Sequence[Finding], within: str = "") -> Iterator[StageRow | BranchRow]:
    def of(key: str) -> tuple[Finding, ...]:
        return tuple(each for each in findings if key and each.spot == key)

    for stage in stages:
        yield StageRow(stage, tuple(StepRow(step, of(step.key)) for step in stage.steps), of(stage.key), within)
        for branch in stage.branches:
            yield BranchRow(branch, of(branch.key))
            yield from _rows(branch.stages, findings, branch.label)


def drawn(workflow: Workflow, *, path: tuple[WayKey, ...] = (), faults: Any = ()) -> Drawing:
    """Return the drawing with a path and the things at fault pointed out."""
    return draw(workflow, Marks(path=path, faults=frozenset(each.spot for each in faults if each.spot)))
