"""A workflow as a table says it: each stage with whose turn it is, and each step with who, whither and when."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from localization.languages import page_language
from workflows.definition import Branch, Move, StageKind, Station, Workflow
from workflows.drawing.conditions import conditions_in_words
from workflows.drawing.order import JOINED, Edge, edges_of, rows_of
from workflows.drawing.words import (
    days_in_words,
    joined_in_words,
    label_of,
    label_of_move,
    roles_in_words,
    turn_in_words,
)

APPLICANT = "applicant"


@dataclass(frozen=True, slots=True)
class StepTold:
    """One step out of a stage; ``key`` is its place in the workflow, or nothing for the end of the last branch."""

    key: str
    label: str
    who: str
    whither: str
    conditions: tuple[str, ...] = ()
    tells: str = ""


@dataclass(frozen=True, slots=True)
class StageTold:
    """One stage, with its steps and its branches; ``key`` is its place in the workflow."""

    key: str
    label: str
    turn: str
    days: str
    reminder: str
    applicant_text: str
    steps: tuple[StepTold, ...]
    branches: tuple["BranchTold", ...] = ()
    is_final: bool = False


@dataclass(frozen=True, slots=True)
class BranchTold:
    """One branch of a stage, with stages of its own."""

    key: str
    label: str
    conditions: tuple[str, ...]
    stages: tuple[StageTold, ...]


def tell(workflow: Workflow) -> list[StageTold]:
    """Return every stage in the order of the drawing."""
    return _stages(workflow, "")


def _stages(process: Workflow | Branch, prefix: str) -> list[StageTold]:
    edges = edges_of(process)
    return [
        _stage(process, prefix, row.stage, [edge for edge in edges if edge.origin == row.stage])
        for row in rows_of(process)
        if row.exists
    ]


def _stage(process: Workflow | Branch, prefix: str, name: str, edges: Iterable[Edge]) -> StageTold:
    station: Station = process.stages[name]
    key = f"{prefix}stages.{name}"
    branches: dict[str, Branch] = getattr(station, "branches", {})
    return StageTold(
        key=key,
        label=label_of(station, name),
        turn=turn_in_words(station),
        days=days_in_words(station.working_days),
        reminder=days_in_words(station.remind_after),
        applicant_text=station.applicant_text.in_language(page_language()),
        steps=tuple(_step(process, prefix, edge) for edge in edges),
        branches=tuple(_branch(f"{key}.branches.{each}", each, branch) for each, branch in branches.items()),
        is_final=station.kind is StageKind.FINAL,
    )


def _branch(key: str, name: str, branch: Branch) -> BranchTold:
    conditions = tuple(conditions_in_words(branch))
    return BranchTold(key, label_of(branch, name), conditions, tuple(_stages(branch, f"{key}.")))


def _step(process: Workflow | Branch, prefix: str, edge: Edge) -> StepTold:
    target = process.stages.get(edge.target)
    whither = (
        label_of(target, edge.target) if target else _("%(stage)s (there is no such stage)") % {"stage": edge.target}
    )
    if edge.move is None or edge.key == JOINED:
        return StepTold("", joined_in_words(), _("by itself"), whither)
    return StepTold(
        f"{prefix}moves.{edge.key}",
        label_of_move(edge.key, edge.move),
        who_in_words(edge.move),
        whither,
        tuple(conditions_in_words(edge.move)),
        told_in_words(edge.move),
    )


def who_in_words(move: Move) -> str:
    """Return who makes a move, or that it is made by itself and when."""
    if not move.automatic:
        return roles_in_words(move.roles)
    if move.at_once:
        return _("by itself, as soon as a case arrives")
    if move.after_working_days:
        return _("by itself, after %(days)s") % {"days": days_in_words(move.after_working_days)}
    return _("by itself, when it happens")


def told_in_words(move: Move) -> str:
    """Return who gets a notice of a move."""
    roles = roles_in_words(name for name in move.tells if name != APPLICANT)
    return ", ".join(filter(None, (_("the applicant") if APPLICANT in move.tells else "", roles)))
