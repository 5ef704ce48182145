"""The workflow as a part of a release: its shape, and the check that it has to pass."""

from workflows.checks import Vocabulary, reasons_against_workflow
from workflows.definition import WorkflowFile
from workflows.guards import guards
from workflows.people import office_roles
from workflows.verbs import actions


def vocabulary() -> Vocabulary:
    """Return every verb, guard and role that is registered now."""
    return Vocabulary(verbs=actions.names(), guards=guards.names(), roles=office_roles.names())


def faults_of(file: WorkflowFile) -> list[dict[str, str]]:
    """Return what is wrong with the workflows of a release: where, and the reason."""
    words = vocabulary()
    return [
        {"key": str(reason.data.get("key", key)), "reason": f"{key}: {reason}"}
        for key, workflow in file.root.items()
        for reason in reasons_against_workflow(workflow, words)
    ]
