"""What is said to ClamAV's daemon, and what is made of its answers."""

from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from tenants.attachments import scanning
from tenants.attachments.clamd import ScannerAway, answers, virus_in
from tests.factories.scanner import EICAR, FOUND, nobodys_address, scanner
from tests.thorough import often


def test_a_virus_has_a_name_and_a_clean_file_none() -> None:
    with scanner() as daemon:
        assert virus_in(b"%PDF-1.7 " + EICAR, daemon.address) == FOUND
        assert virus_in(b"%PDF-1.7", daemon.address) == ""


@settings(max_examples=often(25))
@given(length=st.integers(0, 400_000), sign=st.binary(min_size=1, max_size=3))
def test_the_daemon_gets_every_byte_however_many_there_are(length: int, sign: bytes) -> None:
    content = (sign * length)[:length]
    with scanner() as daemon:
        assert virus_in(content, daemon.address) == ""
        assert daemon.seen == [content]


def test_it_is_reached_at_a_socket_of_the_file_system_too(tmp_path: Path) -> None:
    with scanner(tmp_path / "clamd.sock") as daemon:
        assert answers(daemon.address)
        assert virus_in(EICAR, daemon.address) == FOUND


@pytest.mark.parametrize("says", [b"INSTREAM size limit exceeded. ERROR\0", b"\0", b"nonsense\0"])
def test_what_is_neither_clean_nor_a_virus_is_tried_again(says: bytes) -> None:
    with scanner(says=says) as daemon, pytest.raises(ScannerAway):
        virus_in(b"%PDF-1.7", daemon.address)


def test_a_daemon_that_is_away_is_said_to_be_away() -> None:
    address = nobodys_address()
    assert not answers(address)
    assert not answers("unix:///nowhere/clamd.sock")
    with pytest.raises(ScannerAway):
        virus_in(b"%PDF-1.7", address)


def test_the_doctor_and_the_review_of_a_deployment_say_what_is_missing() -> None:
    with override_settings(CLAMAV_URL=""):
        assert [doubt.id for doubt in scanning.doubts_about_deployment()] == ["tenants.W001"]
        assert _found() == []
    with override_settings(CLAMAV_URL=nobodys_address()):
        assert scanning.doubts_about_deployment() == []
        (finding,) = _found()
        assert "does not answer" in finding.text
    with scanner() as daemon, override_settings(CLAMAV_URL=daemon.address):
        assert _found() == []


def _found() -> list[Any]:
    return list(scanning.CHECK.of_all())
