"""The workflows that ship can be used as they are."""

import pytest
from django.utils.translation import override

from tenants.profiles.files import folder_of, layered
from tests.factories.workflows import licence, licence_actions, move
from workflows.definition import WorkflowFile, read_workflows
from workflows.guards import Guard, guards
from workflows.part import faults_of

SHIPPED = ["bb", "fj", "vu"]
EVERY_LANGUAGE = {"bb": {"en"}, "fj": {"en"}, "vu": {"en", "fr"}}


@pytest.mark.parametrize("iso2", SHIPPED)
def test_no_fault_is_found(iso2: str) -> None:
    file = read_workflows(layered(folder_of(iso2), "workflow.toml", "workflows"), file=f"{iso2}/workflow.toml")
    assert faults_of(file) == []


@pytest.mark.parametrize("iso2", SHIPPED)
def test_every_stage_speaks_the_languages_of_the_party(iso2: str) -> None:
    file = read_workflows(layered(folder_of(iso2), "workflow.toml", "workflows"), file=f"{iso2}/workflow.toml")
    for stage in file.root["EXP"].stages.values():
        assert set(stage.label) >= EVERY_LANGUAGE[iso2]
        assert set(stage.applicant_text) >= EVERY_LANGUAGE[iso2]


def test_vanuatu_promises_two_working_days_where_it_says_so() -> None:
    stages = read_workflows(layered(folder_of("vu"), "workflow.toml", "workflows"), file="vu").root["EXP"].stages
    assert stages["submitted"].working_days == 1
    assert stages["finding"].working_days == 2


def test_a_release_is_checked_anew_in_another_language_and_once_another_name_is_registered() -> None:
    lost = move("decision", "refused", "ma_officer", verb="deny", needs=["well"])
    file = WorkflowFile.model_construct(root={"LIC": licence(moves={"deny": lost})})

    def told() -> list[str]:
        return [fault["reason"] for fault in faults_of(file) if fault["key"] == "LIC.moves.deny.needs"]

    with licence_actions():
        english = told()
        assert len(english) == 1
        with override("fr"):
            assert told() != english
        with guards.temporarily(Guard("well", "all is well", lambda case, actor: [], of_case=True)):
            assert told() == []
        assert told() == english
