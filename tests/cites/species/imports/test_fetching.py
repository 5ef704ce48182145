"""The weekly file, fetched over a bad line: whole or not at all, and the token goes nowhere but to the service."""

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cites.species.imports import ndjson
from cites.species.imports.api import SpeciesPlus
from cites.species.imports.errors import ImportUnderWay, NoToken, NotThisFile, ServiceAway
from cites.species.imports.fetching import day_fetched, fetch_latest
from cites.species.imports.jobs import FromApi, read_api
from cites.species.models import ImportRun, Taxon
from tests.factories.species_data import concept
from tests.thorough import often

TOKEN = "secret-of-barbados"
LATEST, FILE = "/api/v1/downloads/latest", "/files/week"
CHANGED = "Wed, 18 Nov 2026 03:00:00 GMT"
Headers = dict[str, str]


class Said(list[str]):
    """What a job says, as ``tenants.jobs.kinds.Say``."""

    by = None

    def __call__(self, text: str, *, party: str = "", **facts: Any) -> None:
        self.append(text % facts)

    def progress(self, step: int, of: int) -> None:
        self.append(f"{step}/{of}")


def packed(*names: str) -> bytes:
    lines = "".join(json.dumps(concept(90_000 + place, name)) + "\n" for place, name in enumerate(names))
    return gzip.compress(lines.encode(), mtime=0)


WEEK = packed(*(f"Invented n{number}" for number in range(5)))


class Files:
    """A service and the place where its file lies, on this machine; ``cuts`` are how many bytes each answer sends."""

    def __init__(self, content: bytes = WEEK) -> None:
        self.content, self.etag = content, '"week-47"'
        self.cuts: list[int] = []
        self.trouble: Callable[[str, int], tuple[int, bytes, Headers] | None] = lambda path, times: None
        self.seen: list[tuple[str, Headers]] = []
        self.ranges = True

    def answer(self, path: str, headers: Headers) -> tuple[int, bytes, Headers]:
        bare = path.split("?")[0]
        times = sum(each.split("?")[0] == bare for each, _headers in self.seen)
        self.seen.append((path, headers))
        if trouble := self.trouble(bare, times):
            return trouble
        if bare == LATEST:
            known = headers.get("X-Authentication-Token") == TOKEN
            return (302, b"", {"Location": f"{FILE}?signature={times}"}) if known else (401, b"{}", {})
        return self._file(headers)

    def _file(self, headers: Headers) -> tuple[int, bytes, Headers]:
        told = {"ETag": self.etag, "Last-Modified": CHANGED}
        asked = headers.get("Range", "")
        if not self.ranges or not asked or headers.get("If-Range") != self.etag:
            return 200, self.content, told
        start = int(asked.removeprefix("bytes=").removesuffix("-"))
        if start >= len(self.content):
            return 416, b"", {}
        last = len(self.content) - 1
        return 206, self.content[start:], {**told, "Content-Range": f"bytes {start}-{last}/{len(self.content)}"}

    def asked(self, path: str) -> list[Headers]:
        return [headers for each, headers in self.seen if each.split("?")[0] == path]


@contextmanager
def serving(files: Files) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body, headers = files.answer(self.path, dict(self.headers))
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            is_file = self.path.startswith(FILE) and status in (200, 206)
            self.wfile.write(body[: files.cuts.pop(0)] if is_file and files.cuts else body)
            self.close_connection = True

        def log_message(self, *what: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def fetched(files: Files, folder: Path, token: str = TOKEN) -> Path:
    with serving(files) as address:
        return fetch_latest(SpeciesPlus(address, token, pause=0), folder, pause=0)


def names(path: Path) -> list[str]:
    return [record.name for batch in ndjson.batches(path, 0) for record in batch.records]


def test_the_file_is_fetched_checked_and_has_the_day_of_the_data(tmp_path: Path) -> None:
    path = fetched(files := Files(), tmp_path)
    assert path.read_bytes() == WEEK
    assert (path.name, len(names(path))) == ("species-plus-2026-11-18.ndjson.gz", 5)
    assert day_fetched(path) == date(2026, 11, 18)
    assert {each.name for each in tmp_path.iterdir()} == {path.name, "lock"}
    assert len(files.seen) == 2


def test_a_file_to_which_the_service_gives_no_day_gets_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "CHANGED", "")
    path = fetched(Files(), tmp_path)
    assert (path.name, day_fetched(path)) == ("species-plus-undated.ndjson.gz", None)
    assert ndjson.day_of(path) == date(2026, 5, 1), "the latest change that it tells"


def test_the_token_is_told_to_the_service_and_not_where_the_file_lies(tmp_path: Path) -> None:
    fetched(files := Files(), tmp_path)
    assert [headers["X-Authentication-Token"] for headers in files.asked(LATEST)] == [TOKEN]
    assert all(TOKEN not in str(headers) for headers in files.asked(FILE))
    assert all(TOKEN.encode() not in each.read_bytes() for each in tmp_path.iterdir())


@pytest.mark.parametrize("token", ["", "another"])
def test_without_the_right_token_nothing_is_fetched(tmp_path: Path, token: str) -> None:
    files = Files()
    with pytest.raises(NoToken):
        fetched(files, tmp_path, token)
    assert files.asked(FILE) == []


@given(cuts=st.lists(st.integers(0, len(WEEK) - 1), max_size=5), ranges=st.booleans(), renewed=st.integers(0, 5))
@settings(max_examples=often(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_wherever_the_line_is_cut_the_whole_file_arrives(
    tmp_path_factory: Any, cuts: list[int], ranges: bool, renewed: int
) -> None:
    """Also where the service cannot go on, and where another file takes the place of the first while it is fetched."""
    files = Files()
    files.cuts, files.ranges = [*cuts], ranges
    last = packed("Invented novus")

    def renew(path: str, times: int) -> None:
        if path == FILE and times == renewed:
            files.content, files.etag = last, '"week-48"'

    files.trouble = renew
    path = fetched(files, tmp_path_factory.mktemp("fetched"))
    assert path.read_bytes() == files.content


def test_a_fetch_that_was_cut_goes_on_at_the_byte_where_it_was_also_in_another_process(tmp_path: Path) -> None:
    files = Files()
    files.cuts = [100, *[0] * 20]
    with pytest.raises(ServiceAway):
        fetched(files, tmp_path)
    assert (tmp_path / "arriving").read_bytes() == WEEK[:100]
    files.cuts, files.seen = [], []
    assert fetched(files, tmp_path).read_bytes() == WEEK
    assert [headers["Range"] for headers in files.asked(FILE)] == ["bytes=100-"]


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_what_fails_for_a_moment_is_asked_again_with_a_new_address(tmp_path: Path, status: int) -> None:
    files = Files()
    files.trouble = lambda path, times: (status, b"", {"Retry-After": "0"}) if path == FILE and times < 3 else None
    assert fetched(files, tmp_path).read_bytes() == WEEK
    assert len({path for path, _headers in files.seen if path.startswith(FILE)}) == 4


@pytest.mark.parametrize("path", [LATEST, FILE])
def test_a_service_that_stays_away_is_given_up_after_some_times(tmp_path: Path, path: str) -> None:
    files = Files()
    files.trouble = lambda asked, times: (503, b"", {}) if asked == path else None
    with pytest.raises(ServiceAway):
        fetched(files, tmp_path)
    assert len(files.seen) < 20
    assert not list(tmp_path.glob("species-plus*"))


@pytest.mark.parametrize(
    "answer",
    [(200, b"<html>", {}), (302, b"", {}), (302, b"", {"Location": "file:///etc/passwd"}), (404, b"{}", {})],
)
def test_an_answer_that_leads_to_no_file_stops_it(tmp_path: Path, answer: tuple[int, bytes, Headers]) -> None:
    files = Files()
    files.trouble = lambda path, times: answer if path == LATEST else None
    with pytest.raises(ServiceAway):
        fetched(files, tmp_path)


SPOILT = bytearray(WEEK)
SPOILT[len(WEEK) // 2] ^= 0xFF


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>Sign in</html>",
        b'{"message": "Unauthorized"}',
        gzip.compress(b"no lines", mtime=0),
        WEEK[:-20],
        bytes(SPOILT),
    ],
)
def test_what_is_not_the_weekly_file_is_not_kept(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "species-plus-2026-11-11.ndjson.gz").write_bytes(WEEK)
    with pytest.raises(NotThisFile):
        fetched(Files(content), tmp_path)
    assert {each.name for each in tmp_path.iterdir()} == {"lock", "species-plus-2026-11-11.ndjson.gz"}


@given(place=st.integers(0, len(WEEK) - 1), bit=st.integers(0, 7))
def test_a_spoilt_byte_of_a_packed_file_is_a_file_that_cannot_be_read_and_no_crash(
    tmp_path_factory: Any, place: int, bit: int
) -> None:
    spoilt = bytearray(WEEK)
    spoilt[place] ^= 1 << bit
    path = tmp_path_factory.mktemp("spoilt") / "week.gz"
    path.write_bytes(bytes(spoilt))
    try:
        read = names(path)
    except NotThisFile:
        return
    assert read == names_of_week() or len(read) <= 5


def names_of_week() -> list[str]:
    return [f"Invented n{number}" for number in range(5)]


def test_an_older_file_goes_when_the_new_one_is_whole(tmp_path: Path) -> None:
    (tmp_path / "species-plus-2026-11-11.ndjson.gz").write_bytes(b"old")
    path = fetched(Files(), tmp_path)
    assert list(tmp_path.glob("species-plus*")) == [path]


def test_two_do_not_fetch_at_the_same_time(tmp_path: Path) -> None:
    files = Files()
    with serving(files) as address:
        service = SpeciesPlus(address, TOKEN, pause=0)

        def second(_here: int, _of: int) -> None:
            with pytest.raises(ImportUnderWay):
                fetch_latest(service, tmp_path)

        fetch_latest(service, tmp_path, second)


@pytest.mark.slow
def test_the_operator_worker_fetches_and_compares_and_takes_the_same_file_up_again(
    owner: str, tmp_path: Path, settings: Any
) -> None:
    settings.VAR_DIR, settings.SPECIES_PLUS_TOKEN = tmp_path, TOKEN
    said = Said()
    with serving(files := Files()) as settings.SPECIES_PLUS_URL:
        for _twice in range(2):
            read_api(FromApi(weekly=True), said)
    run = ImportRun.objects.get()
    assert (run.state, run.added) == ("ready", 5)
    assert "added 5" in said[-1]
    assert not Taxon.objects.filter(dataset="species_plus").exists()
    assert len(files.asked(FILE)) == 1, "while the import is unfinished its file is used"


@pytest.mark.slow
def test_the_command_fetches_and_imports_and_a_second_time_does_nothing(
    owner: str, tmp_path: Path, settings: Any
) -> None:
    settings.VAR_DIR, settings.SPECIES_PLUS_TOKEN = tmp_path, TOKEN
    out = StringIO()
    with serving(Files()) as settings.SPECIES_PLUS_URL:
        for _twice in range(2):
            call_command("import_species", "--from", "ndjson", stdout=out, stderr=out)
    run = ImportRun.objects.get()
    assert (run.state, run.added, run.as_of) == ("applied", 5, date(2026, 11, 18))
    assert Taxon.objects.filter(dataset="species_plus").count() == 5
    assert TOKEN not in out.getvalue()
    assert "signature" not in out.getvalue() + run.origin
