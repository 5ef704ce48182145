"""Workflows of documents, lawful and not."""

from typing import Any

from workflows.definition import Workflow, WorkflowFile

OPEN_VERBS = {
    "submit": ["trader", "agent"],
    "start_examination": ["ma_officer"],
    "complete_examination": ["ma_officer"],
    "record_finding": ["scientific_authority"],
    "approve": ["ma_officer"],
}


def unlawful_export() -> WorkflowFile:
    """Return a workflow in which every verb can be done at any time, in any order."""
    label: dict[str, Any] = {"label": {"en": "Anything goes"}}
    moves = {verb: {"from": ["draft", "open"], "to": "open", "roles": roles} for verb, roles in OPEN_VERBS.items()}
    moves["settle"] = {"from": ["open"], "to": "open", "automatic": True}
    moves["issue"] = {"from": ["open"], "to": "issued", "roles": ["ma_signatory"]}
    table = {
        "name": {"en": "Export permit"},
        "first": "draft",
        "stages": {"draft": label, "open": label, "issued": {**label, "kind": "final"}},
        "moves": moves,
    }
    return WorkflowFile(root={"EXP": Workflow.model_validate(table)})
