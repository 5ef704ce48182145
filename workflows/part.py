"""The workflow as a part of a release: its shape, and the check that it has to pass."""

from collections.abc import Iterator

from tenants.releases.parts import ReleasePart
from workflows.checking.check import reasons_against
from workflows.checking.findings import in_words
from workflows.definition import Workflow, WorkflowFile, done_already, no_such_stage
from workflows.wording import words_of_workflow


def faults_of(file: WorkflowFile) -> list[dict[str, str]]:
    """Return what is wrong with the workflows of a release, whoever works there: where, and the reason."""
    return [
        {"key": f"{key}.{place}" if place else key, "reason": reason}
        for key, workflow in file.root.items()
        for place, reason in [*_ill_formed(workflow), *_unfit(key, workflow)]
    ]


def _ill_formed(workflow: Workflow) -> Iterator[tuple[str, str]]:
    for place, stage in workflow.stages_unknown():
        yield place, no_such_stage(stage)
    for move, other, verb, origin in workflow.moves_doubled():
        yield move, done_already(other, verb, origin)


def _unfit(key: str, workflow: Workflow) -> Iterator[tuple[str, str]]:
    for reason in reasons_against(key, workflow):
        yield str(reason.data["key"]), in_words(reason)


WORKFLOW = ReleasePart(
    "workflow", "workflow.toml", WorkflowFile, faults_of, words=words_of_workflow, templates="workflows"
)
