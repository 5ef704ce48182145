"""The network is cut while a form is filled in and sent: nothing that was typed is lost, nor when the tab is closed."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Error

from tests.factories import journeys
from tests.journeys.conftest import PHONE
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

Enter = Callable[..., Visitor]
NAME = "[name=consignee_name]"
DRAFTS = "Object.keys(localStorage).filter(name => name.startsWith('draft:'))"
FOUR_DAYS_AGO = """() => {
  for (const name of Object.keys(localStorage).filter(each => each.startsWith("draft:"))) {
    const draft = JSON.parse(localStorage.getItem(name));
    localStorage.setItem(name, JSON.stringify({...draft, at: draft.at - 4 * 24 * 60 * 60 * 1000}));
  }
}"""


def consignee_of(trader: Visitor) -> str:
    """The address of a page to fill in, of a draft that was just begun."""
    return f"/applications/{journeys.start_application(trader)}/consignee/"


def lost(trader: Visitor) -> None:
    """Press the button of the form, and reach nobody."""
    with pytest.raises(Error):
        trader.send()


def another_tab(trader: Visitor) -> Visitor:
    """Close the tab and open another one in the same browser."""
    trader.page.close()
    return Visitor(trader.context, trader.address, trader.seen, trader.scripted)


def typed(trader: Visitor) -> str:
    return trader.page.locator(NAME).input_value()


def test_a_form_filled_in_without_a_network_is_sent_from_another_tab_once_it_is_back(enter: Enter) -> None:
    trader = enter("bb", "trader", viewport=PHONE)
    at = consignee_of(trader)
    trader.go(at)
    with trader.expecting_complaints():
        trader.context.set_offline(True)
        trader.fill(**journeys.CONSIGNEE).control("Save and continue").click()
        trader.sees("You do not seem to be connected. What you typed is kept")
        trader.inspect()
        assert typed(trader) == "Pelagic Trading Company"
        lost(trader)
        trader.context.set_offline(False)
    later = another_tab(trader).go(at).sees("We kept what you had typed.")
    assert typed(later) == "Pelagic Trading Company"
    later.send()
    assert later.page.evaluate(DRAFTS) == []
    assert typed(later.go(at)) == "Pelagic Trading Company"
    assert not later.page.locator(".a-kept").count()
    assert later.complaints == []


def test_what_was_lost_on_its_way_is_still_there_after_other_pages(enter: Enter) -> None:
    trader = enter("bb", "trader")
    at = consignee_of(trader)
    trader.go(at).fill(**journeys.CONSIGNEE)
    with trader.expecting_complaints():
        trader.context.route("**/*", lambda route: route.abort())
        lost(trader)
        trader.context.unroute("**/*")
    trader.go("/applications/").go(at).sees("We kept what you had typed.")
    trader.send()
    assert typed(trader.go(at)) == "Pelagic Trading Company"


def test_somebody_elses_newer_answer_goes_before_what_another_tab_kept(enter: Enter) -> None:
    trader = enter("bb", "trader")
    at = consignee_of(trader)
    trader.go(at).fill(**journeys.CONSIGNEE)
    elsewhere = enter("bb", "trader")
    elsewhere.go(at).fill(**{**journeys.CONSIGNEE, "consignee_name": "Reef House"}).send()
    later = another_tab(trader).go(at)
    assert typed(later) == "Reef House"


def test_a_draft_is_gone_after_some_days_and_after_signing_out(enter: Enter, site: Any) -> None:
    trader = enter("bb", "agent")
    at = consignee_of(trader)
    trader.go(at).fill(**journeys.CONSIGNEE)
    assert len(trader.page.evaluate(DRAFTS)) == 1
    trader.page.evaluate(FOUR_DAYS_AGO)
    later = another_tab(trader).go(at)
    assert typed(later) == ""
    later.fill(**journeys.CONSIGNEE)
    with later.arriving():
        later.page.locator("form[data-forget] button").first.click()
    assert later.page.evaluate(DRAFTS) == []
    site.kept_sign_ins.pop(site.person("bb", "agent").email, None)


def test_a_remark_of_an_official_is_kept_for_the_tab_alone(enter: Enter) -> None:
    officer = enter("bb", "officer")
    officer.go("/cases/").follow("main table a[href^='/cases/']")
    officer.follow("a[href$='/note/'], a[href*='/notes/']")
    officer.page.locator("main form[data-sensitive] textarea").first.fill("Ask the warden.")
    assert officer.page.evaluate(DRAFTS) == []
    officer.page.reload()
    assert officer.page.locator("main form[data-sensitive] textarea").first.input_value() == "Ask the warden."
