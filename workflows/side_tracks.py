"""Stages off the smooth way: where the applicant is asked for something, and which their answer alone leaves."""

from workflows.definition import Branch, StageKind, Workflow
from workflows.verbs import actions


def is_side_track(process: Workflow | Branch, stage: str) -> bool:
    """Tell whether a stage waits for the applicant and leads on by nothing but what only the applicant does.

    The first stage is none, for every case begins there.
    """
    if stage == process.first or process.stages[stage].kind is not StageKind.WAITING:
        return False
    moves = [move for move in process.moves.values() if stage in move.origins and not _ends(process, move.target)]
    return bool(moves) and all(move.verb in actions and actions.get(move.verb).for_applicant for move in moves)


def _ends(process: Workflow | Branch, stage: str) -> bool:
    return stage in process.stages and process.stages[stage].kind is StageKind.FINAL
