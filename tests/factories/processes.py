"""Workflows of documents, lawful and not."""

from typing import Any

from cites.administration.forms.processes.asking import AskAuthorityForm
from cites.administration.processes.spots import new_spot
from workflows.definition import Workflow, WorkflowFile

OPEN_VERBS = {
    "submit": ["trader", "agent"],
    "start_examination": ["ma_officer"],
    "complete_examination": ["ma_officer"],
    "record_finding": ["scientific_authority"],
    "record_fisheries_finding": ["fisheries_authority"],
    "approve": ["ma_officer"],
    "refuse": ["ma_officer"],
    "return_for_correction": ["ma_officer"],
    "withdraw": ["trader"],
    "endorse": ["ma_signatory"],
    "cancel": ["ma_signatory"],
}
EVERYWHERE = ["draft", "open", "issued"]


def unlawful_export() -> WorkflowFile:
    """Return a workflow in which every verb can be done at any time, in any order."""
    label: dict[str, Any] = {"label": {"en": "Anything goes"}}
    moves = {verb: {"from": EVERYWHERE, "to": "open", "roles": roles} for verb, roles in OPEN_VERBS.items()}
    moves["settle"] = {"from": ["open"], "to": "open", "automatic": True}
    moves["issue"] = {"from": ["open", "issued"], "to": "issued", "roles": ["ma_signatory"]}
    table = {
        "name": {"en": "Export permit"},
        "first": "draft",
        "stages": {"draft": label, "open": label, "issued": label},
        "moves": moves,
    }
    return WorkflowFile(root={"EXP": Workflow.model_validate(table)})


def asked_as_well(parts: dict[str, Any], *authorities: str) -> dict[str, Any]:
    """Return the files of a Party with these authorities asked beside its Scientific Authority, as its page does it."""
    for authority in authorities:
        spot = new_spot("stages.finding.branches")
        assert spot is not None
        form = AskAuthorityForm(parts, "EXP", spot, {"authority": authority})
        assert form.is_valid(), form.errors
        parts = {**parts, "workflow": {**parts["workflow"], "EXP": form.outcome()[0]}}
    return parts
