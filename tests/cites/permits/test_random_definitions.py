"""No lawful process is refused, however it is made; one that is spoilt is refused with the reason, and the way to it.

The way is walked in the library's machine by a case with facts of its own, and what is said is then true of it.
"""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from kernel.reasons import Reason
from tests.factories.lawful import Drawn, lawful
from tests.factories.oracles import ORACLES
from tests.factories.spoiling import moves_of
from tests.factories.unlawful import SPOILERS, Spoilt, unlawful
from tests.factories.walking import walked
from tests.factories.workflows import branch, licence_table, move, stage
from tests.thorough import often
from workflows.checking.check import reasons_against
from workflows.definition import Workflow

OFFICIALS = ("ma_officer", "ma_signatory", "scientific_authority", "cashier", "customs")
TWO_EACH = {role: frozenset({f"one {role}", f"another {role}"}) for role in OFFICIALS}
EXAMINING = {"start_examination", "complete_examination", "return_for_correction"}
DECIDING = {"approve", "refuse"}
# What else is true of a process that is spoilt so.
BESIDES = {
    "decision_missing": {"no_decision", "no_refusal", "finding_missing", "not_sent"},
    "not_sent": {"finding_missing", "no_decision", "no_refusal", "decision_missing"},
    "never_finishes": {"no_decision", "no_refusal", "no_issue"},
}
drawn_often = settings(max_examples=often(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
drawn = settings(max_examples=often(15), deadline=None, suppress_health_check=[HealthCheck.too_slow])


def reasons(document_type: str, table: Any, people: Any = None) -> list[Reason]:
    return reasons_against(document_type, Workflow.model_validate(table), people=people)


@drawn_often
@given(lawful())
def test_no_lawful_process_is_refused(process: Drawn) -> None:
    assert reasons(process.document_type, process.table, people=TWO_EACH) == []


@pytest.mark.parametrize("name", SPOILERS)
def test_what_is_spoilt_is_refused_for_that_reason_and_the_way_leads_there(name: str) -> None:
    @drawn
    @given(unlawful(SPOILERS[name]))
    def refused(process: Spoilt) -> None:
        found = reasons_against(process.document_type, process.workflow)
        said = [each for each in found if each.code == process.code and each.data["key"] in process.places]
        assert said
        assert {each.code for each in found} <= {process.code} | BESIDES.get(process.code, set())
        if process.code in ORACLES:
            assert all(walked(process.workflow, each, ORACLES[each.code]) for each in said)

    refused()


def test_a_way_across_two_partings_is_walked_by_a_case_whose_facts_change_between_them() -> None:
    def parted(onward: str) -> Any:
        others = branch("pass_on", *OFFICIALS, when={"living": True})
        return stage("Parted", branches={"always": branch("complete_examination"), "others": others}, joined=onward)

    table = licence_table()
    table["stages"] |= {"examining": parted("again"), "again": parted("decision")}
    del table["moves"]["examine"]
    spoilt = table["stages"]["again"]["branches"]["others"]
    spoilt["stages"]["spoilt"] = stage("Spoilt")
    spoilt["moves"]["spoilt"] = move("waiting", "spoilt", "ma_officer", verb="start_examination")
    process = Workflow.model_validate(table)
    (said,) = [each for each in reasons_against("EXP", process) if each.code == "never_joins"]
    assert said.data["path"] == ["lodge", "complete_examination", "start_examination"]
    assert walked(process, said, ORACLES[said.code])


@drawn
@given(lawful())
def test_one_person_for_the_whole_management_authority_is_too_few(process: Drawn) -> None:
    alone = TWO_EACH | dict.fromkeys(("ma_officer", "ma_signatory"), frozenset({"Olive"}))
    found = reasons(process.document_type, process.table, people=alone)
    assert {each.code for each in found} == {"duties_not_separable"}
    for each in found:
        assert EXAMINING & set(each.data["path"])
        assert DECIDING & set(each.data["path"])
        assert walked(Workflow.model_validate(process.table), each, ORACLES[each.code])


@drawn
@given(lawful(("EXP", "IMP", "IFS")))
def test_one_person_for_the_finding_and_the_decision_is_too_few(process: Drawn) -> None:
    for verb in ("approve", *EXAMINING):
        for _place, each, _around in moves_of(process.table, verb):
            each["roles"] = ["ma_signatory" if verb == "approve" else "ma_officer"]
    simon = {"scientific_authority": frozenset({"Simon"}), "ma_signatory": frozenset({"Simon"})}
    found = reasons(process.document_type, process.table, people=TWO_EACH | simon)
    assert {each.code for each in found} == {"duties_not_separable"}
    assert any({"record_finding", "approve"} <= set(each.data["path"]) for each in found)


@drawn
@given(lawful(("EXP", "IMP", "IFS")))
def test_a_finding_that_nobody_may_make_is_named(process: Drawn) -> None:
    found = reasons(process.document_type, process.table, people=TWO_EACH | {"scientific_authority": frozenset()})
    nobody = [each for each in found if each.code == "nobody_may"]
    assert "record_finding" in {each.data["path"][-1] for each in nobody}
    assert all(walked(Workflow.model_validate(process.table), each, ORACLES[each.code]) for each in nobody)
