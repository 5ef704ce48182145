"""Every way in which a workflow can be broken is found, and named with the shortest path to it."""

from dataclasses import replace
from typing import Any

import pytest

from kernel.reasons import Reason
from tests.factories.workflows import branch, licence, licence_actions, move, stage
from workflows.checking.check import reasons_against
from workflows.checking.findings import in_words
from workflows.checking.names import Vocabulary
from workflows.guards import Guard, guards

VERBS = {"lodge", "examine", "grant", "deny", "paid", "loop", "leave", "pass_on", "find", "vet"}
FACTS = {"fish": ["yes", "no"], "class": None}
WORDS = Vocabulary(
    verbs=VERBS,
    guards={"applicant"},
    roles={"trader", "ma_officer", "ma_signatory"},
    documents={"letter", "licence"},
    makers={"licence": {"grant"}},
    facts=FACTS,
)


def found(people: Any = None, **changes: Any) -> list[Reason]:
    with licence_actions():
        return reasons_against("LIC", licence(**changes), words=WORDS, people=people)


def codes(**changes: Any) -> list[str]:
    return [reason.code for reason in found(**changes)]


def at_once(origin: str, target: str, **more: Any) -> dict[str, Any]:
    return {"from": [origin], "to": target, "verb": "pass_on", "automatic": True, "at_once": True, **more}


def with_branches(**branches: Any) -> dict[str, Any]:
    """Let branches be opened when the examination is done, before the decision."""
    return {
        "stages": {"asking": stage("Asking others", branches=branches, joined="decision")},
        "moves": {"examine": move("examining", "asking", "ma_officer")},
    }


def test_the_small_workflow_may_be_used() -> None:
    assert codes() == []


@pytest.mark.parametrize(
    ("changes", "code", "key"),
    [
        ({"moves": {"fly": move("decision", "refused", "trader")}}, "unknown_verb", "moves.fly.verb"),
        (
            {"moves": {"loop": move("decision", "refused", "trader", needs=["sunshine"])}},
            "unknown_guard",
            "moves.loop.needs",
        ),
        ({"moves": {"loop": move("decision", "refused", "wizard")}}, "unknown_role", "moves.loop.roles"),
        (
            {"moves": {"loop": move("decision", "refused", "trader", tells=["applicant", "wizard"])}},
            "unknown_role",
            "moves.loop.tells",
        ),
        (
            {"moves": {"loop": move("decision", "refused", "trader", documents=["letter", "poem"])}},
            "unknown_document",
            "moves.loop.documents",
        ),
        (
            {"moves": {"loop": move("decision", "refused", "trader", when={"weather": "fine"})}},
            "unknown_fact",
            "moves.loop.when",
        ),
        (
            {"moves": {"loop": move("decision", "refused", "trader", unless={"fish": ["no", "maybe"]})}},
            "unknown_value",
            "moves.loop.unless.fish",
        ),
        (
            {"moves": {"loop": move("decision", "refused", "trader", documents=["licence"])}},
            "document_not_made",
            "moves.loop.documents",
        ),
        (
            {"stages": {"draft": stage("Draft", branches={"f": branch(when={"fish": True})}, joined="examining")}},
            "branch_too_early",
            "stages.draft.branches.f",
        ),
        ({"moves": {"loop": at_once("draft", "examining", when={"fish": True})}}, "step_too_early", "moves.loop"),
        ({"stages": {"draft": stage("Draft", people=["wizard"])}}, "unknown_role", "stages.draft.people"),
        ({"stages": {"attic": stage("Attic", kind="final")}}, "unreachable_stage", "stages.attic"),
        (
            {"stages": {"cellar": stage("Cellar")}, "moves": {"loop": move("draft", "cellar", "trader")}},
            "dead_end",
            "stages.cellar",
        ),
        ({"moves": {"leave": move("refused", "draft", "trader")}}, "final_stage_left", "moves.leave"),
        (
            {"moves": {"deny": move("decision", "refused", "ma_officer"), "again": move("draft", "draft", "trader")}},
            "unknown_verb",
            "moves.again.verb",
        ),
        (
            {
                "moves": {
                    "grant": move("decision", "payment", "ma_officer", when={"fish": True}),
                    "deny": move("decision", "refused", "ma_officer", when={"class": "A"}),
                }
            },
            "dead_end",
            "stages.decision",
        ),
        (
            {
                "stages": {"one": stage("One"), "two": stage("Two")},
                "moves": {
                    "loop": move("draft", "one", "trader"),
                    "on": at_once("one", "two"),
                    "back": at_once("two", "one"),
                },
            },
            "endless_loop",
            "moves.back",
        ),
        (
            with_branches(fishery=branch(when={"weather": "fine"})),
            "unknown_fact",
            "stages.asking.branches.fishery.when",
        ),
        (with_branches(fishery=branch(verb="fly")), "unknown_verb", "stages.asking.branches.fishery.moves.find.verb"),
        (
            with_branches(fishery=branch(stages={"attic": stage("Attic")})),
            "unreachable_stage",
            "stages.asking.branches.fishery.stages.attic",
        ),
        (
            with_branches(fishery=branch(stages={"end": stage("End")})),
            "never_joins",
            "stages.asking.branches.fishery",
        ),
        (
            {
                "stages": {
                    "asking": stage("Asking", branches={"f": branch(when={"fish": True})}, joined="again"),
                    "again": stage("Again", branches={"v": branch("vet", when={"fish": True})}, joined="asking"),
                },
                "moves": {"examine": move("examining", "asking", "ma_officer")},
            },
            "endless_loop",
            "stages.asking.joined",
        ),
    ],
)
def test_a_broken_workflow_is_named(changes: dict[str, Any], code: str, key: str) -> None:
    reasons = [(reason.code, reason.data["key"]) for reason in found(**changes)]
    assert reasons == [(code, key)]


def test_branches_that_end_may_be_used() -> None:
    assert (
        codes(**with_branches(fishery=branch(when={"fish": True}), health=branch("vet", unless={"fish": True}))) == []
    )


def test_a_branch_from_which_no_way_leads_to_its_end_never_joins() -> None:
    endless = branch(stages={"limbo": stage("Limbo")}, moves={"loop": move("waiting", "limbo", "ma_officer")})
    reasons = found(**with_branches(fishery=endless, health=branch("vet")))
    never = next(reason for reason in reasons if reason.code == "never_joins")
    assert never.data["key"] == "stages.asking.branches.fishery"
    assert never.data["path"] == ["lodge", "examine"]
    assert never.data["ways"] == [("lodge", None), ("examine", None)]


def test_a_fork_by_a_condition_and_its_contrary_is_no_dead_end() -> None:
    fork = {
        "fish": move("examining", "decision", "ma_officer", verb="examine", when={"fish": True}),
        "fowl": move("examining", "refused", "ma_officer", verb="examine", unless={"fish": True}),
    }
    whole = licence(moves=fork)
    del whole.moves["examine"]
    with licence_actions():
        assert reasons_against("LIC", whole, words=WORDS) == []


def guarded(grant: str, deny: str) -> list[str]:
    """What is found where the ways out of the decision need these guards about the case."""
    moves = {
        "grant": move("decision", "payment", "ma_signatory", needs=[grant] if grant else []),
        "deny": move("decision", "refused", "ma_officer", needs=[deny] if deny else []),
    }
    words = replace(WORDS, guards={"applicant", "well", "ill"})
    well = Guard("well", "all is well", lambda case, actor: [], of_case=True)
    ill = Guard("ill", "all is ill", lambda case, actor: [], of_case=True, unlike="well")
    with licence_actions(), guards.temporarily(well), guards.temporarily(ill):
        return [reason.code for reason in reasons_against("LIC", licence(moves=moves), words=words)]


def test_a_case_may_stay_where_every_way_out_needs_what_may_not_be() -> None:
    assert guarded("well", "well") == ["dead_end"]


@pytest.mark.parametrize("ways", [("well", "ill"), ("ill", "well"), ("well", ""), ("applicant", "applicant")])
def test_a_guard_and_its_contrary_or_a_way_without_one_is_no_dead_end(ways: tuple[str, str]) -> None:
    assert guarded(*ways) == []


def test_a_step_that_another_always_forestalls_is_never_made() -> None:
    fork = {
        "first": move("examining", "decision", "ma_officer", verb="examine", when={"fish": True}),
        "second": move("examining", "refused", "ma_officer", verb="examine", when={"fish": True}),
    }
    assert [(reason.code, reason.data["key"]) for reason in found(moves=fork)] == [("never_made", "moves.second")]


def test_what_happens_at_once_by_contrary_conditions_is_no_loop() -> None:
    moves = {
        "loop": move("draft", "one", "trader"),
        "on": at_once("one", "two", when={"fish": True}),
        "off": at_once("one", "refused", unless={"fish": True}),
        "back": at_once("two", "one", unless={"fish": True}),
        "out": at_once("two", "refused", when={"fish": True}, verb="leave"),
    }
    reasons = found(stages={"one": stage("One"), "two": stage("Two")}, moves=moves)
    assert [(reason.code, reason.data["key"]) for reason in reasons] == [("never_made", "moves.back")]


def test_a_circle_without_a_way_out_is_a_trap_and_the_path_is_told() -> None:
    circle = {"one": stage("One"), "two": stage("Two")}
    moves = {
        "loop": move("draft", "one", "trader"),
        "examine_one": move("one", "two", "trader", verb="examine"),
        "examine_two": move("two", "one", "trader", verb="examine"),
    }
    reasons = found(stages=circle, moves=moves)
    assert [(reason.code, reason.data["path"]) for reason in reasons] == [
        ("never_finishes", ["loop"]),
        ("never_finishes", ["loop", "examine"]),
    ]


def test_reasons_read_as_sentences_with_the_labels_of_things() -> None:
    reason = found(stages={"attic": stage("The attic", kind="final")})[0]
    assert str(reason) == "No case can ever reach the stage “The attic”"
    cellar = found(stages={"cellar": stage("Cellar")}, moves={"loop": move("examining", "cellar", "ma_officer")})[0]
    with licence_actions():
        assert in_words(cellar) == "A case that reaches “Cellar” stays there: nothing leads out of it: Lodge → loop"


def office(**people: list[int]) -> dict[str, frozenset[int]]:
    return {"ma_officer": frozenset(), "ma_signatory": frozenset()} | {
        role: frozenset(those) for role, those in people.items()
    }


def test_an_office_of_two_can_examine_and_decide() -> None:
    assert found(people=office(ma_officer=[1], ma_signatory=[2])) == []
    assert found(people=office(ma_officer=[1, 2])) == []


def test_one_person_cannot_do_both_duties() -> None:
    reasons = found(people=office(ma_officer=[1], ma_signatory=[1]))
    told = {(reason.code, reason.data["key"]) for reason in reasons}
    assert told == {("duties_not_separable", "moves.grant"), ("duties_not_separable", "moves.deny")}


def test_a_step_that_nobody_may_make_is_named_with_the_roles() -> None:
    reasons = found(people=office(ma_signatory=[2]))
    assert [
        (reason.code, reason.data["key"], reason.data["roles"]) for reason in reasons if reason.code == "nobody_may"
    ] == [("nobody_may", "moves.examine", "Management Authority officer")]
