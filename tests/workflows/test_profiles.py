"""The workflows that ship can be used as they are."""

import pytest

from tenants.profiles.files import folder_of, layered
from workflows.definition import read_workflows
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
