"""What is found before partly completed permits are granted: all that the documents need for which they stand."""

from typing import Any

import pytest

from cites.permits.models import Application
from cites.permits.queries.applications import needed_of
from cites.permits.queries.completeness import incomplete_permits
from cites.permits.queries.corrections import sections_of_application
from tenants.context import today
from tests.factories.all_documents import CORAL_LAMP, a_draft_of, examined, issued_as
from tests.factories.permits import FINDING, cast, do, stage_of
from workflows.errors import ActionRefused

ORCHIDS = {"taxon_code": "CAT-SPP", "term": "LIV", "quantity": 40, "unit": "NAR", "source": "A"}
FROM_JAMAICA = {**CORAL_LAMP, "country_of_origin": "JM", "origin_permit_missing": "Bought in 1998 without papers."}
TORTOISESHELL = {**CORAL_LAMP, "taxon_code": "ERE-IMB", "term": "CAR"}


@pytest.fixture
def who(bb: Any) -> Any:
    return cast()


def asked_for(who: Any, line: Any, **answers: Any) -> Application:
    return a_draft_of(who.trader, "SPC", [line], simplified_number=1, **{"purpose": "T", **answers})


def found_of(application: Application) -> set[str]:
    return {str(each.kind) for line in application.lines.all() for each in needed_of(application, line)}


def test_wild_specimens_leave_with_them_only_once_the_scientific_authority_found_no_harm(who: Any) -> None:
    application = examined(asked_for(who, CORAL_LAMP), who)
    do(application, "complete_examination", who.officer)
    assert stage_of(application) == "finding"
    with pytest.raises(ActionRefused):
        do(application, "approve", who.decider)
    do(application, "record_finding", who.science, FINDING)
    assert stage_of(application) == "decision"


def test_of_what_was_propagated_science_has_nothing_to_find(who: Any) -> None:
    application = examined(asked_for(who, ORCHIDS), who)
    assert found_of(application) == {"BRED", "LAF", "TRANSPORT"}
    do(application, "complete_examination", who.officer)
    assert stage_of(application) == "decision"


def test_of_what_was_brought_in_it_is_found_that_it_was_imported_lawfully(who: Any) -> None:
    permit = issued_as("SPC", who, [FROM_JAMAICA], purpose="T", simplified_number=1)
    assert found_of(permit.application) == {"IMPORTED"}
    assert incomplete_permits(today(), today(), 10) == []


def test_the_import_permit_of_appendix_i_is_asked_for(who: Any) -> None:
    asked = sections_of_application(asked_for(who, TORTOISESHELL, purpose="S"))
    assert "earlier" in asked
    assert "earlier" not in sections_of_application(asked_for(who, CORAL_LAMP))
