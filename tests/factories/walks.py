"""Cases that random people with random answers take through a workflow, without a database.

Every step is taken by our places and by the library's machine, which have to agree; a step that was compared once is
remembered, so that thousands of cases take moments.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from cites.permits.rules.classes import LineClass, classes_of
from cites.permits.rules.document_types import DOCUMENTS
from cites.permits.rules.findings import Authority, Findings
from cites.permits.safeguards import CONVENTION
from cites.permits.safeguards_of_uses import USES
from tests.factories.machines import innermost
from workflows.conditions import chosen, conditionals, holds
from workflows.definition import Conditional, Move, StageKind, Workflow
from workflows.facts import FactsOfCase
from workflows.machine import compile_machine, state_of, states_of
from workflows.places import Place, Way, after, start_of, ways_from
from workflows.verbs import actions

ANIMALS = ("Mammalia", "Aves", "Reptilia", "Gastropoda", "Anthozoa", "Actinopteri")
WAYS_OUT = (
    "withdraw", "return_for_correction", "amend", "ask", "reopen_decision", "cancel", "report_lost", "replace_permit",
)  # fmt: skip
Answers = tuple[bool, ...]


class Office:
    """People, each by name with their roles."""

    def __init__(self, workflow: Workflow, of_each: int) -> None:
        roles = {role for each in conditionals(workflow) if isinstance(each, Move) for role in each.roles}
        self.people = [(f"{role} {number}", role) for role in sorted(roles) for number in range(of_each)]

    def who_may(self, move: Move, duties: dict[str, str]) -> list[str]:
        """Return those who hold a role of the move and have done no other duty on the case."""
        duty = actions.get(move.verb).duty
        free = (name for name, role in self.people if role in move.roles)
        return [name for name in free if duty is None or duties.get(name, duty) == duty]


@dataclass
class Walked:
    """A workflow with every step that was taken through it, compared with the machine's."""

    code: str
    workflow: Workflow
    _each: list[Conditional] = field(init=False)
    _offers: dict[tuple[Answers, Place], list[Way]] = field(default_factory=dict)
    _steps: dict[tuple[Answers, Place, str], Place] = field(default_factory=dict)
    _before: dict[tuple[Answers, Place], tuple[Place, str]] = field(default_factory=dict)
    _machines: dict[Answers, type] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._each = list(conditionals(self.workflow))

    def answers(self, facts: FactsOfCase) -> Answers:
        """Return what a case with these facts answers to each condition."""
        return tuple(holds(each, facts) for each in self._each)

    def start(self, answers: Answers) -> Place:
        return start_of(self.workflow, self._told(answers))

    def offers(self, answers: Answers, place: Place) -> list[Way]:
        """Return the way that each verb takes from there."""
        if (answers, place) not in self._offers:
            ways = list(ways_from(self.workflow, place))
            found = (chosen(ways, verb, self._told(answers)) for verb in dict.fromkeys(way.move.verb for way in ways))
            self._offers[answers, place] = [way for way in found if way]
        return self._offers[answers, place]

    def step(self, answers: Answers, place: Place, way: Way) -> Place:
        """Return where the way leads; the machine has to come to the same."""
        key = answers, place, way.move.verb
        if key not in self._steps:
            there = after(self.workflow, place, way, self._told(answers))
            assert self._by_machine(answers, place, way.move.verb) == states_of(there)
            self._steps[key] = there
            if there.branches:
                self._before.setdefault((answers, there), (place, way.move.verb))
        return self._steps[key]

    def is_over(self, place: Place) -> bool:
        return self.workflow.stages[place.stage].kind is StageKind.FINAL

    def never_made(self) -> set[tuple[str, str]]:
        """Return stage and verb of each move of the case itself that no case has made."""
        made = {(place.stage, verb) for _answers, place, verb in self._steps}
        moves = self.workflow.moves.values()
        return {(origin, move.verb) for move in moves for origin in move.origins} - made

    def _by_machine(self, answers: Answers, place: Place, verb: str) -> set[str]:
        """Where the machine comes to: it begins at the last stage without branches, and takes the steps since."""
        verbs = [verb]
        while place.branches:
            place, before = self._before[answers, place]
            verbs.insert(0, before)
        if answers not in self._machines:
            self._machines[answers] = compile_machine(self.code, self.workflow, self._told(answers))
        machine = self._machines[answers](start_value=state_of(place.stage))
        for each in verbs:
            machine.send(each)
        return innermost(machine.configuration_values)

    def _told(self, answers: Answers) -> Callable[[Conditional], bool]:
        told = {id(each): answer for each, answer in zip(self._each, answers, strict=True)}
        return lambda each: told[id(each)]


@dataclass
class RandomCase:
    """One case: its lines, where it stands, and what was done by whom since it was last sent."""

    walked: Walked
    office: Office
    random: random.Random
    lines: list[LineClass] = field(init=False)
    answers: Answers = field(init=False)
    place: Place = field(init=False)
    marks: frozenset[str] = frozenset()
    done: list[str] = field(default_factory=list)
    duties: dict[str, str] = field(default_factory=dict)
    refused_by_science: bool = False

    def __post_init__(self) -> None:
        self.write_lines()
        self.place = self.walked.start(self.answers)

    def run(self) -> "RandomCase":
        """From the draft until it is over; it never gets stuck."""
        for _each in range(400):
            if self.walked.is_over(self.place):
                return self
            self.act()
        raise AssertionError(f"{self.walked.code} never ends: {self.done}")

    def act(self) -> None:
        """Somebody takes a step that is open; ways out are taken now and then only."""
        found = [each for each in self.walked.offers(self.answers, self.place) if self._may(each.move)]
        onward = [each for each in found if each.move.verb not in WAYS_OUT]
        choice = onward if onward and self.random.random() < 0.7 else found
        self.random.shuffle(choice)
        for way in choice:
            who = [""] if way.move.automatic else self.office.who_may(way.move, self.duties)
            if who:
                self.take(way, self.random.choice(who))
                return
        raise AssertionError(f"{self.walked.code} is stuck at {self.place}: {self.done}")

    def take(self, way: Way, who: str) -> None:
        move, verb = way.move, way.move.verb
        for line in self.lines:
            assert not list(CONVENTION.reasons_against(move, self.marks, line.findings))
        assert not list(USES.reasons_against(move, self.marks, DOCUMENTS[self.walked.code].uses))
        if verb == "issue":
            self.assert_lawful()
        if verb == "submit":
            self.done, self.refused_by_science = [], False
        if verb == "record_finding":
            self.refused_by_science = self.random.random() < 0.2
        if duty := actions.get(verb).duty:
            self.duties[who] = duty
        self.done.append(verb)
        self.marks = USES.marks_after(move, CONVENTION.marks_after(move, self.marks))
        self.place = self.walked.step(self.answers, self.place, way)
        if verb in ("return_for_correction", "amend") and self.random.random() < 0.5:
            self.write_lines()

    def assert_lawful(self) -> None:
        """All that the Articles ask of its lines was found before the decision; told without the safeguards."""
        decided = len(self.done) - 1 - self.done[::-1].index("approve")
        before, since = self.done[:decided], self.done[decided:]
        assert self.done[0] == "submit"
        assert "settle" in since
        for finding in _each_finding(self.lines):
            verb = "record_finding" if finding is Authority.SCIENTIFIC else "complete_examination"
            assert verb in before, (finding, self.done)
        assert not any(verb.startswith("record_") for verb in since)
        assert not self.refused_by_science

    def write_lines(self) -> None:
        """The applicant says what it is about, for the first time or as a correction."""
        commercial = self.random.random() < 0.5 and "T" in DOCUMENTS[self.walked.code].purposes
        classes = [each for each in CLASSES[self.walked.code] if each.commercial is commercial]
        self.lines = self.random.choices(classes, k=self.random.randint(1, 3))
        purposes = sorted(DOCUMENTS[self.walked.code].purposes - {"T"})
        purpose = "T" if commercial else self.random.choice(purposes)
        period = self._yes_or_no() if self.walked.code == "IFS" else "no"
        whole = {"purpose": purpose, "organisation": self._yes_or_no(), "period": period}
        self.answers = self.walked.answers(FactsOfCase(whole, [self._facts(each) for each in self.lines]))

    def _may(self, move: Move) -> bool:
        """What an action refuses by itself: what no rule allows is not sent, and what science refused not approved."""
        if move.verb == "submit":
            return all(line.may_be_granted for line in self.lines)
        return move.verb != "approve" or not self.refused_by_science

    def _facts(self, line: LineClass) -> dict[str, str]:
        kingdom = self.random.choice(line.kingdoms)
        return {
            "appendix": line.appendix,
            "source": line.source,
            "living": "yes" if line.living else "no",
            "kingdom": kingdom,
            "class": self.random.choice(ANIMALS) if kingdom == "Animalia" else "",
            "order": "",
            "registered_operation": self._yes_or_no(),
        }

    def _yes_or_no(self) -> str:
        return self.random.choice(("yes", "no"))


def _each_finding(lines: list[LineClass]) -> Iterator[Authority]:
    for line in lines:
        findings: Findings = line.findings
        yield from (finding.authority for finding in findings)


class _Classes(dict[str, list[LineClass]]):
    def __missing__(self, code: str) -> list[LineClass]:
        self[code] = list(classes_of(code))
        return self[code]


CLASSES = _Classes()
