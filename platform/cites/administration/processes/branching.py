"""Lets another authority make its finding at the same time: turns a stage into one with branches, and back; pure."""

from collections.abc import Mapping
from typing import Any

from cites.administration.forms.keys import ABSENT, at, put, table_at
from cites.administration.processes.changes import Plain, key_for, origins_of

Texts = Mapping[str, str]
_OWN = ("people", "working_days", "remind_after", "applicant_text")
_BEGINS, _ENDS = "waiting", "done"


def branch_of(*, label: Texts, at_work: Texts, done: Texts, verb: str, role: str, working_days: int | None) -> Plain:
    """Return a branch in which people of ``role`` do ``verb`` and it is done."""
    stage: Plain = {"label": dict(at_work), "people": [role]}
    if working_days:
        stage["working_days"] = working_days
    return {
        "label": dict(label),
        "first": _BEGINS,
        "stages": {_BEGINS: stage, _ENDS: {"label": dict(done), "kind": "final"}},
        "moves": {verb: {"from": [_BEGINS], "to": _ENDS, "roles": [role]}},
    }


def parted(workflow: Plain, stage: str, move: str, done: Texts, whole: Texts | None = None) -> Plain:
    """Return the workflow with the work of ``stage`` as a branch of it, which ends where ``move`` is made.

    ``whole`` is what officers call the stage then; by default as before. Whatever else leads out of the stage still
    leads out of the whole of it. A stage that has branches stays as it is.
    """
    held, step = table_at(workflow, f"stages.{stage}"), table_at(workflow, f"moves.{move}")
    if held.get("branches") or not step:
        return workflow
    own = {name: held[name] for name in _OWN if name in held}
    verb = str(step.get("verb") or move)
    inner = {**step, "from": [_BEGINS], "to": _ENDS}
    branch = {
        "label": held.get("label", {}),
        "first": _BEGINS,
        "stages": {
            _BEGINS: {"label": held.get("label", {}), **own},
            _ENDS: {"label": dict(done), "kind": "final"},
        },
        "moves": {verb: {name: value for name, value in inner.items() if name != "verb"}},
    }
    around = {name: value for name, value in held.items() if name != "people"}
    around |= {"label": dict(whole)} if whole else {}
    around |= {"kind": "open", "branches": {stage: branch}, "joined": step.get("to", "")}
    return put(_without_way(workflow, move, stage), f"stages.{stage}", around)


def with_branch(workflow: Plain, stage: str, branch: Mapping[str, Any], words: str) -> tuple[Plain, str]:
    """Return the workflow with one branch more at ``stage``, and the key of that branch."""
    table = f"stages.{stage}.branches"
    name = key_for(words, table_at(workflow, table), "branch")
    return put(workflow, f"{table}.{name}", dict(branch)), name


def verbs_at(workflow: Plain, stage: str) -> list[str]:
    """Return every verb that is made at ``stage``, within its branches too."""
    moves = table_at(workflow, "moves")
    here = [{key: move for key, move in moves.items() if stage in origins_of(move)}]
    here += [table_at(branch, "moves") for branch in table_at(workflow, f"stages.{stage}.branches").values()]
    return [str(move.get("verb") or key) for each in here for key, move in each.items() if isinstance(move, dict)]


def unfolded(workflow: Plain, stage: str) -> Plain:
    """Return the workflow with a stage whose one branch is left as a plain stage again, where that says the same.

    It does where the branch is opened for every case and is one stage with the steps that end it.
    """
    held = table_at(workflow, f"stages.{stage}")
    branches = table_at(held, "branches")
    if len(branches) != 1:
        return workflow
    branch = next(iter(branches.values()))
    if not _is_plain(branch):
        return workflow
    inner = table_at(branch, f"stages.{branch['first']}")
    plain = {name: value for name, value in held.items() if name not in ("branches", "joined")}
    plain |= {name: inner[name] for name in ("label", *_OWN) if name in inner}
    after = put(workflow, f"stages.{stage}", plain)
    for key, move in table_at(branch, "moves").items():
        name = (
            key if at(after, f"moves.{key}") is ABSENT else key_for(f"{stage}_{key}", table_at(after, "moves"), stage)
        )
        step = {**move, "from": [stage], "to": held.get("joined", "")}
        after = put(after, f"moves.{name}", step if name == key or "verb" in step else {**step, "verb": key})
    return after


def _without_way(workflow: Plain, move: str, stage: str) -> Plain:
    origins = [each for each in origins_of(at(workflow, f"moves.{move}")) if each != stage]
    return put(workflow, f"moves.{move}.from", origins) if origins else put(workflow, f"moves.{move}", ABSENT)


def _is_plain(branch: Any) -> bool:
    if not isinstance(branch, dict) or any(branch.get(name) for name in ("when", "only", "unless")):
        return False
    stages, first = table_at(branch, "stages"), branch.get("first")
    ends = {key for key, each in stages.items() if isinstance(each, dict) and each.get("kind") == "final"}
    moves = table_at(branch, "moves").values()
    return (
        first in stages
        and set(stages) - ends == {first}
        and all(origins_of(move) == [first] and move.get("to") in ends for move in moves)
    )
