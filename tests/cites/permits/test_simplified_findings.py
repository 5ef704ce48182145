"""What is found before partly completed permits are granted: all that the documents need for which they stand."""

from typing import Any

import pytest

from cites.permits.documents.publishing import sheet_for
from cites.permits.models import Application
from cites.permits.queries.applications import findings_needed, reasons_against
from cites.permits.queries.completeness import incomplete_permits
from cites.permits.queries.corrections import sections_of_application
from kernel.reasons import Severity
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
    return {str(each.kind) for each in findings_needed(application)}


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
    assert found_of(application) == {"BRED"}
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


def test_box_1_marks_for_what_it_stands_and_copies_say_the_same(who: Any) -> None:
    for line, stands_for, mark in ((CORAL_LAMP, "EXP", "E"), (FROM_JAMAICA, "REX", "R")):
        permit = issued_as("SPC", who, [line], purpose="T", simplified_number=1)
        assert permit.answers["stands_for"] == stands_for
        sheet = sheet_for(permit, list(permit.lines.all()))
        assert (sheet.kind, sheet.document) == (mark, "")
        assert sheet.title.startswith("Partly completed permit")


def test_of_appendix_iii_of_another_state_it_is_a_certificate_of_origin(who: Any) -> None:
    draft = asked_for(who, {**CORAL_LAMP, "taxon_code": "COR-ELA"})
    assert found_of(draft) == {"ORIGIN"}
    permit = issued_as("SPC", who, [{**CORAL_LAMP, "taxon_code": "COR-ELA"}], purpose="T", simplified_number=1)
    sheet = sheet_for(permit, list(permit.lines.all()))
    assert (sheet.kind, sheet.document) == ("O", "Certificate of origin")
    assert incomplete_permits(today(), today(), 10) == []


def test_those_from_before_this_was_kept_say_what_they_said(who: Any) -> None:
    permit = issued_as("SPC", who, [CORAL_LAMP], purpose="T", simplified_number=1)
    permit.answers = {name: text for name, text in permit.answers.items() if name != "stands_for"}
    sheet = sheet_for(permit, list(permit.lines.all()))
    assert (sheet.kind, sheet.document) == ("O", "Partly completed permit (simplified procedure)")


def test_of_what_was_propagated_box_1_marks_the_certificate_and_beside_wild_ones_the_export_permit(who: Any) -> None:
    permit = issued_as("SPC", who, [ORCHIDS], purpose="T", simplified_number=1)
    sheet = sheet_for(permit, list(permit.lines.all()))
    assert (sheet.kind, sheet.document) == ("O", "Certificate of artificial propagation")
    assert incomplete_permits(today(), today(), 10) == []
    both = a_draft_of(who.trader, "SPC", [ORCHIDS, CORAL_LAMP], simplified_number=1, purpose="T")
    assert "D-BOX-1" not in {each.code for each in reasons_against(both)}
    assert found_of(both) == {"BRED", "LAF", "TRANSPORT", "NDF"}


def test_one_form_stands_for_one_document(who: Any) -> None:
    both = asked_for(who, CORAL_LAMP)
    mixed = a_draft_of(who.trader, "SPC", [CORAL_LAMP, FROM_JAMAICA], simplified_number=1, purpose="T")
    (said,) = [each for each in reasons_against(mixed) if each.code == "D-BOX-1"]
    assert (said.severity, said.data["line"]) == (Severity.HARD, 2)
    assert "D-BOX-1" not in {each.code for each in reasons_against(both)}
