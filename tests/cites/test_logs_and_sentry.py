"""Log lines and reports name the Party and the request, and nobody's secrets or person."""

import logging
from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs

from cites.logs import RouteForPath
from cites.sentry import scrub

CODE = "AAAAAAAAAAAAAAAAAAAAAAAAAA"


@pytest.fixture
def lines() -> Any:
    processors = [structlog.contextvars.merge_contextvars]
    with capture_logs(processors=processors) as captured:
        yield captured


@pytest.fixture(autouse=True)
def _no_context_left() -> Any:
    yield
    structlog.contextvars.clear_contextvars()


def _line(lines: list[Any]) -> dict[str, Any]:
    (line,) = [line for line in lines if line["event"] == "answered"]
    return dict(line)


def test_a_line_has_its_party_and_its_request(bb: Any, lines: list[Any]) -> None:
    answer = bb.client().get("/species/?q=rosalind@sargasso.example")
    line = _line(lines)
    assert line["party"] == "BB"
    assert line["request_id"] == answer["X-Request-ID"]
    assert (line["verb"], line["route"], line["status"]) == ("GET", "/species/", 200)


def test_a_line_has_no_address_of_a_person_and_no_query(bb: Any, lines: list[Any]) -> None:
    bb.client(REMOTE_ADDR="203.0.113.9").get("/species/?q=rosalind@sargasso.example")
    written = str(_line(lines))
    assert "203.0.113.9" not in written
    assert "rosalind" not in written


@pytest.mark.parametrize("path", [f"/verify/{CODE}", f"/invitation/{CODE}/", f"/no/such/{CODE}"])
def test_a_secret_in_an_address_is_not_written(bb: Any, lines: list[Any], path: str) -> None:
    bb.client().get(path)
    assert CODE not in str(lines)


def test_the_front_door_has_no_party(front_door: Any, parties: Any, lines: list[Any]) -> None:
    front_door.client().get("/privacy/")
    assert "party" not in _line(lines)


def test_an_error_of_the_server_is_told_by_route() -> None:
    request = type("Request", (), {"resolver_match": None, "path": f"/verify/{CODE}"})()
    record = logging.makeLogRecord({"msg": "%s: %s", "args": ("Internal Server Error", request.path)})
    record.request = request
    assert RouteForPath().filter(record)
    assert CODE not in record.getMessage()


def test_a_report_is_tagged_and_holds_nobody() -> None:
    structlog.contextvars.bind_contextvars(party="BB", request_id="abc")
    event: Any = {
        "message": "rosalind@sargasso.example was refused",
        "user": {"email": "rosalind@sargasso.example", "ip_address": "203.0.113.9"},
        "request": {
            "url": f"http://bb.localhost/verify/{CODE}",
            "data": {"name": "Rosalind Gittens"},
            "cookies": {"sessionid": "s3cret"},
            "headers": {"Cookie": "sessionid=s3cret"},
            "query_string": "q=rosalind",
        },
        "exception": {"values": [{"stacktrace": {"frames": [{"vars": {"name": "Rosalind Gittens"}}]}}]},
    }
    report = scrub(event, {})
    assert report["tags"] == {"party": "BB", "request_id": "abc"}
    for personal in ("rosalind", "Rosalind", "203.0.113.9", "s3cret", CODE):
        assert personal not in str(report)
