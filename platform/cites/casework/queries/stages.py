"""Stages in words, and the drawing of where a case stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language

from workflows.definition import Stage, StageKind, Station, Workflow
from workflows.models import Case, CaseStep
from workflows.queries import CaseNow, pinned_workflow
from workflows.side_tracks import is_side_track

DONE, NOW, AHEAD, STOPPED = "done", "now", "ahead", "stopped"


class Workflows:
    """The workflows that one page needs, each read once however many cases follow it."""

    def __init__(self) -> None:
        self._read: dict[tuple[int, str], Workflow] = {}

    def of(self, case: Case) -> Workflow:
        """The workflow that the case pins."""
        key = (case.release_number, case.workflow)
        if key not in self._read:
            self._read[key] = pinned_workflow(*key)
        return self._read[key]

    def document_name(self, case: Case) -> str:
        """What was asked for, in the reader's language."""
        return self.of(case).name.in_language(get_language() or "en")

    def stage(self, case: Case) -> Stage:
        """The stage at which the case stands."""
        return self.of(case).stages[case.stage]

    def now(self, case: Case) -> CaseNow:
        """The case as it is at this moment."""
        return CaseNow(case, self.of(case))

    def stage_name(self, case: Case) -> str:
        """Where the case stands in the reader's language: its stage, and what goes on there side by side."""
        own, *inside = [stage_label(standing.station) for standing in self.now(case).standings]
        return f"{own}: {', '.join(inside)}" if inside else own

    def words_for_applicant(self, case: Case) -> str:
        """What the applicant is told where the case stands: of its stage, and of what goes on there side by side."""
        spoken = get_language() or "en"
        told = [standing.station.applicant_text.in_language(spoken) for standing in self.now(case).standings]
        return " ".join(dict.fromkeys(text for text in told if text))


def stage_label(stage: Station) -> str:
    """The stage's name in the reader's language."""
    return stage.label.in_language(get_language() or "en")


def main_line(workflow: Workflow) -> list[str]:
    """The stages that a smooth case passes, in order: the longest way that enters no stage twice, none where the
    applicant is only asked for something, and no end.

    The order of the file does not matter, so that a release stored without it draws the same.
    """
    return max(_ways(workflow, [workflow.first]), key=lambda way: (len(way), way))


def _ways(workflow: Workflow, way: list[str]) -> Iterator[list[str]]:
    yield way
    for target in sorted(_targets(workflow, way[-1]) - set(way)):
        if workflow.stages[target].kind is not StageKind.FINAL and not is_side_track(workflow, target):
            yield from _ways(workflow, [*way, target])


def _targets(workflow: Workflow, origin: str) -> set[str]:
    """Where a case goes on from a stage: by its moves, and when its branches have ended."""
    joined = workflow.stages[origin].joined
    return {move.target for move in workflow.moves_from(origin)} | ({joined} if joined else set())


def in_order(workflow: Workflow) -> list[str]:
    """Every stage: the main line, each side track after the stage that leads to it, and the ends."""
    keys = main_line(workflow)
    rest = sorted(set(workflow.stages) - set(keys))
    ends = [key for key in rest if workflow.stages[key].kind is StageKind.FINAL]
    for key in [key for key in rest if key not in ends]:
        before = [place for place, one in enumerate(keys) if _leads(workflow, one, key)]
        keys.insert(max(before, default=len(keys) - 1) + 1, key)
    return [*keys, *ends]


def _leads(workflow: Workflow, origin: str, target: str) -> bool:
    return target in _targets(workflow, origin)


def drawing(workflow: Workflow, case: Case, steps: list[CaseStep]) -> list[tuple[str, str]]:
    """The line of stages as (label, state); a side track appears only while the case is on it."""
    line = main_line(workflow)
    keys = _keys_to_draw(workflow, line, case, steps)
    here = keys.index(case.stage)
    return [
        (stage_label(workflow.stages[key]), _state(workflow, line, key, place - here)) for place, key in enumerate(keys)
    ]


def _state(workflow: Workflow, line: list[str], key: str, distance: int) -> str:
    if distance:
        return DONE if distance < 0 else AHEAD
    if workflow.stages[key].kind is not StageKind.FINAL:
        return NOW
    return DONE if _completes(workflow, line, key) else STOPPED


def _completes(workflow: Workflow, line: list[str], end: str) -> bool:
    """Whether the end is reached from the last stage of the line by what the stage's own people do."""
    last = line[-1]
    ways_out = [move for move in workflow.moves_from(last) if move.target == end]
    first_person = next(iter(workflow.stages[last].people), None)
    return any(first_person in move.roles for move in ways_out)


def _keys_to_draw(workflow: Workflow, line: list[str], case: Case, steps: list[CaseStep]) -> list[str]:
    if case.stage in line:
        return line
    came_from = next((_left(step) for step in reversed(steps) if step.arrival == case.stage), line[-1])
    place = line.index(came_from) + 1 if came_from in line else _furthest(line, steps)
    if workflow.stages[case.stage].kind is StageKind.FINAL:
        return [*line[:place], case.stage]
    return [*line[:place], case.stage, *line[place:]]


def _furthest(line: list[str], steps: list[CaseStep]) -> int:
    passed = [line.index(step.arrival) + 1 for step in steps if step.arrival in line]
    return max(passed, default=1)


def _left(step: CaseStep) -> str:
    """The stage of the case itself that a step left; nothing that is on the line where a branch ended."""
    return "" if step.branch else step.from_stage


@dataclass(frozen=True, slots=True)
class DrawnBranch:
    """What goes on in a branch of the stage at which a case stands."""

    label: str
    stage: str
    state: str


def branches_drawn(now: CaseNow) -> list[DrawnBranch]:
    """How far each branch has got that is open at the case's stage; none where nothing goes on side by side."""
    branches, spoken = now.workflow.stages[now.place.stage].branches, get_language() or "en"
    drawn = ((branches[name].label.in_language(spoken), branches[name].stages[at]) for name, at in now.place.branches)
    return [DrawnBranch(label, stage_label(at), DONE if at.kind is StageKind.FINAL else NOW) for label, at in drawn]
