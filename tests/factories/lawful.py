"""Lawful processes drawn at random: of any number of stages, questions, returns, branches, forks and clocks.

Each is built from its end to its beginning, so that every part is told to which stage it leads on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.factories.workflows import move, stage

Table = dict[str, Any]
MANAGEMENT = ("ma_officer", "ma_signatory")
SCIENCE = ("scientific_authority",)
APPLICANTS = ("trader", "agent")
OTHERS = (*MANAGEMENT, *SCIENCE, "cashier", "customs")
BRED = {"source": ["C", "A", "O"]}
# Facts of which each document has cases with and cases without: those that its own sources or Appendix settle are not.
ANYWHERE = ({"living": True}, {"purpose": ["T", "Z"]}, {"organisation": False}, {"registered_operation": True})
OF_APPENDIX = ({"appendix": ["I"]}, {"appendix": ["I"], "living": True})
OF_ANY_SOURCE = ({"source": ["W", "X"]}, {"kingdom": "Animalia"})
CONDITIONS: dict[str, tuple[Table, ...]] = {
    "EXP": ANYWHERE + OF_APPENDIX + OF_ANY_SOURCE,
    "IMP": ANYWHERE + OF_APPENDIX + OF_ANY_SOURCE,
    "REX": ANYWHERE + OF_APPENDIX + OF_ANY_SOURCE,
    "ORG": ANYWHERE + OF_ANY_SOURCE,
    **dict.fromkeys(("IFS", "PRE", "CAP", "ART"), ANYWHERE + OF_APPENDIX),
}
NEEDS_SCIENCE = ("EXP", "IMP", "IFS")


@dataclass(frozen=True)
class Drawn:
    """A process in the making, for one type of document."""

    document_type: str
    table: Table


@st.composite
def lawful(draw: st.DrawFn, document_types: tuple[str, ...] = tuple(CONDITIONS), *, branches: bool = False) -> Drawn:
    """Draw a lawful process of one of these documents; with ``branches`` something goes on side by side in it."""
    document_type = draw(st.sampled_from(document_types))
    return Drawn(document_type, _Builder(draw, document_type).process(branches))


class _Builder:
    def __init__(self, draw: st.DrawFn, document_type: str) -> None:
        self.draw, self.conditions = draw, CONDITIONS[document_type]
        self.is_export = document_type == "EXP"
        self.stages: Table = {}
        self.moves: Table = {}
        self.restful: list[str] = []  # stages before the decision where a case waits for somebody

    def process(self, branches: bool) -> Table:
        self._ends()
        onward = self._after_payment()
        payment = self._stage("payment")
        self._move("settle", payment, onward, automatic=True)
        decision = self._stage("decision")
        self._move("approve", decision, payment, *self._some(MANAGEMENT))
        self._move("refuse", decision, "refused", *self._some(MANAGEMENT))
        self.restful = [decision]
        first = self._before_decision(decision, branches)
        draft = self._stage("draft")
        self._move("submit", draft, first, *APPLICANTS)
        self._detours(first)
        self._ways_out(draft, payment)
        return {"name": {"en": "Drawn"}, "first": draft, "stages": self.stages, "moves": self.moves}

    # The parts, each given the stage to which it leads on.

    def examined(self, onward: str) -> str:
        return self._waits_for("complete_examination", onward, MANAGEMENT)

    def found(self, onward: str) -> str:
        return self._waits_for("record_finding", onward, SCIENCE)

    def examined_and_found_unless_bred(self, onward: str) -> str:
        finding = self.found(onward)
        examining = self.examined(finding)
        self._move("complete_examination", examining, onward, *self._some(MANAGEMENT), only=BRED)
        return examining

    def passed_on(self, onward: str) -> str:
        return self._waits_for("pass_on", onward, OTHERS)

    def begun(self, onward: str) -> str:
        return self._waits_for("start_examination", onward, MANAGEMENT)

    def gone_on_at_once(self, onward: str) -> str:
        here = self._stage("at_once")
        self._move("pass_on", here, onward, automatic=True, at_once=True)
        return here

    def forked_at_once(self, onward: str) -> str:
        side, here, tests = self.passed_on(onward), self._stage("fork"), self._tests()
        self._move("pass_on", here, side, automatic=True, at_once=True, when=tests)
        self._move("pass_on", here, onward, automatic=True, at_once=True, unless=tests)
        return here

    def handed_on(self, onward: str) -> str:
        here = self.passed_on(onward) if self._maybe() else self._rest("clock")
        self._move("escalate", here, onward, automatic=True, after_working_days=self._number(1, 30))
        return here

    def forked(self, onward: str) -> str:
        side, here, roles = self.passed_on(onward), self._rest("fork"), self._some(OTHERS)
        way, other = self._conditions()
        self._move("pass_on", here, side, *roles, **way)
        self._move("pass_on", here, onward, *roles, **other)
        return here

    def parted(self, onward: str, *, authorities: bool = False) -> str:
        """Something goes on side by side; with ``authorities`` examination and finding do."""
        drawn = {"others": self._branch("pass_on", OTHERS, clock="escalate")}
        if authorities:
            drawn["management"] = self._branch("complete_examination", MANAGEMENT)
            drawn["science"] = self._branch("record_finding", SCIENCE)
        if not authorities or self._maybe():
            drawn["others"] |= self._conditions()[0] if self._maybe() else {}
        else:
            del drawn["others"]
        return self._stage("parted", branches=drawn, joined=onward)

    def _branch(self, verb: str, roles: tuple[str, ...], clock: str = "") -> Table:
        stages, moves = {"end": stage("End", kind="final")}, {}
        onward = "end"
        for number in range(self._number(1, 2)):
            here = f"b{number}"
            stages[here] = stage(here)
            moves[f"{verb}_{number}"] = move(here, onward, *self._some(roles), verb=verb)
            onward = here
        if clock and self._maybe():
            moves["clock"] = {"verb": clock, "from": [onward], "to": "end", "automatic": True, "after_working_days": 9}
        if verb == "complete_examination" and self._maybe():
            stages["asked"] = stage("Asked", kind="waiting")
            moves["ask"] = move(onward, "asked", *self._some(roles))
            moves["answer"] = move("asked", onward, *APPLICANTS)
        return {"label": {"en": verb}, "first": onward, "stages": stages, "moves": moves}

    # The process as a whole.

    def _ends(self) -> None:
        for key in ("refused", "withdrawn", "used"):
            self.stages[key] = stage(key, kind="final")

    def _after_payment(self) -> str:
        issued = self._stage("issued")
        self._move("endorse", issued, "used", "customs", *self._some(MANAGEMENT))
        signing = self._stage("signing")
        self._move("issue", signing, issued, *self._some(MANAGEMENT))
        return self._chain(signing, [self.passed_on, self.gone_on_at_once, self.handed_on, self.forked, self.parted])

    def _before_decision(self, decision: str, branches: bool) -> str:
        more = [self.passed_on, self.gone_on_at_once, self.handed_on, self.forked, self.forked_at_once, self.parted]
        more += [self.begun, self.examined, self.found]
        onward = self._chain(decision, more)
        if branches or self._maybe():
            onward = self.parted(onward, authorities=True)
        elif self.is_export and self._maybe():
            onward = self.examined_and_found_unless_bred(onward)
        else:
            first, second = self.draw(st.permutations([self.examined, self.found]))
            onward = second(self._chain(first(onward), more, most=1))
        return self._chain(onward, more)

    def _chain(self, onward: str, kinds: list[Callable[[str], str]], most: int = 2) -> str:
        for part in self.draw(st.lists(st.sampled_from(kinds), max_size=most)):
            onward = part(onward)
        return onward

    def _detours(self, first: str) -> None:
        """Questions, returns and early refusals, at some of the stages where somebody acts before the decision."""
        back = self.draw(st.lists(st.sampled_from(self.restful), unique=True, max_size=2))
        for here in back:
            self._move("return_for_correction", here, "returned", *self._some(MANAGEMENT))
        if back:
            self.stages["returned"] = stage("Returned", kind="waiting")
            self._move("submit", "returned", first, *APPLICANTS)
        for here in self.draw(st.lists(st.sampled_from(self.restful), unique=True, max_size=2)):
            asked = self._stage("question", kind="waiting")
            self._move("ask", here, asked, *self._some(MANAGEMENT), tells=["applicant"])
            self._move("answer", asked, here, *APPLICANTS)
        for here in self.draw(st.lists(st.sampled_from(self.restful[1:] or ["decision"]), unique=True, max_size=1)):
            if here != "decision":
                self._move("refuse", here, "refused", *self._some(MANAGEMENT), documents=["decision_letter"])

    def _ways_out(self, draft: str, payment: str) -> None:
        origins = [draft, payment, *self.restful]
        self.moves["withdraw"] = {
            **move(draft, "withdrawn", *APPLICANTS, needs=["applicant"]),
            "from": self.draw(st.lists(st.sampled_from(origins), unique=True, min_size=1)),
        }
        for here in self.draw(st.lists(st.sampled_from([draft, payment]), unique=True)):
            self._move("lapse", here, "withdrawn", automatic=True, after_working_days=self._number(5, 90))

    # What is drawn again and again.

    def _waits_for(self, verb: str, onward: str, roles: tuple[str, ...]) -> str:
        here = self._rest(verb)
        self._move(verb, here, onward, *self._some(roles))
        return here

    def _rest(self, key: str) -> str:
        here = self._stage(key, working_days=self._number(1, 20))
        self.restful.append(here)
        return here

    def _stage(self, key: str, **more: Any) -> str:
        named = key if key not in self.stages else f"{key}_{len(self.stages)}"
        self.stages[named] = stage(named, **more)
        return named

    def _move(self, verb: str, origin: str, target: str, *roles: str, **more: Any) -> None:
        self.moves[f"{verb}_{len(self.moves)}"] = move(origin, target, *roles, verb=verb, **more)

    def _conditions(self) -> tuple[Table, Table]:
        """Conditions of one way, and those of the other where the case goes else."""
        tests = self._tests()
        pairs = [({"when": tests}, {"unless": tests}), ({"when": tests}, {}), ({"only": tests}, {})]
        return self.draw(st.sampled_from(pairs))

    def _tests(self) -> Table:
        return self.draw(st.sampled_from(self.conditions))

    def _some(self, roles: tuple[str, ...]) -> list[str]:
        return self.draw(st.lists(st.sampled_from(roles), unique=True, min_size=1)) if len(roles) > 1 else [*roles]

    def _maybe(self) -> bool:
        return self.draw(st.booleans())

    def _number(self, least: int, most: int) -> int:
        return self.draw(st.integers(least, most))
