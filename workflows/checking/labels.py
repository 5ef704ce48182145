"""What people call the stages, steps and roles that a finding names."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from workflows.checking.findings import Finding, verb_in_words
from workflows.definition import Workflow
from workflows.people import office_roles


def labelled(workflow: Workflow, finding: Finding) -> Mapping[str, Any]:
    """Return the facts of a finding with labels in the place of keys."""
    facts = dict(finding.facts)
    if "stage" in facts:
        facts["stage"] = _stage(workflow, finding.key, facts["stage"])
    if "branch" in facts:
        facts["branch"] = _branch(workflow, finding.key)
    if "verb" in facts:
        facts["verb"] = verb_in_words(facts["verb"])
    if "roles" in facts:
        facts["roles"] = ", ".join(_role(name) for name in facts["roles"].split(", "))
    return facts


def _stage(workflow: Workflow, key: str, name: str) -> str:
    inside = _inside(workflow, key)
    stations = workflow.stages if inside is None or name in workflow.stages else inside.stages
    return stations[name].label.in_language(get_language() or "en") if name in stations else name


def _branch(workflow: Workflow, key: str) -> str:
    inside = _inside(workflow, key)
    return inside.label.in_language(get_language() or "en") if inside else ""


def _inside(workflow: Workflow, key: str) -> Any:
    return next((branch for place, branch in workflow.branches() if f"{key}.".startswith(f"{place}.")), None)


def _role(name: str) -> str:
    return str(office_roles.get(name).label) if name in office_roles else name
