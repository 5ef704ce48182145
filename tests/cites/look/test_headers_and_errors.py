"""Headers on every answer, and error pages that appear whatever has happened."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from cites import errors
from cites.middleware.headers import SecurityHeaders, headers_for
from kernel.errors import DomainError


def test_our_pages_run_no_inline_code_and_stand_in_no_frame() -> None:
    policy = headers_for("/cases/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


def test_the_editors_desk_alone_is_freer() -> None:
    assert "'unsafe-inline'" in headers_for("/cms/pages/")["Content-Security-Policy"]
    assert headers_for("/cmsx/") == headers_for("/")


def test_a_view_may_set_its_own_policy(rf: RequestFactory) -> None:
    own = HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})
    answer = SecurityHeaders(lambda request: own)(rf.get("/"))
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("status", errors.TITLES)
def test_an_error_page_appears_without_a_party_and_without_a_database(rf: RequestFactory, status: int) -> None:
    request = rf.get("/")
    request.request_id = "abc123"  # type: ignore[attr-defined]
    answer = errors.page(request, status)
    assert answer.status_code == status
    assert b"abc123" in answer.content


def test_an_error_page_survives_the_loss_of_its_templates(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*args: object, **kwargs: object) -> str:
        raise RuntimeError("gone")

    monkeypatch.setattr(errors, "render_to_string", lost)
    answer = errors.page(rf.get("/"), 500, text="<b>no</b>")
    assert answer.status_code == 500
    assert b"&lt;b&gt;" in answer.content


@pytest.mark.parametrize(
    ("code", "status"),
    [("unknown_taxon", 404), ("stale_case", 409), ("name_taken", 409), ("quantity_absurd", 422)],
)
def test_the_code_of_a_domain_error_decides_the_status(code: str, status: int) -> None:
    assert errors.status_of(DomainError(code, "x")) == status


def test_a_domain_error_is_told_in_its_own_words(rf: RequestFactory) -> None:
    answer = errors.page_for(rf.get("/"), DomainError("stale_case", "%(who)s was first", {"who": "<Ann>"}))
    assert answer.status_code == 409
    assert b"&lt;Ann&gt; was first" in answer.content
