"""A trainee in a practice twin: in by the code, through an officer's first day, each task ticked by itself."""

import re
from typing import Any

import pytest

from tests.factories.journeys import take_step
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HOST = "vu-practice"


@pytest.fixture(scope="module")
def code(site: Any) -> str:
    """The access code, as the operator reads it."""
    found = re.search(r"[A-Z2-7]{4}(-[A-Z2-7]{4}){2}", site.stack.manage("practice_code", "VU"))
    assert found
    return found[0]


def come_in(trainee: Any, code: str) -> Any:
    return trainee.go("/accounts/login/").fill(code=code.lower()).press("Come in")


def done(trainee: Any) -> list[bool]:
    """Which tasks are ticked."""
    trainee.go("/practice/day/")
    tasks = trainee.page.locator(".a-day__task")
    return ["a-day__task--done" in (tasks.nth(number).get_attribute("class") or "") for number in range(tasks.count())]


def follow_next(trainee: Any) -> str:
    """Go where the strip leads; return the number of the case, if it is one."""
    trainee.follow(".a-practice a:not([href^='/practice/'])")
    found = re.search(r"/(PRACTICE-[A-Z0-9-]+)/", trainee.path)
    return found[1] if found else ""


def test_an_officers_first_day(visit: Any, code: str) -> None:
    officer = come_in(visit(HOST), code)
    officer.press("Work as Leisel Tari").sees("Your first day")
    officer.press("Begin my first day").sees("0 of 7")
    assert "Practice site." in officer.page.locator(".a-practice").inner_text()
    follow_next(officer)
    assert done(officer) == [True] + [False] * 6
    shells = follow_next(officer)
    take_step(officer, shells, "start_examination")
    assert done(officer)[:3] == [True, True, False]
    follow_next(officer)
    officer.fill(text="Where were they taken?").send()
    assert done(officer)[:4] == [True, True, True, False]
    follow_next(officer)
    officer.tick("Importer").fill(reason="The name differs from the invoice.").send()
    follow_next(officer)
    officer.find_all().send()
    assert done(officer) == [True] * 5 + [False] * 2
    found = follow_next(officer)
    take_step(officer, found, "approve")
    follow_next(officer)
    officer.fill(decision="verify").send()
    assert done(officer) == [True] * 7
    officer.sees("You have done all of it")
    officer.go("/practice/mail/").sees(shells, "None has left")


def test_without_scripts_and_on_a_phone_places_are_changed_and_a_specimen_is_checked(visit: Any, code: str) -> None:
    customs = come_in(visit(HOST, viewport=PHONE, scripted=False), code)
    customs.press("Work as Willie Toa").press("Begin my first day")
    follow_next(customs)
    assert customs.heading == "Specimen: not a permit"
    customs.sees("not valid for any shipment")
    assert done(customs) == [True] + [False] * 5
    customs.press("Play somebody else").press("Work as Kalo Sope").sees("Party administrator")


def test_the_party_itself_reads_address_and_code_on_a_phone(enter: Any, code: str) -> None:
    administrator = enter("vu", "administrator", viewport=PHONE)
    administrator.go("/practice/").sees(code, "vu-practice.localhost")
