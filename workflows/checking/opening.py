"""What cannot be as a case is opened: nothing is known of it yet, and nothing has been done that goes on by itself."""

from collections.abc import Iterator

from kernel.text import gettext_noop
from workflows.checking.findings import Finding
from workflows.definition import Stage, StageKind, Workflow


def too_early(workflow: Workflow) -> Iterator[Finding]:
    """Yield the branches that depend on what a case is about, and the steps made at once, where cases are opened.

    A case stands at its first stage before its first line is written; where every branch of that stage is over as
    it begins, the stage that it joins is such a stage, too.
    """
    for key in _opened_at(workflow):
        stage = workflow.stages[key]
        for name, move in workflow.moves.items():
            if move.at_once and key in move.origins:
                yield Finding("step_too_early", _STEP, f"moves.{name}", facts={"verb": move.verb, "stage": key})
        yield from _inside(key, stage)


def _inside(key: str, stage: Stage) -> Iterator[Finding]:
    for name, branch in stage.branches.items():
        place = f"stages.{key}.branches.{name}"
        if branch.is_conditional:
            yield Finding("branch_too_early", _BRANCH, place, facts={"branch": name, "stage": key})
        for inner, move in branch.moves.items():
            if move.at_once and branch.first in move.origins:
                facts = {"verb": move.verb, "stage": key}
                yield Finding("step_too_early", _STEP, f"{place}.moves.{inner}", facts=facts)


def _opened_at(workflow: Workflow) -> list[str]:
    found = [workflow.first]
    while (joined := _joined_at_once(workflow.stages[found[-1]])) and joined not in found:
        found.append(joined)
    return found


def _joined_at_once(stage: Stage) -> str | None:
    """The stage to which a case goes on straight away, if there are any without an open branch."""
    for branch in stage.branches.values():
        if not branch.is_conditional and branch.stages[branch.first].kind is not StageKind.FINAL:
            return None
    return stage.joined


_BRANCH = gettext_noop(
    "“%(branch)s” depends on what a case is about, which nobody knows at “%(stage)s”, where cases are opened: "
    "let the branches begin at a later stage"
)
_STEP = gettext_noop(
    "“%(verb)s” would be made by itself as a case is opened at “%(stage)s”, before anything is entered: "
    "let somebody make it, or let cases begin where it leads"
)
