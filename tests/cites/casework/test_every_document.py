"""Each document of the Convention is carried by its pages from the first one to the end of its case.

The pages ask what it needs and nothing else; what they ask and refuse on the way is told below.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from billing.queries import invoices_for
from cites.accounts.models import Role
from cites.permits.documents.words import words_in
from cites.permits.documents.xml.reading import read_permit
from cites.permits.models import Application, Crossing, Permit
from cites.permits.queries.corrections import sections_of_application
from cites.permits.queries.permits import PermitState, state_of
from cites.permits.rules.document_types import DOCUMENTS, Uses, box_1_of
from tests.factories.accounts import person
from tests.factories.applying import applied
from tests.factories.every_document import EVERY, Wanted
from tests.factories.offices import REASON, Offices, take_step
from tests.factories.permits import SHELLS, an_application, cast, do, stage_of
from tests.factories.signed import structure_of

NAMES = [each.document for each in EVERY]


@pytest.fixture
def client(bb: Any) -> Any:
    client = bb.client()
    client.force_login(person(role=Role.TRADER, name="Rosalind Gittens"))
    return client


def downloaded(client: Any, permit: Permit) -> bytes:
    """Its PDF as its holder gets it."""
    answer = client.get(f"/permits/{permit.number}.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return b"".join(answer.streaming_content)


def is_endorsed_once(office: Offices, _client: Any) -> None:
    (permit,) = office.permits
    assert permit.number in office.page("customs")
    office.step("customs", "endorse", **office.moved("exported_on"))
    assert state_of(office.permits[0]) is PermitState.USED
    assert permit.number in office.page("officer")


def crosses_twice_and_is_closed(office: Offices, client: Any) -> None:
    for way in ("out", "in"):
        page = office.step("customs", "record_crossing", way=way, **office.moved("crossed_on"))
        assert "Crossings of the border" in page
    (permit,) = office.permits
    assert Crossing.objects.filter(permit=permit).count() == 2
    assert state_of(permit) is PermitState.VALID
    shown = client.get(f"/permits/{permit.number}/").content.decode()
    assert "Out of the country" in shown
    assert "Into the country" in shown
    take_step(office.at("officer"), office.reference, "close_document", status=422)
    office.step("officer", "close_document", handed_back="on")
    assert state_of(office.permits[0]) is PermitState.HANDED_BACK


def one_is_used_one_cancelled_and_the_rest_is_back(office: Offices, _client: Any) -> None:
    first, second, third = (permit.number for permit in office.permits)
    office.step("customs", "endorse", permit=second, **office.moved("exported_on"))
    office.step("signatory", "cancel", permit=first, **REASON)
    assert [state_of(each) for each in office.permits] == [PermitState.CANCELLED, PermitState.USED, PermitState.VALID]
    assert third in take_step(office.at("officer"), office.reference, "close_document", status=422)
    office.step("officer", "close_document", handed_back="on")
    assert state_of(office.permits[2]) is PermitState.HANDED_BACK


THEN: dict[Uses, Callable[[Offices, Any], None]] = {
    Uses.SINGLE: is_endorsed_once,
    Uses.PERIOD: is_endorsed_once,
    Uses.MULTIPLE: crosses_twice_and_is_closed,
    Uses.BATCH: one_is_used_one_cancelled_and_the_rest_is_back,
}
"""What becomes of a document once it is downloaded."""


def of(*, issued: bool) -> Any:
    which = [each for each in EVERY if DOCUMENTS[each.document].is_issued is issued]
    return pytest.mark.parametrize("wanted", which, ids=[each.document for each in which])


def test_every_document_of_the_convention_is_here() -> None:
    assert sorted(NAMES) == sorted(DOCUMENTS)


@of(issued=True)
def test_a_document_is_applied_for_issued_downloaded_and_used_page_by_page(
    bb: Any, client: Any, wanted: Wanted
) -> None:
    application, document = applied(client, wanted), DOCUMENTS[wanted.document]
    office = Offices(bb, replace(cast(), trader=application.applicant), application)
    office.issue()
    assert len(office.permits) == int(application.answers.get("simplified_number", "1"))
    for permit in office.permits:
        facts = read_permit(structure_of(downloaded(client, permit)).attached["CITESEPermit.xml"])
        marked = str(permit.answers.get("stands_for") or document.code)
        assert (facts.number, facts.kind) == (permit.number, box_1_of(marked))
        assert facts.document == (words_in("en")["titles"][marked] if box_1_of(marked) == "O" else "")
    THEN[document.uses](office, client)
    application.case.refresh_from_db()
    assert application.case.closed_at


@of(issued=False)
def test_a_paper_of_others_is_presented_registered_and_shown_page_by_page(bb: Any, client: Any, wanted: Wanted) -> None:
    application = applied(client, wanted)
    office = Offices(bb, replace(cast(), trader=application.applicant), application)
    office.step("officer", "start_examination")
    office.step("officer", "register_paper")
    assert stage_of(application) == "registered"
    number = Application.objects.get(pk=application.pk).registered_paper.number
    assert number in office.page("customs")
    assert number in client.get(f"/applications/{application.reference}/").content.decode()


def opened(client: Any, document: str) -> str:
    answer = client.post("/applications/new/", {"document_type": document, "key": document})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"].strip("/").split("/")[-1])


def posted(client: Any, address: str, answers: Any) -> str:
    """Where it leads on."""
    answer = client.post(address, answers)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"])


def test_the_fee_of_an_import_is_invoiced_to_who_imports(bb: Any) -> None:
    who = cast()
    abroad = {"exporter_name": "Reef House", "exporter_country": "VC", "consignee_name": "Sargasso Seafood Ltd"}
    application = an_application(who.trader, (SHELLS,), "IMP", **abroad, consignee_country="BB")
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    do(application, "complete_examination", who.officer)
    do(application, "approve", who.decider)
    assert [each.invoice.payer_name for each in invoices_for(application.reference)] == ["Sargasso Seafood Ltd"]


def test_what_is_missing_is_named_before_it_is_sent(bb: Any, client: Any) -> None:
    base = f"/applications/{opened(client, 'TEC')}"
    posted(
        client,
        f"{base}/lines/add/?taxon=AMA-AMA",
        {"term": "LIV", "quantity": "1", "unit": "NAR", "source": "C", "country_of_origin": "BB", "key": "a"},
    )
    said = client.get(f"{base}/check/").content.decode()
    for missing in (
        "Enter the owner’s name",
        "Enter the name of the exhibition",
        "Name the countries, as far as you know them",
        "Enter the mark of the animal",
        "Say how the living specimens are transported",
    ):
        assert missing in said, missing
    assert 'name="declared"' not in said


def test_a_page_that_asks_nothing_of_this_document_is_not_there(bb: Any, client: Any) -> None:
    base = f"/applications/{opened(client, 'POC')}"
    for part in ("consignee", "vessel", "housing", "nonsense"):
        assert client.get(f"{base}/{part}/").status_code == 404, part


def test_an_answer_of_a_wrong_kind_is_told_and_keeps_what_was_typed(bb: Any, client: Any) -> None:
    base = f"/applications/{opened(client, 'SPC')}"
    answers = {"simplified_registration": "BB-SP-3", "simplified_number": "101", "simplified_boxes": ["3"]}
    answer = client.post(f"{base}/simplified/", answers)
    assert answer.status_code == 422
    assert 'value="BB-SP-3"' in answer.content.decode()
    assert Application.objects.get(case__reference=base.rsplit("/", 1)[-1]).answers == {}


def test_the_permit_of_the_country_of_origin_may_be_unknown_if_it_is_said_why(bb: Any, client: Any) -> None:
    base = f"/applications/{opened(client, 'REX')}"
    at = posted(
        client,
        f"{base}/lines/add/?taxon=ALI-GIG",
        {"term": "SHE", "quantity": "2", "unit": "NAR", "source": "W", "country_of_origin": "JM", "key": "a"},
    )
    refused = client.post(at, {"origin_permit_number": "26JM000001"})
    assert refused.status_code == 422
    assert "Enter the date of that permit, or say why you do not know it" in refused.content.decode()
    known = {"origin_permit_number": "26JM000001", "origin_permit_date": "2026-01-09"}
    posted(client, at, known)
    line = Application.objects.get(case__reference=base.rsplit("/", 1)[-1]).lines.get()
    assert (line.origin_permit_number, str(line.origin_permit_date)) == ("26JM000001", "2026-01-09")


def test_who_imports_is_asked_of_partly_completed_permits_unless_their_holder_completes_box_3(
    bb: Any, client: Any
) -> None:
    reference = opened(client, "SPC")
    base, application = f"/applications/{reference}", Application.objects.get(case__reference=reference)
    assert client.get(f"{base}/consignee/").status_code == 200
    answers = {"simplified_registration": "BB-SP-3", "simplified_number": "2", "simplified_boxes": ["11", "3"]}
    posted(client, f"{base}/simplified/", answers)
    assert client.get(f"{base}/consignee/").status_code == 404
    application.refresh_from_db()
    assert "consignee" not in sections_of_application(application)
    posted(client, f"{base}/simplified/", {**answers, "simplified_boxes": ["11"]})
    assert "Enter the importer’s name" in client.get(f"{base}/check/").content.decode()
