"""Stages in words and shape: labels, tags, and the drawing of where a case stands."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from workflows.definition import Stage, StageKind, Workflow
from workflows.models import Case, CaseStep
from workflows.queries import workflow_of

TAGS = {
    StageKind.OPEN: "govuk-tag--blue",
    StageKind.WAITING: "govuk-tag--yellow",
    StageKind.FINAL: "govuk-tag--grey",
}
DONE, NOW, LATER = "done", "now", "later"
STATE_WORDS: dict[str, Promise] = {DONE: _("done"), NOW: _("now here"), LATER: _("not yet")}


@dataclass(frozen=True)
class DrawnStage:
    """One stop on the line from draft to permit."""

    label: str
    state: str

    @property
    def words(self) -> str | Promise:
        return STATE_WORDS[self.state]


def stage_label(stage: Stage | None, key: str) -> str:
    """The stage's name in the reader's language; its key where the workflow knows it no more."""
    return stage.label.in_language(get_language() or "en") if stage else key


def stage_tag(stage: Stage | None) -> str:
    """The class that gives the tag its colour."""
    return TAGS[stage.kind] if stage else ""


def main_line(workflow: Workflow) -> tuple[str, ...]:
    """The stages that a smooth case passes, in order: no ends, and no stage that only leads back."""
    order = list(workflow.stages)
    return tuple(key for key in order if _is_forward(workflow, key, order))


def _is_forward(workflow: Workflow, key: str, order: list[str]) -> bool:
    if workflow.stages[key].kind is StageKind.FINAL:
        return False
    targets = [move.target for move in workflow.moves_from(key)]
    onward = [target for target in targets if workflow.stages[target].kind is not StageKind.FINAL]
    return not onward or any(order.index(target) > order.index(key) for target in onward)


def drawing(case: Case, steps: list[CaseStep]) -> list[DrawnStage]:
    """The line of stages with the place where the case stands; side tracks appear only while it is on one."""
    workflow = workflow_of(case)
    keys = _keys_to_draw(workflow, case, steps)
    at = keys.index(case.stage)
    ended = workflow.stages[case.stage].kind is StageKind.FINAL
    return [
        DrawnStage(stage_label(workflow.stages[key], key), _state(place, at, ended))
        for place, key in enumerate(keys)
    ]


def _state(place: int, at: int, ended: bool) -> str:
    if place == at:
        return NOW
    return DONE if place < at or ended else LATER


def _keys_to_draw(workflow: Workflow, case: Case, steps: list[CaseStep]) -> list[str]:
    keys = list(main_line(workflow))
    if case.stage in keys:
        return keys
    came_from = next((step.from_stage for step in reversed(steps) if step.to_stage == case.stage), keys[-1])
    place = keys.index(came_from) + 1 if came_from in keys else len(keys)
    if workflow.stages[case.stage].kind is StageKind.FINAL:
        return [*keys[:place], case.stage]
    return [*keys[:place], case.stage, *keys[place:]]
