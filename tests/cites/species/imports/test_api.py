"""The API of Species+, asked over HTTP: pages, waiting when it says so, and a token that nobody else sees."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import CommandError, call_command

from cites.env import SettingsIncomplete, read_env
from cites.species.imports.api import SpeciesPlus
from cites.species.imports.errors import NoToken, ServiceAway
from cites.species.imports.jobs import FromApi, OneImport, abandon, put_in_force, read_api
from cites.species.imports.starting import import_api, origin_of
from cites.species.models import ImportRun, Listing, Range, StagedRecord, Taxon
from tests.factories.species_data import Concept, concept

TOKEN = "secret-of-barbados"
Answer = tuple[int, Any, dict[str, str]]


class Service:
    """A service on this machine that holds invented concepts; ``trouble`` may answer in its place."""

    def __init__(self, concepts: list[Concept]) -> None:
        self.concepts = concepts
        self.asked: list[str] = []
        self.trouble: Callable[[str, int], Answer | None] = lambda path, times: None
        self.address = ""

    def answer(self, target: str, token: str | None) -> Answer:
        times = self.asked.count(target)
        self.asked.append(target)
        if token != TOKEN:
            return 401, {"message": "Unauthorized"}, {}
        parts = urlsplit(target)
        return self.trouble(parts.path, times) or (200, self._content(parts.path, parse_qs(parts.query)), {})

    def _content(self, path: str, asked: dict[str, list[str]]) -> Any:
        *_base, last = path.split("/")
        if last == "taxon_concepts":
            size, page = int(asked["per_page"][0]), int(asked["page"][0])
            known = ("cites_legislation", "distributions")
            bare = [{name: value for name, value in each.items() if name not in known} for each in self.concepts]
            return {"pagination": {"total_entries": len(bare)}, "taxon_concepts": bare[size * (page - 1) : size * page]}
        own = int(path.split("/")[-2])
        found = next(each for each in self.concepts if each["id"] == own)
        return found[last]


@contextmanager
def serving(service: Service) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, content, headers = service.answer(self.path, self.headers.get("X-Authentication-Token"))
            body = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *what: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    service.address = f"http://127.0.0.1:{server.server_port}/api/v1"
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def service() -> Iterator[Service]:
    made = Service([concept(90000 + number, f"Invented n{number}") for number in range(5)])
    with serving(made):
        yield made


def client(service: Service, token: str = TOKEN) -> SpeciesPlus:
    return SpeciesPlus(service.address, token, pause=0, per_page=2)


def names(service: Service, after: int = 0, since: date | None = None) -> list[str]:
    return [record.name for batch in client(service).batches(after, since) for record in batch.records]


def test_every_page_is_read_with_what_belongs_to_each_concept(service: Service) -> None:
    batches = list(client(service).batches(0, None))
    assert [(batch.place, batch.total, len(batch.records)) for batch in batches] == [(1, 3, 2), (2, 3, 2), (3, 3, 1)]
    assert all(record.events and record.ranges and record.quotas for batch in batches for record in batch.records)


def test_reading_goes_on_at_the_page_where_it_ended(service: Service) -> None:
    assert names(service, after=2) == ["Invented n4"]
    assert not any("page=1&" in each for each in service.asked)


def test_only_what_changed_is_asked_for(service: Service) -> None:
    names(service, since=date(2026, 10, 1))
    assert all("updated_since=2026-10-01" in each for each in service.asked if "/taxon_concepts?" in each)


def test_pages_are_read_though_nobody_says_how_many_there_are(service: Service) -> None:
    def silent(path: str, times: int) -> Answer | None:
        return (
            (200, {"taxon_concepts": service.concepts[:2] if len(service.asked) < 8 else []}, {})
            if path.endswith("/taxon_concepts")
            else None
        )

    service.trouble = silent
    assert len(names(service)) >= 4


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_fails_for_a_moment_is_asked_again(service: Service, status: int) -> None:
    service.trouble = lambda path, times: (status, {}, {"Retry-After": "0"}) if times < 2 else None
    assert len(names(service)) == 5


def test_a_service_that_stays_away_is_given_up_after_some_times(service: Service) -> None:
    service.trouble = lambda path, times: (503, {}, {})
    with pytest.raises(ServiceAway):
        names(service)
    assert len(service.asked) == 6


@pytest.mark.parametrize(
    "answer", [(200, b"<html>", {}), (302, b"", {"Location": "http://127.0.0.1:9/"}), (422, {}, {})]
)
def test_an_answer_that_is_none_stops_the_import(service: Service, answer: Answer) -> None:
    service.trouble = lambda path, times: answer
    with pytest.raises(ServiceAway):
        names(service)


def test_a_concept_that_is_not_found_is_told_and_the_others_are_read(service: Service) -> None:
    service.trouble = lambda path, times: (404, {}, {}) if "/90001/" in path else None
    batches = list(client(service).batches(0, None))
    assert sum(len(batch.records) for batch in batches) == 4
    assert [fault.unreadable for batch in batches for fault in batch.faults] == [True]


def test_without_the_right_token_nothing_is_read(service: Service) -> None:
    for token in ("", "another"):
        with pytest.raises(NoToken):
            list(client(service, token).batches(0, None))


@pytest.mark.slow
def test_an_import_that_the_service_breaks_off_goes_on_where_it_was(service: Service, owner: str) -> None:
    service.trouble = lambda path, times: (503, {}, {}) if "/90003/" in path else None
    with pytest.raises(ServiceAway):
        import_api(client(service), service.address, lambda run: None)
    run = ImportRun.objects.get()
    assert (run.state, run.checkpoint, StagedRecord.objects.count()) == ("reading", 1, 2)
    assert "503" in run.fault % run.fault_facts
    assert not Taxon.objects.filter(dataset="species_plus").exists()
    service.asked.clear()
    service.trouble = lambda path, times: None
    import_api(client(service), service.address, lambda run: None)
    assert not any("page=1&" in each for each in service.asked)
    run.refresh_from_db()
    assert (run.state, run.added, run.fault) == ("applied", 5, "")
    assert (
        Listing.objects.filter(dataset="species_plus").count()
        == Range.objects.filter(dataset="species_plus").count()
        == 5
    )
    import_api(client(service), service.address, lambda run: None)
    assert any("updated_since=" in each for each in service.asked)


@pytest.mark.slow
def test_the_token_is_in_no_table_and_in_no_output(service: Service, owner: str, settings: Any, caplog: Any) -> None:
    caplog.set_level("DEBUG")
    settings.SPECIES_PLUS_URL, settings.SPECIES_PLUS_TOKEN = service.address, TOKEN
    service.trouble = lambda path, times: (401, {}, {}) if len(service.asked) == 3 else None
    out = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("import_species", "--from", "api", stdout=out, stderr=out)
    call_command("import_species", "--from", "api", "--resume", stdout=out, stderr=out)
    runs = ImportRun.objects.values_list("origin", "fault", "fault_facts", "faults__text", "faults__facts")
    assert "5 added" in out.getvalue()
    assert caplog.text
    for told in (str(refused.value), str(list(runs)), out.getvalue(), caplog.text):
        assert TOKEN not in told


@pytest.mark.parametrize("address", ["http://me:hidden@example.org/api", "https://example.org/api?key=hidden"])
def test_an_address_holds_no_secret(address: str) -> None:
    with pytest.raises(SettingsIncomplete):
        read_env({"SPECIES_PLUS_URL": address})
    assert "hidden" not in origin_of(address)


class Said(list[str]):
    """What a job says, as ``tenants.jobs.kinds.Say``."""

    by = None

    def __call__(self, text: str, *, party: str = "", **facts: Any) -> None:
        self.append(text % facts)

    def progress(self, step: int, of: int) -> None:
        self.append(f"{step}/{of}")


@pytest.mark.slow
def test_the_operator_worker_reads_and_puts_in_force_when_told(service: Service, owner: str, settings: Any) -> None:
    settings.SPECIES_PLUS_URL, settings.SPECIES_PLUS_TOKEN = service.address, TOKEN
    said = Said()
    read_api(FromApi(), said)
    run = ImportRun.objects.get()
    assert (run.state, said[0]) == ("ready", "1/1")
    assert not Taxon.objects.filter(dataset="species_plus").exists()
    for _twice in range(2):
        put_in_force(OneImport(run=run.pk), said)
    assert said[-1] == "In force. Taxa: added 5, changed 0, no longer listed 0."
    read_api(FromApi(everything=True), said)
    for _twice in range(2):
        abandon(OneImport(run=ImportRun.objects.latest("pk").pk), said)
    assert ImportRun.objects.latest("pk").state == "abandoned"
