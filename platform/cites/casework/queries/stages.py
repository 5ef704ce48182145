"""Stages in words, and the drawing of where a case stands."""

from collections.abc import Iterator

from django.utils.translation import get_language

from tenants.releases.queries import release
from workflows.definition import Stage, StageKind, Workflow
from workflows.models import Case, CaseStep

DONE, NOW, AHEAD, STOPPED = "done", "now", "ahead", "stopped"


def pinned_workflow(release_number: int, document_type: str) -> Workflow:
    """The workflow of that document type in that release."""
    found: Workflow = release(release_number).part("workflow").root[document_type]
    return found


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

    def stage_name(self, case: Case) -> str:
        """That stage in the reader's language."""
        return stage_label(self.stage(case))


def stage_label(stage: Stage) -> str:
    """The stage's name in the reader's language."""
    return stage.label.in_language(get_language() or "en")


def main_line(workflow: Workflow) -> list[str]:
    """The stages that a smooth case passes, in order: the longest way that enters no stage twice and no end.

    The order of the file does not matter, so that a release stored without it draws the same.
    """
    return max(_ways(workflow, [workflow.first]), key=lambda way: (len(way), way))


def _ways(workflow: Workflow, way: list[str]) -> Iterator[list[str]]:
    yield way
    targets = {move.target for move in workflow.moves_from(way[-1])} - set(way)
    for target in sorted(targets):
        if workflow.stages[target].kind is not StageKind.FINAL:
            yield from _ways(workflow, [*way, target])


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
    return any(move.target == target for move in workflow.moves_from(origin))


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
    came_from = next((step.from_stage for step in reversed(steps) if step.to_stage == case.stage), line[-1])
    place = line.index(came_from) + 1 if came_from in line else _furthest(line, steps)
    if workflow.stages[case.stage].kind is StageKind.FINAL:
        return [*line[:place], case.stage]
    return [*line[:place], case.stage, *line[place:]]


def _furthest(line: list[str], steps: list[CaseStep]) -> int:
    passed = [line.index(step.to_stage) + 1 for step in steps if step.to_stage in line]
    return max(passed, default=1)
