"""An administrator changes what the Party chose, a second person puts it in force, and only what is new goes by it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.factories import journeys
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

Enter = Callable[..., Visitor]
AT = "/administration/draft"
PARTY = "vu"  # the process of Fiji is what another journey shapes


def test_a_port_a_fee_and_a_holiday_are_changed_and_what_was_billed_stays(enter: Enter, tmp_path: Path) -> None:
    trader = enter(PARTY, "trader")
    billed = decided(enter, trader, tmp_path)
    cashier = enter(PARTY, "cashier").go(f"/cashier/?q={billed}")
    bill = cashier.page.locator("main table a[href^='/cashier/']").first.get_attribute("href") or ""
    owed = cashier.go(bill).page.locator("main .govuk-summary-list strong").inner_text()

    administrator = enter(PARTY, "administrator")
    a_port_is_added(administrator)
    a_fee_is_changed(administrator)
    a_holiday_is_added(administrator)
    administrator.go(f"{AT}/").sees("Lenakel", "2,600", "Reef Day")
    administrator.press("Undo the last change").sees("The last change is undone", "Lenakel", "2,600")
    assert "Reef Day" not in administrator.page.locator("main table").all_inner_texts()[0]
    administrator.fill(note="A port more, and the fee of the new Schedule.")
    administrator.follow("main form[action$='/propose/'] button").sees("Those who can put it in force have been told")

    signatory = enter(PARTY, "signatory").go(f"{AT}/").sees("the fee of the new Schedule", "Lenakel")
    signatory.follow("main form[action$='/approve/'] button").sees("Version 2")

    trader.until("/", "2\u00a0600")
    new = decided(enter, trader, tmp_path)
    trader.go(f"/applications/{new}/").follow("main a[href^='/invoices/']").sees("2 600")
    assert cashier.go(bill).page.locator("main .govuk-summary-list strong").inner_text() == owed


def a_port_is_added(administrator: Visitor) -> None:
    administrator.go(f"{AT}/ports/").press("Add another port")
    administrator.fill(**{"profile.ports-2-locode": "vu lne"}).press("Save", 422).sees("Port 3, VULNE – Enter name")
    administrator.fill(**{"profile.ports-2-name": "Lenakel"}).press("Save").sees(
        "Saved in the draft", "Port 3, Lenakel"
    )


def a_fee_is_changed(administrator: Visitor) -> None:
    administrator.go(f"{AT}/fees/").fill(**{"fees.fees-0-amount": "2600"})
    administrator.press("Save").sees("Saved in the draft", "VUV 2,600")


def a_holiday_is_added(administrator: Visitor) -> None:
    day = {"names.en": "Reef Day", "on": "first Friday in May"}
    administrator.go(f"{AT}/calendar/").press("Add a holiday")
    administrator.fill(**{f"profile.holidays.own-0-{name}": text for name, text in day.items()})
    administrator.page.locator("#result", has_text="Reef Day").wait_for()
    administrator.press("Save").sees("Saved in the draft", "Reef Day")


def decided(enter: Enter, trader: Visitor, folder: Path) -> str:
    """A new application, examined and approved, so that it is billed; return its reference."""
    reference = journeys.apply(trader, journeys.a_paper(folder), journeys.CLAMS)
    for verb in ("start_examination", "complete_examination"):
        journeys.take_step(enter(PARTY, "officer"), reference, verb)
    finding = {"conclusion": "positive", "reason": "Reared at the hatchery."}
    journeys.take_step(enter(PARTY, "science"), reference, "record_finding", **finding)
    journeys.take_step(enter(PARTY, "decider"), reference, "approve")
    return reference
