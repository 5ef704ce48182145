"""What a person may do to a case next, and what speaks against it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext

from kernel.reasons import Reason
from kernel.text import gettext_noop
from workflows.condition_words import words_of_conditions
from workflows.definition import Move
from workflows.errors import ActionRefused, DutyConflict
from workflows.guards import guards
from workflows.models import Case, DutyKind
from workflows.people import Actor, is_applicant
from workflows.places import Way
from workflows.queries import CaseNow, find_duty
from workflows.verbs import Action, actions


@dataclass(frozen=True, slots=True)
class Offer:
    """An action that a person's roles allow at this stage, and what speaks against it, if anything."""

    action: Action
    move: Move
    reasons: list[Reason]

    @property
    def is_open(self) -> bool:
        """Tell whether the person may do it now."""
        return not self.reasons

    @property
    def label(self) -> str | Promise:
        """Return the workflow's own words for the action, else the action's."""
        return self.move.label.in_language(get_language() or "en") or self.action.label


class Asker:
    """Somebody who asks what they may do to a case, None for an event; what counts of them is read once."""

    def __init__(self, case: Case, actor: Actor | None) -> None:
        self.case = case
        self.actor = actor

    @cached_property
    def is_applicant(self) -> bool:
        """Whether they are the case's applicant, or act for them."""
        return self.actor is not None and is_applicant(self.case, self.actor)

    @cached_property
    def duty(self) -> str | None:
        """The duty that they do on the case, if any."""
        return find_duty(self.case, self.actor) if self.actor else None


def steps_open_to(of: Case, actor: Actor) -> list[Offer]:
    """Return what the actor's roles allow at this stage, in the order of the workflow file.

    Offers with reasons are shown to officers as not possible and why; what is for the applicant
    alone is not offered to anybody else.
    """
    asker = Asker(of, actor)
    offers = [_offer(asker, way, unmet) for way, unmet in _ways_to_offer(CaseNow(of), actor)]
    return [offer for offer in offers if not offer.action.for_applicant or asker.is_applicant]


def _ways_to_offer(now: CaseNow, actor: Actor) -> Iterator[tuple[Way, bool]]:
    """Each verb of the actor's once: by the way that it leads, else by one whose conditions do not hold."""
    theirs = [way for way in now.ways if not way.move.automatic and actor.has_role(*way.move.roles)]
    for verb in dict.fromkeys(way.move.verb for way in theirs):
        leads = now.find_way(verb)
        way = leads or next(each for each in theirs if each.move.verb == verb)
        if way in theirs:
            yield way, leads is None


def _offer(asker: Asker, way: Way, unmet: bool) -> Offer:
    first = [reason_of_conditions([way.move])] if unmet else []
    return Offer(actions.get(way.move.verb), way.move, first + _reasons(asker, way.move))


def way_allowed(now: CaseNow, verb: str, actor: Actor | None) -> Way:
    """Return the way that ``verb`` leads the case; raise ActionRefused or DutyConflict where it may not be gone."""
    way = now.find_way(verb, by_event=actor is None)
    if way is None:
        raise ActionRefused([reason_against_verb_here(now.case, verb)])
    refuse_reasons(reasons_against_step(now.case, actor, way.move))
    return way


def refuse_reasons(reasons: list[Reason]) -> None:
    """Raise DutyConflict when a duty alone speaks against a step, ActionRefused when anything else does."""
    if reasons:
        only_duties = all(reason.code == "duty_conflict" for reason in reasons)
        raise DutyConflict(reasons) if only_duties else ActionRefused(reasons)


def reasons_against_step(of: Case, actor: Actor | None, move: Move) -> list[Reason]:
    """Return why ``actor`` (None: an event) may not make ``move`` on the case now."""
    return _reasons(Asker(of, actor), move)


def _reasons(asker: Asker, move: Move) -> list[Reason]:
    if wrong := list(_wrong_person(asker.actor, move)):
        return wrong
    action, of, actor = actions.get(move.verb), asker.case, asker.actor
    unmet = [reason for name in move.needs for reason in guards.get(name).reasons(of, actor)]
    return [*_not_theirs(asker, action), *_duty_taken(asker, action), *unmet, *action.may(of, actor)]


def reason_against_verb_here(of: Case, verb: str) -> Reason:
    """Return the reason that says that ``verb`` leads the case nowhere: what it is for, or that it is not for now."""
    now = CaseNow(of)
    if verb in now.verbs:
        return reason_of_conditions([way.move for way in now.ways if way.move.verb == verb])
    message = gettext_noop("This cannot be done while %(reference)s is at the stage “%(stage)s”")
    stage = now.workflow.stages[of.stage].label.in_language(get_language() or "en")
    return Reason("wrong_stage", message, data={"reference": of.reference, "stage": stage, "verb": verb})


def reason_of_conditions(moves: Iterable[Move]) -> Reason:
    """Return the reason that says for which cases these moves, which are all that a verb has here, are meant."""
    meant = gettext("; or ").join(words_of_conditions(move) for move in moves)
    message = gettext_noop("This is only for cases of another kind: %(conditions)s")
    return Reason("conditions_unmet", message, data={"conditions": meant})


def _wrong_person(actor: Actor | None, move: Move) -> Iterable[Reason]:
    if actor is None and not move.automatic:
        yield Reason("needs_a_person", gettext_noop("This has to be done by a person"))
    elif actor is not None and move.automatic:
        yield Reason("automatic", gettext_noop("This happens by itself and is done by nobody"))
    elif actor is not None and not actor.has_role(*move.roles):
        yield Reason("wrong_role", gettext_noop("Your role does not allow this"), data={"roles": list(move.roles)})


def _not_theirs(asker: Asker, action: Action) -> Iterable[Reason]:
    if asker.actor is None:
        return
    if action.for_applicant and not asker.is_applicant:
        yield Reason("not_the_applicant", gettext_noop("Only the applicant can do this"))
    if action.is_of_the_office and asker.is_applicant:
        yield Reason("own_application", gettext_noop("It is your own application, so somebody else has to do this"))


def _duty_taken(asker: Asker, action: Action) -> Iterable[Reason]:
    if action.duty is not None and asker.duty not in (None, action.duty):
        yield reason_of_duty_conflict(asker.duty, action.duty)


def reason_of_duty_conflict(taken: str | None, wanted: str) -> Reason:
    """Return the reason that says that one person may not do both duties on one case."""
    return Reason(
        "duty_conflict",
        gettext_noop(
            "You have done another duty on this case (%(taken)s), so somebody else has to do this one (%(wanted)s)"
        ),
        data={"taken": _duty_label(taken), "wanted": _duty_label(wanted)},
    )


def _duty_label(duty: str | None) -> str:
    return str(DutyKind(duty).label) if duty else "—"
