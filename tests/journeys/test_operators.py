"""A hosting operator brings a country live, suspends it and opens it again; the operator worker is a real process."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from infra.launcher.process import wait_until
from tests.journeys.conftest import PHONE, Site
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

FIRST = "losa.faleolo@mnre.example"
GONE = """
from datetime import timedelta
from kernel import clock
from tenants.life.removal import remove_party
from tenants.models import Party, Removal
past = clock.now() - timedelta(days=400)
for party in Party.objects.filter(iso2="WS"):
    Removal.objects.create(party=party, asked_by="a@x.example", asked_at=past, confirmed_by="b@x.example", confirmed_at=past)
    remove_party(party=party, by=None)
"""


@pytest.fixture
def without_samoa(site: Site) -> Iterator[None]:
    """Afterwards, when the worker is gone, Samoa is as well, its database login included."""
    yield
    site.stack.manage("shell", "-v0", "-c", GONE)


def test_an_operator_brings_samoa_live_suspends_it_and_opens_it_again(
    enter: Callable[..., Visitor], visit: Callable[..., Visitor], site: Site, without_samoa: None, worker: None
) -> None:
    visit("ws").go("/", status=404)
    operator = enter("", "operator")
    brought_live(operator, site)
    visit("").go("/").sees("Samoa")
    visit("ws").go("/").sees("Check a permit")

    suspended(operator)
    visit("ws").go("/", status=503)
    assert "Samoa" not in visit("").go("/").text

    operator.press("Open it again").sees("Samoa is open again", "Party reopened")
    visit("ws").go("/")
    visit("").go("/").sees("Samoa")


def brought_live(operator: Visitor, site: Site) -> None:
    operator.go("/operate/")
    assert operator.heading == "Parties"
    operator.press("Bring a country live").press("Samoa").sees("party_ws", "ws.localhost", "The profile has no fault")
    operator.fill(full_name="Losa Faleolo", email="losa").send(422).sees("There is a problem")
    operator.fill(email=FIRST).send()
    operator.page.wait_for_selector(".govuk-panel--confirmation")  # the page follows the work by itself
    operator.sees("Samoa is live", FIRST, "First invitation: made")
    operator.inspect()
    assert wait_until(lambda: bool(site.mails_to(FIRST)), 30), "the invitation is on its way"
    operator.press("See how Samoa stands").sees("Party opened", "Ngozi Lindqvist")


def suspended(operator: Visitor) -> None:
    operator.press("Suspend it").send(422).sees("There is a problem")
    operator.fill(mode="closed", reason="The office moves house.").send()
    operator.sees("Samoa is suspended", "The office moves house.", "Closed")


@pytest.mark.parametrize("way", [{"scripted": False}, {"viewport": PHONE}], ids=["without scripts", "on a phone"])
def test_the_doctors_round_is_watched_without_scripts_and_on_a_phone(
    enter: Callable[..., Visitor], without_samoa: None, worker: None, way: dict[str, Any]
) -> None:
    operator = enter("", "operator", **way).go("/operate/doctor/")
    operator.send()
    operator.page.wait_for_selector("text=Nothing is wrong", timeout=60_000)
    assert operator.heading == "The doctor’s round"
    operator.go("/operate/doctor/").sees("Nothing is wrong")
    for address in ("parties/", "parties/bb/", "parties/bb/suspend/", "parties/bb/host/", "parties/bb/removal/"):
        operator.go(f"/operate/{address}")
    for address in ("parties/new/", "parties/new/ws/", "upgrades/", "jobs/"):
        operator.go(f"/operate/{address}")


def test_an_editor_and_a_stranger_are_kept_out(enter: Callable[..., Visitor], visit: Callable[..., Visitor]) -> None:
    enter("", "editor").go("/operate/parties/", status=403)
    stranger = visit("").go("/operate/parties/bb/")
    assert stranger.path.startswith("/accounts/login/")
    enter("bb", "administrator").go("/operate/parties/", status=404)
