"""Bad input and rough use: a clear page and the right status, and nothing is lost or done twice."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from cites.accounts.models import Role
from cites.casework.services import open_draft
from cites.permits.models import Application
from tenants.cache import RedisCache
from tenants.context import party_context
from tenants.models import Party
from tests.factories.accounts import person
from tests.factories.casework import LINE, PDF
from tests.factories.permits import an_application


@pytest.fixture
def trader(bb: Any) -> Any:
    return person(role=Role.TRADER, name="Rosalind Gittens")


@pytest.fixture
def client(bb: Any, trader: Any) -> Any:
    client = bb.client(raise_request_exception=False)
    client.force_login(trader)
    return client


@pytest.mark.parametrize("host", ["nobody.localhost", "evil.example", "bb.localhost:x", "a b", "party_bb.localhost"])
def test_an_unknown_host_gets_a_page_that_says_so(client: Any, host: str) -> None:
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 404
    assert "No Party" in answer.content.decode()


@pytest.mark.parametrize("address", ["/species/%00/", "/applications/%00/", "/invoices/%00/", "/permits/%00.pdf"])
def test_a_nul_in_an_address_is_a_bad_request_and_no_fault_of_ours(client: Any, address: str) -> None:
    assert client.get(address).status_code == 400


def test_a_nul_in_the_key_of_a_step_is_a_bad_request(client: Any, trader: Any) -> None:
    draft = an_application(trader)
    answer = client.post(f"/applications/{draft.reference}/do/submit/", {"key": "\x00", "version": "1"})
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "filters", ["until=9999-12-31", "since=0001-01-01", "since=2026-13-45", "until=-1", "page=9e99"]
)
def test_a_strange_day_in_the_audit_filters_is_no_fault_of_ours(bb: Any, filters: str) -> None:
    auditor = bb.client(raise_request_exception=False)
    auditor.force_login(person(role=Role.AUDITOR))
    assert auditor.get(f"/audit/?{filters}").status_code in (200, 422)


@pytest.mark.parametrize("quantity", ["1e400", "NaN", "Infinity", "0.0000001", "-0", "-1", "9" * 5000, "1\x00"])
def test_an_absurd_quantity_is_refused_at_its_field(client: Any, trader: Any, quantity: str) -> None:
    draft = an_application(trader)
    answer = client.post(
        f"/applications/{draft.reference}/lines/add/?taxon=ALI-GIG", {**LINE, "quantity": quantity, "key": "q"}
    )
    assert answer.status_code == 422
    assert "govuk-error-message" in answer.content.decode()
    assert draft.lines.count() == 2


@pytest.mark.parametrize("taxon", ["XXX", "", "../x", "A" * 5000])
def test_an_unknown_taxon_is_asked_for_again(client: Any, trader: Any, taxon: str) -> None:
    draft = an_application(trader)
    answer = client.post(f"/applications/{draft.reference}/lines/add/?taxon={taxon}", {**LINE, "key": "t"})
    assert answer.status_code == 422
    assert draft.lines.count() == 2


def test_a_drawing_with_a_picture_s_name_is_not_kept(client: Any, trader: Any) -> None:
    draft = an_application(trader)
    drawing = SimpleUploadedFile("crest.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
    assert client.post(f"/applications/{draft.reference}/attachments/", {"file": drawing}).status_code == 422
    assert draft.attachments.count() == 0


def test_a_paper_that_is_also_a_page_comes_back_as_a_download_only(client: Any, trader: Any) -> None:
    draft = an_application(trader)
    address = f"/applications/{draft.reference}/attachments/"
    both = SimpleUploadedFile("../../page.html", PDF + b"<script>alert(1)</script>", "text/html")
    assert client.post(address, {"file": both}).status_code == 302
    answer = client.get(f"{address}{draft.attachments.get().pk}/")
    answer.close()
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="page.pdf"'
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_a_paper_is_not_reached_through_another_application(bb: Any, client: Any, trader: Any) -> None:
    theirs, ours = an_application(person(role=Role.TRADER)), an_application(trader)
    other = bb.client()
    other.force_login(theirs.applicant)
    other.post(f"/applications/{theirs.reference}/attachments/", {"file": SimpleUploadedFile("a.pdf", PDF)})
    paper = theirs.attachments.get()
    assert client.get(f"/applications/{ours.reference}/attachments/{paper.pk}/").status_code == 404
    assert client.post(f"/applications/{ours.reference}/attachments/{paper.pk}/remove/").status_code == 302
    assert theirs.attachments.get().removed_at is None


def test_pages_of_a_person_stay_out_of_every_cache(bb: Any, client: Any) -> None:
    for address in ("/", "/me/", "/applications/"):
        assert "no-store" in client.get(address).headers["Cache-Control"]
    assert "no-store" not in bb.client().get("/").headers.get("Cache-Control", "")


def test_a_strange_permit_number_leads_to_an_address_that_browsers_understand(client: Any) -> None:
    answer = client.get("/verify/", {"code": "abc", "number": "中\r\nX-A:1"})
    assert answer.headers["Location"] == "/verify/abc?number=%E4%B8%ADXA1"


@pytest.mark.slow
def test_two_clicks_at_the_same_moment_open_one_draft(own_database: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    at_once = RedisCache.set

    def slowly(*args: Any, **kwargs: Any) -> Any:
        time.sleep(0.2)
        return at_once(*args, **kwargs)

    monkeypatch.setattr(RedisCache, "set", slowly)
    party = Party.objects.get(iso2="BB")
    with party_context(party):
        trader = person(role=Role.TRADER)
    start = Barrier(6)

    def click(_number: int) -> str:
        try:
            with party_context(party):
                start.wait(10)
                return open_draft(person=trader, document_type="EXP", key="click")
        finally:
            connection.close_everything()  # type: ignore[attr-defined]

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(click, range(6)))) == 1
    with party_context(party):
        assert Application.objects.filter(applicant=trader).count() == 1
