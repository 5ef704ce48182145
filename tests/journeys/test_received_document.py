"""A permit that came as a file is brought to the page that anybody may ask, on a phone and without an account."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.factories.signed import with_one_byte_changed
from tests.journeys.conftest import PHONE
from tests.journeys.test_other_ways import case_at
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

Enter = Callable[..., Visitor]
SCRIPTED = pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without scripts"])


@pytest.fixture(scope="module")
def kept() -> dict[str, bytes]:
    return {}


@pytest.fixture
def permit(enter: Enter, kept: dict[str, bytes], tmp_path: Path) -> Path:
    """The PDF of a permit of Fiji, as its holder sends it on."""
    if not kept:
        officer = enter("fj", "officer")
        officer.go(f"/cases/{case_at(enter, 'fj', 'issued')}/")
        found = officer.fetch(
            officer.page.locator("main a[href*='/permits/'][href$='.pdf']").first.get_attribute("href") or ""
        )
        assert (found.status, found.type) == (200, "application/pdf")
        kept["permit"] = found.body
    path = tmp_path / "permit.pdf"
    path.write_bytes(kept["permit"])
    return path


def stranger_with_a_file(visit: Enter, host: str, scripted: bool) -> Visitor:
    """Somebody who comes from the front page of the Party's checks, and has no account."""
    stranger = visit(host, viewport=PHONE, scripted=scripted)
    return stranger.go("/verify/").press("Check a permit that you received as a PDF")


@SCRIPTED
def test_a_permit_that_was_handed_out_is_confirmed_with_what_it_is_worth_today(
    visit: Enter, permit: Path, scripted: bool
) -> None:
    stranger = stranger_with_a_file(visit, "fj", scripted).fill(file=str(permit)).send()
    assert stranger.heading == "Valid"
    stranger.sees("The file is, byte for byte, one that was handed out here.")
    stranger.press("Check another PDF")
    assert stranger.path == "/verify/document/"


@SCRIPTED
def test_one_byte_more_or_less_is_told_as_altered_and_nothing_of_the_permit_is(
    visit: Enter, permit: Path, scripted: bool
) -> None:
    content = permit.read_bytes()
    permit.write_bytes(with_one_byte_changed(content, len(content) // 3))
    stranger = stranger_with_a_file(visit, "fj", scripted).fill(file=str(permit)).send(404)
    assert stranger.heading == "Altered"
    stranger.sees("Nothing that stands in it can be relied on.", "The QR code on the document")
    stranger.press("Check another PDF")


@SCRIPTED
def test_what_is_no_pdf_or_nothing_at_all_is_refused_with_what_to_do(
    visit: Enter, tmp_path: Path, scripted: bool
) -> None:
    photo = tmp_path / "permit.pdf"
    photo.write_bytes(b"\xff\xd8\xff\xe0" + b"\0" * 200)
    stranger = stranger_with_a_file(visit, "fj", scripted).send(422).sees("There is a problem")
    stranger.to_the_fault().fill(file=str(photo)).send(422)
    stranger.sees("There is a problem", "This file is not a PDF, whatever its name says.")


def test_another_party_says_where_to_ask(visit: Enter, site: Any, permit: Path) -> None:
    stranger = stranger_with_a_file(visit, "bb", scripted=False).fill(file=str(permit)).send(404)
    assert stranger.heading == "Another Party's document"
    there = stranger.page.locator("main a[href^='http']").first.get_attribute("href")
    assert there == f"{site.address('fj')}/verify/document/"
