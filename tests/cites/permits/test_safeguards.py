"""No workflow leads past what the Articles ask for: each way round is refused with its rule and its path."""

from collections.abc import Callable
from typing import Any

import pytest

from kernel.reasons import Reason
from tenants.profiles.files import folder_of, layered
from workflows.checking.check import reasons_against
from workflows.definition import Workflow, read_workflows

BASE = read_workflows(layered(folder_of("fj"), "workflow.toml", "workflows"), file="fj").root["EXP"]
Table = dict[str, Any]
TO_ISSUE = ["submit", "start_examination", "complete_examination"]


def changed(change: Callable[[Table], None], document_type: str = "EXP", **more: Any) -> list[Reason]:
    table = BASE.model_dump(mode="json", by_alias=True)
    change(table)
    return reasons_against(document_type, Workflow.model_validate(table), **more)


def nothing(table: Table) -> None:
    pass


def without_finding(table: Table) -> None:
    table["moves"]["complete_examination"]["to"] = "decision"


def finding_by_the_office(table: Table) -> None:
    table["moves"]["record_finding"]["roles"] = ["scientific_authority", "ma_officer"]


def finding_after_payment(table: Table) -> None:
    table["moves"]["complete_examination"]["to"] = "decision"
    table["moves"]["settle"]["to"] = "finding"
    table["moves"]["record_finding"]["to"] = "signing"


def signed_at_once(table: Table) -> None:
    table["moves"]["fast"] = {"verb": "issue", "from": ["finding"], "to": "issued", "roles": ["ma_signatory"]}


def signed_by_customs(table: Table) -> None:
    table["moves"]["issue"]["roles"] = ["customs"]


def decided_by_science(table: Table) -> None:
    table["moves"]["approve"]["roles"] = ["scientific_authority"]


def examined_by_customs(table: Table) -> None:
    table["moves"]["complete_examination"]["roles"] = ["customs"]


def unpaid(table: Table) -> None:
    table["moves"]["approve"]["to"] = "signing"
    del table["moves"]["settle"], table["stages"]["payment"]
    table["moves"]["withdraw"]["from"].remove("payment")


def corrected_after_the_finding(table: Table) -> None:
    table["moves"]["again"] = {"verb": "submit", "from": ["signing"], "to": "signing", "roles": ["trader"]}


def never_sent(table: Table) -> None:
    table["moves"]["submit"]["from"].remove("draft")
    table["moves"]["start_examination"]["from"] = ["draft"]
    del table["stages"]["submitted"]
    table["moves"]["submit"]["to"] = "examining"
    for way in ("withdraw", "amend"):
        table["moves"][way]["from"].remove("submitted")


def never_approved(table: Table) -> None:
    table["moves"]["refuse"]["to"] = "payment"


def only_withdrawn(table: Table) -> None:
    table["moves"]["return_for_correction"]["to"] = "question"
    table["moves"]["answer"]["to"] = "returned"
    table["moves"]["submit"]["from"] = ["draft"]


def unpayable(table: Table) -> None:
    for verb in (
        "settle",
        "issue",
        "reopen_decision",
        "cancel",
        "close_document",
        "report_lost",
        "replace_permit",
        "endorse",
    ):
        del table["moves"][verb]
    for stage in ("signing", "issued", "used", "cancelled", "closed"):
        del table["stages"][stage]
    table["moves"]["withdraw"]["from"].remove("signing")


@pytest.mark.parametrize(
    ("change", "code", "key", "path", "source"),
    [
        (
            without_finding,
            "finding_missing",
            "moves.issue",
            [*TO_ISSUE, "approve", "settle", "issue"],
            "Article IV.2(a)",
        ),
        (
            finding_by_the_office,
            "wrong_authority",
            "moves.record_finding",
            [*TO_ISSUE, "record_finding"],
            "Article III.2(a)",
        ),
        (
            finding_after_payment,
            "finding_after_decision",
            "moves.issue",
            [*TO_ISSUE, "approve", "settle", "record_finding", "issue"],
            "Articles III to V",
        ),
        (signed_at_once, "finding_missing", "moves.fast", [*TO_ISSUE, "issue"], "Article III.2(a)"),
        (
            signed_by_customs,
            "wrong_signatory",
            "moves.issue",
            [*TO_ISSUE, "record_finding", "approve", "settle", "issue"],
            "IX.1",
        ),
        (decided_by_science, "wrong_decider", "moves.approve", [*TO_ISSUE, "record_finding", "approve"], "IX.1"),
        (examined_by_customs, "wrong_authority", "moves.complete_examination", TO_ISSUE, "Article III.2(b)"),
        (unpaid, "not_paid", "moves.issue", [*TO_ISSUE, "record_finding", "approve", "issue"], ""),
        (
            corrected_after_the_finding,
            "finding_missing",
            "moves.issue",
            [*TO_ISSUE, "record_finding", "approve", "settle", "issue"],
            "Article III.2(a)",
        ),
        (never_sent, "not_sent", "moves.issue", None, "12.3"),
        (
            never_approved,
            "decision_missing",
            "moves.issue",
            [*TO_ISSUE, "record_finding", "refuse", "settle", "issue"],
            "Articles III to VII",
        ),
        (
            only_withdrawn,
            "no_decision",
            "stages.question",
            ["submit", "start_examination", "ask"],
            "VIII.3",
        ),
        (unpayable, "no_issue", "stages.draft", [], "Articles III to VII"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_way_round_the_articles_is_refused(
    change: Callable[[Table], None], code: str, key: str, path: list[str] | None, source: str
) -> None:
    reasons = [reason for reason in changed(change) if (reason.code, reason.data["key"]) == (code, key)]
    assert reasons, [(reason.code, reason.data["key"]) for reason in changed(change)]
    assert source in reasons[0].source
    assert path in (None, reasons[0].data["path"])


OTHERS = {
    "record_fisheries_finding": "fisheries_authority",
    "record_forestry_finding": "forestry_authority",
    "record_veterinary_finding": "veterinary_authority",
    "record_committee_advice": "committee_member",
}


def with_another(verb: str, roles: list[str], *, at: str = "decision", **more: Any) -> Callable[[Table], None]:
    """The process with one more authority that is asked at a stage and leaves the case there."""

    def change(table: Table) -> None:
        table["moves"][verb] = {"from": [at], "to": at, "roles": roles, **more}

    return change


@pytest.mark.parametrize("verb", OTHERS)
def test_another_authority_is_asked_before_the_decision_and_the_process_stays_lawful(verb: str) -> None:
    assert changed(with_another(verb, [OTHERS[verb]])) == []


@pytest.mark.parametrize("verb", OTHERS)
@pytest.mark.parametrize("stranger", ["scientific_authority", "ma_officer", "customs"])
def test_what_is_another_authoritys_to_find_is_recorded_by_nobody_else(verb: str, stranger: str) -> None:
    reasons = changed(with_another(verb, [OTHERS[verb], stranger]))
    assert [(each.code, each.data["key"]) for each in reasons] == [("wrong_authority", f"moves.{verb}")]
    assert reasons[0].data["path"][-1] == verb


@pytest.mark.parametrize("verb", OTHERS)
def test_nobody_at_all_records_it_neither(verb: str) -> None:
    reasons = changed(with_another(verb, [], automatic=True))
    assert "wrong_authority" in {each.code for each in reasons}


@pytest.mark.parametrize("verb", OTHERS)
def test_no_authority_takes_the_place_of_the_scientific_one(verb: str) -> None:
    def instead(table: Table) -> None:
        table["moves"][verb] = {**table["moves"].pop("record_finding"), "verb": verb, "roles": [OTHERS[verb]]}

    assert {each.code for each in changed(instead)} == {"finding_missing"}


@pytest.mark.parametrize("verb", OTHERS)
def test_the_decision_comes_after_what_another_authority_finds(verb: str) -> None:
    reasons = changed(with_another(verb, [OTHERS[verb]], at="signing"))
    assert [(each.code, each.data["key"]) for each in reasons] == [("finding_after_decision", "moves.issue")]
    assert reasons[0].data["path"][-2:] == [verb, "issue"]


def test_the_standard_process_serves_every_class_of_export() -> None:
    assert changed(nothing) == []


def test_the_missing_finding_names_the_classes_that_need_it() -> None:
    (reason,) = [each for each in changed(without_finding) if each.code == "finding_missing"]
    assert reason.data["case"].startswith("Appendix: I, II; source ≠ ")
    assert "bred in captivity (C)" in reason.data["case"]
    assert reason.data["ways"][0] == ("submit", None)
    assert "non-detriment finding" in str(reason)


def test_what_needs_no_finding_may_go_without_it() -> None:
    def bred_go_straight_on(table: Table) -> None:
        straight = {"verb": "complete_examination", "from": ["examining"], "to": "decision", "roles": ["ma_officer"]}
        table["moves"]["straight"] = {**straight, "only": {"source": ["C", "A", "O"]}}

    assert changed(bred_go_straight_on) == []


def test_one_bred_line_among_wild_ones_does_not_let_all_go_without_it() -> None:
    def any_bred_goes_straight_on(table: Table) -> None:
        straight = {"verb": "complete_examination", "from": ["examining"], "to": "decision", "roles": ["ma_officer"]}
        table["moves"]["straight"] = {**straight, "when": {"source": ["C", "A", "O"]}}

    assert {reason.code for reason in changed(any_bred_goes_straight_on)} == {"finding_missing"}


@pytest.mark.parametrize("document_type", ["CAP", "ART", "PRE", "ORG"])
def test_certificates_of_the_management_authority_need_no_finding_of_the_scientific_one(document_type: str) -> None:
    assert "finding_missing" not in {reason.code for reason in changed(without_finding, document_type)}


def test_housing_is_found_by_science_on_import_and_by_management_from_the_sea() -> None:
    missing = [str(reason) for reason in changed(without_finding, "IMP") if reason.code == "finding_missing"]
    assert any("housed" in each for each in missing)
    at_sea = [str(reason) for reason in changed(without_finding, "IFS") if reason.code == "finding_missing"]
    assert at_sea
    assert not any("housed" in each for each in at_sea)


@pytest.mark.parametrize("roles", [["ma_officer"], ["ma_signatory"]])
def test_one_person_of_the_management_authority_is_too_few(roles: list[str]) -> None:
    people = dict.fromkeys(["ma_officer", "ma_signatory"], frozenset({1})) | {
        "scientific_authority": frozenset({2}),
        "customs": frozenset({3}),
    }
    assert {reason.code for reason in changed(nothing, people=people)} == {"duties_not_separable"}
    assert changed(nothing, people=people | {roles[0]: frozenset({1, 4}), "ma_signatory": frozenset({4})}) == []
