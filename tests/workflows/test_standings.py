"""Every stage at which a case stands, its own and those in its branches."""

from tests.factories.workflows import inspected
from workflows.places import Place, standings


def test_a_case_stands_at_its_own_stage_and_in_each_branch_that_has_not_ended() -> None:
    place = Place("examining", (("hull", "done"), ("crew", "todo")))
    found = [(standing.branch, standing.key) for standing in standings(inspected(), place)]
    assert found == [(None, "examining"), ("crew", "todo")]


def test_a_case_without_branches_stands_at_one_stage() -> None:
    assert [standing.key for standing in standings(inspected(), Place("decision"))] == ["decision"]
