"""What differs between two workflows is said in the words of the office: no key, no file."""

from copy import deepcopy
from typing import Any

import pytest

from tenants.releases.describing import statements
from tests.factories.workflows import licence_table, move, stage
from workflows.part import WORKFLOW


@pytest.fixture
def before() -> dict[str, Any]:
    table = licence_table()
    table["moves"]["ask"] = move("examining", "draft", "ma_officer")
    return table


def told(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [str(each) for each in statements(WORKFLOW, *({"workflow": {"EXP": each}} for each in (before, after)))]


def test_a_step_is_called_by_its_button_and_its_stages_by_their_names(before: dict[str, Any]) -> None:
    after = deepcopy(before)
    after["moves"]["ask"]["from"] = ["examining", "decision"]
    assert told(before, after) == [
        "Licence › Steps › Ask the applicant a question › From: Being examined → Being examined, Awaiting decision"
    ]


def test_a_condition_is_said_by_its_fact_and_the_values_that_will_do(before: dict[str, Any]) -> None:
    after = deepcopy(before)
    after["moves"]["ask"]["when"] = {"appendix": ["I", "II"]}
    assert told(before, after)[0].endswith("Only when some line is › Appendix: added: I, II")


def test_a_step_that_goes_says_from_where_whither_and_by_whom_it_was(before: dict[str, Any]) -> None:
    after = deepcopy(before)
    del after["moves"]["ask"]
    assert told(before, after) == [
        "Licence › Steps › Ask the applicant a question: removed: Being examined → Draft, Management Authority officer"
    ]


def test_a_branch_that_comes_says_whose_work_it_is_and_for_which_cases(before: dict[str, Any]) -> None:
    after = deepcopy(before)
    branch = {
        "label": {"en": "Fisheries"},
        "first": "a",
        "when": {"living": True},
        "stages": {"a": stage("With Fisheries", people=["customs"], working_days=7), "b": stage("Done", kind="final")},
        "moves": {"answer": move("a", "b", "customs")},
    }
    after["stages"]["examining"] |= {"branches": {"fisheries": branch}, "joined": "decision"}
    said = " ".join(told(before, after))
    for words in (
        "Fisheries",
        "living is yes",
        "With Fisheries: Customs officer · 7 working days",
        "With Fisheries → Done",
    ):
        assert words in said
    assert "ma_officer" not in said


def test_a_draft_that_names_a_stage_that_does_not_exist_is_compared_as_well(before: dict[str, Any]) -> None:
    after = deepcopy(before)
    after["moves"]["ask"]["to"] = "nowhere"
    assert told(before, after) == ["Licence › Steps › Ask the applicant a question › Leads to: Draft → nowhere"]
