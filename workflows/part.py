"""The workflow as a part of a release: its shape, and the check that it has to pass."""

from collections.abc import Iterator

from tenants.releases.parts import ReleasePart
from workflows.checks import Vocabulary, reasons_against_workflow
from workflows.definition import Workflow, WorkflowFile
from workflows.guards import guards
from workflows.people import office_roles
from workflows.verbs import actions
from workflows.wording import words_of_workflow


def vocabulary() -> Vocabulary:
    """Return every verb, guard and role that is registered now."""
    return Vocabulary(verbs=actions.names(), guards=guards.names(), roles=office_roles.names())


def faults_of(file: WorkflowFile) -> list[dict[str, str]]:
    """Return what is wrong with the workflows of a release: where, and the reason."""
    words = vocabulary()
    return [
        {"key": f"{key}.{place}" if place else key, "reason": reason}
        for key, workflow in file.root.items()
        for place, reason in [*_ill_formed(workflow), *_unfit(workflow, words)]
    ]


def _ill_formed(workflow: Workflow) -> Iterator[tuple[str, str]]:
    for place, stage in workflow.stages_unknown():
        yield place, f"there is no stage {stage!r}"
    for move, other, verb, origin in workflow.moves_doubled():
        yield move, f"{other} does {verb!r} from {origin!r} already"


def _unfit(workflow: Workflow, words: Vocabulary) -> Iterator[tuple[str, str]]:
    for reason in reasons_against_workflow(workflow, words):
        yield str(reason.data.get("key", "")), str(reason)


WORKFLOW = ReleasePart("workflow", "workflow.toml", WorkflowFile, faults_of, words=words_of_workflow)
