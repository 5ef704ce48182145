"""No process does to a document what its number of movements does not allow, and none issues what others wrote."""

from collections.abc import Callable
from typing import Any

import pytest

from tenants.profiles.files import BASE, PROFILES, layered_from
from workflows.checking.check import reasons_against
from workflows.definition import Workflow
from workflows.part import WORKFLOW

SHIPPED = layered_from([PROFILES / BASE], WORKFLOW.file, WORKFLOW.templates, {"template": "standard"})
Table = dict[str, Any]


def codes(document_type: str, change: Callable[[Table], None]) -> set[str]:
    table = Workflow.model_validate(SHIPPED[document_type]).model_dump(mode="json", by_alias=True)
    change(table)
    return {reason.code for reason in reasons_against(document_type, Workflow.model_validate(table))}


def step(verb: str, origin: str, target: str, *roles: str) -> Callable[[Table], None]:
    def change(table: Table) -> None:
        table["moves"][f"another_{verb}"] = {"verb": verb, "from": [origin], "to": target, "roles": list(roles)}

    return change


def test_what_ships_is_lawful() -> None:
    assert codes("TEC", lambda table: None) == codes("TRN", lambda table: None) == set()


@pytest.mark.parametrize("code", ["EXP", "IMP", "REX", "ORG", "SPC"])
def test_a_document_for_one_consignment_has_no_crossings(code: str) -> None:
    assert "crossings_of_one_consignment" in codes(code, step("record_crossing", "issued", "issued", "customs"))


@pytest.mark.parametrize("code", ["TEC", "POC", "MIC", "SCC"])
def test_one_movement_does_not_use_up_what_is_good_for_several(code: str) -> None:
    assert "used_up_by_one_movement" in codes(code, step("endorse", "issued", "closed", "customs"))


def test_only_customs_and_the_office_enter_crossings_and_only_the_office_closes() -> None:
    assert "wrong_endorser" in codes("MIC", lambda table: table["moves"]["record_crossing"]["roles"].append("trader"))
    assert "wrong_closer" in codes("MIC", lambda table: table["moves"]["close_document"]["roles"].append("customs"))


def test_nothing_crosses_and_nothing_is_closed_before_the_issue() -> None:
    for verb in ("record_crossing", "close_document"):
        assert "before_issue" in codes("MIC", step(verb, "signing", "closed", "ma_officer"))


@pytest.mark.parametrize("code", ["EXP", "TEC"])
def test_what_is_issued_is_not_merely_registered(code: str) -> None:
    assert "registers_what_is_issued" in codes(code, step("register_paper", "examining", "refused", "ma_officer"))


def test_only_the_office_registers_and_only_what_was_sent() -> None:
    assert "wrong_registrar" in codes("TRN", lambda table: table["moves"]["register_paper"]["roles"].append("customs"))
    assert "registers_unsent" in codes("TRN", step("register_paper", "draft", "registered", "ma_officer"))


def test_a_paper_of_others_is_never_issued() -> None:
    assert "issues_papers_of_others" in codes("LBL", step("issue", "examining", "registered", "ma_signatory"))


def test_what_is_registered_is_not_gone_through_again() -> None:
    def reopened(table: Table) -> None:
        table["stages"]["registered"] |= {"kind": "open", "people": ["ma_officer"]}
        step("start_examination", "registered", "examining", "ma_officer")(table)

    assert "after_registration" in codes("NPD", reopened)


def test_a_paper_can_always_be_registered_or_refused() -> None:
    def never(table: Table) -> None:
        table["moves"]["register_paper"]["to"] = "registered"
        table["moves"]["register_paper"]["from"] = ["question"]
        del table["moves"]["ask"], table["moves"]["answer"]

    assert codes("PHY", never) & {"no_registration", "unreachable_stage"}
    assert "no_refusal" in codes("PHY", lambda table: table["moves"].pop("refuse"))
