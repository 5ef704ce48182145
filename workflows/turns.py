"""Whose turn it is at a stage that is the office's, and whom an earlier duty leaves nothing to do there."""

from collections.abc import Iterable

from workflows.definition import Move, StageKind
from workflows.people import Actor, is_applicant
from workflows.places import Standing
from workflows.queries import CaseNow, find_duty
from workflows.verbs import actions


def standings_open_to(now: CaseNow, person: Actor) -> list[Standing]:
    """Return the stages of the case at which the person may take the next step."""
    theirs = [each for each in now.standings if is_turn_of(each, person)]
    if not theirs or is_applicant(now.case, person):
        return []
    duty = find_duty(now.case, person)
    return [each for each in theirs if duty is None or leaves_work_to(duty, moves_at(now, each), person)]


def is_turn_of(standing: Standing, person: Actor) -> bool:
    """Tell whether the office has to act at the stage, and the person has one of the roles that do."""
    return standing.station.kind is StageKind.OPEN and person.has_role(*standing.station.people)


def moves_at(now: CaseNow, standing: Standing) -> list[Move]:
    """Return the moves that lead on from one of the stages at which the case stands."""
    return [way.move for way in now.ways if way.branch == standing.branch and standing.key in way.move.origins]


def leaves_work_to(duty: str, moves: Iterable[Move], person: Actor) -> bool:
    """Tell whether somebody who has done that duty finds among the moves one that is theirs; if any is at all."""
    duties = duties_of(moves, person)
    return not duties or None in duties or duty in duties


def duties_of(moves: Iterable[Move], person: Actor) -> set[str | None]:
    """Return the duties as which the moves count that the person's roles may make; None for those that are no duty."""
    return {actions.get(move.verb).duty for move in moves if not move.automatic and person.has_role(*move.roles)}
