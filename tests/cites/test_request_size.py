"""A request larger than any form is turned away with a page that says so."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cites.accounts.models import Role
from tests.factories.accounts import person
from tests.factories.casework import PDF
from tests.factories.permits import an_application


@pytest.fixture
def trader(bb: Any) -> Any:
    return person(role=Role.TRADER)


@pytest.fixture
def client(bb: Any, trader: Any) -> Any:
    client = bb.client(raise_request_exception=False)
    client.force_login(trader)
    return client


def _says_too_large(answer: Any) -> None:
    said = answer.content.decode()
    assert answer.status_code == 413
    assert "That is too large" in said
    assert "10 MB" in said
    assert "govuk-" in said


def test_a_request_above_the_limit_is_not_kept(client: Any, trader: Any, settings: Any) -> None:
    settings.REQUEST_MAX_SIZE = 100_000
    draft = an_application(trader)
    paper = SimpleUploadedFile("big.pdf", PDF + b"0" * 200_000)
    _says_too_large(client.post(f"/applications/{draft.reference}/attachments/", {"file": paper}))
    assert draft.attachments.count() == 0


def test_a_stranger_s_large_request_gets_the_same_page(bb: Any, settings: Any) -> None:
    settings.REQUEST_MAX_SIZE = 1000
    _says_too_large(bb.client().post("/accounts/login/", {"login": "a" * 2000}))


@pytest.mark.parametrize("form", [{"comments": "a" * 3_000_000}, {f"field{number}": "1" for number in range(4500)}])
def test_a_form_with_more_than_is_read_is_too_large(client: Any, trader: Any, form: Any) -> None:
    draft = an_application(trader)
    address = f"/applications/{draft.reference}/purpose/"
    _says_too_large(client.post(address, "&".join(f"{k}={v}" for k, v in form.items()),
                                content_type="application/x-www-form-urlencoded"))  # fmt: skip


def test_too_many_files_are_too_large(client: Any, trader: Any) -> None:
    draft = an_application(trader)
    papers = {f"file{number}": SimpleUploadedFile("a.pdf", PDF) for number in range(101)}
    _says_too_large(client.post(f"/applications/{draft.reference}/attachments/", papers))


@pytest.mark.parametrize("length", ["", "-1", "abc", "٣", "1e9"])
def test_a_strange_length_is_no_fault_of_ours(client: Any, length: str) -> None:
    assert client.post("/language/", {"language": "en"}, CONTENT_LENGTH=length).status_code < 500
