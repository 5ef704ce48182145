"""The workflow as a part of a release: its shape, and the check that it has to pass."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import get_language

from kernel.registry import Registry
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


@dataclass(frozen=True, slots=True)
class _Checked:
    """All that the outcome of a check hangs on."""

    document_type: str
    content: str
    language: str | None
    registered: int
    workflow: Workflow = field(compare=False)


def _unfit(key: str, workflow: Workflow) -> tuple[tuple[str, str], ...]:
    return _outcome(_Checked(key, workflow.model_dump_json(), get_language(), Registry.changes, workflow))


# A release has a workflow for each document, and a page of the administrator checks them all for one change.
@lru_cache(maxsize=64)
def _outcome(of: _Checked) -> tuple[tuple[str, str], ...]:
    reasons = reasons_against(of.document_type, of.workflow)
    return tuple((str(reason.data["key"]), in_words(reason)) for reason in reasons)


WORKFLOW = ReleasePart(
    "workflow", "workflow.toml", WorkflowFile, faults_of, words=words_of_workflow, templates="workflows"
)
