"""Each document of the Convention is applied for by its pages, which ask what it needs and nothing else."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from billing.queries import invoices_for
from cites.accounts.models import Role
from cites.permits.documents.publishing import publish_permit
from cites.permits.models import Application
from cites.permits.queries.corrections import sections_of_application
from cites.permits.rules.document_types import DOCUMENTS
from tests.factories.accounts import person
from tests.factories.casework import PDF
from tests.factories.every_document import EVERY, Wanted
from tests.factories.permits import (
    FINDING,
    SHELLS,
    Cast,
    an_application,
    cast,
    do,
    pay,
    stage_of,
    usual,
)
from workflows.models import Case

NAMES = [each.document for each in EVERY]


@pytest.fixture
def client(bb: Any) -> Any:
    client = bb.client()
    client.force_login(person(role=Role.TRADER, name="Rosalind Gittens"))
    return client


def opened(client: Any, document: str) -> str:
    answer = client.post("/applications/new/", {"document_type": document, "key": document})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.headers["Location"].strip("/").split("/")[-1])


def posted(client: Any, address: str, answers: Any) -> str:
    """Where it leads on."""
    answer = client.post(address, answers)
    assert answer.status_code == 302, complaints(answer.content.decode())
    return str(answer.headers["Location"])


def complaints(page: str) -> list[str]:
    return re.findall(r"(?s)govuk-error-summary__list.*?</ul>", page) or [page]


def finished(application: Application, who: Cast) -> None:
    """Let the offices do their part: the document is issued and printed, or the paper of others registered."""
    do(application, "start_examination", who.officer)
    if not DOCUMENTS[application.document_type].is_issued:
        do(application, "register_paper", who.officer)
        assert stage_of(application) == "registered"
        return
    do(application, "complete_examination", who.officer)
    if stage_of(application) == "finding":
        do(application, "record_finding", who.science, {**usual(application, "record_finding"), **FINDING})
    do(application, "approve", who.decider, {"reason": "The rules leave room, and the facts are known."})
    pay(application, who)
    do(application, "issue", who.signatory)
    numbers = [permit.number for permit in application.permits.order_by("batch_position")]
    assert len(numbers) == int(application.answers.get("simplified_number", "1"))
    for permit in application.permits.all():
        assert publish_permit(permit_id=permit.pk).pages >= 1


def test_every_document_of_the_convention_is_here() -> None:
    assert sorted(NAMES) == sorted(DOCUMENTS)


@pytest.mark.parametrize("wanted", EVERY, ids=NAMES)
def test_a_document_is_applied_for_page_by_page(bb: Any, client: Any, wanted: Wanted) -> None:
    reference = opened(client, wanted.document)
    base = f"/applications/{reference}"
    at = posted(client, f"{base}/lines/add/?taxon={wanted.taxon}", {**wanted.line, "key": "line"})
    while not at.endswith("/lines/"):
        page = at.strip("/").rsplit("/", 1)[-1]
        assert client.get(at).status_code == 200
        at = posted(client, at, wanted.pages.get(page, {}))
    for section, answers in wanted.answers.items():
        assert client.get(f"{base}/{section}/").status_code == 200, section
        posted(client, f"{base}/{section}/", answers)
    application = Application.objects.get(case__reference=reference)
    asked = set(sections_of_application(application))
    assert asked - {"lines", "attachments"} == set(wanted.answers), "the pages that are asked are those answered here"
    if not DOCUMENTS[wanted.document].is_issued:
        missing = client.get(f"{base}/check/").content.decode()
        assert "Add a copy of the paper." in missing
        client.post(f"{base}/attachments/", {"file": SimpleUploadedFile("paper.pdf", PDF)})
    check = client.get(f"{base}/check/").content.decode()
    assert 'name="declared"' in check, re.findall(r"(?s)You cannot submit yet.*?</ul>", check)
    version = Case.objects.get(reference=reference).version
    posted(client, f"{base}/do/submit/", {"version": version, "key": "send", "declared": "on"})
    assert Case.objects.get(reference=reference).stage == "submitted"
    finished(application, replace(cast(), trader=application.applicant))


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
