"""Whose case it is: taken on a phone without script, given to a colleague, who finds it among what waits for them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.factories import journeys
from tests.journeys.conftest import WAYS
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

Enter = Callable[..., Visitor]
PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize("scripted", [True, False])
def test_an_officer_takes_a_case_and_gives_it_to_a_colleague(enter: Enter, tmp_path: Path, scripted: bool) -> None:
    reference = journeys.apply(enter("bb", "trader"), journeys.a_paper(tmp_path), journeys.CONCH_MEAT)
    officer = enter("bb", "officer", viewport=PHONE, scripted=scripted).go(f"/cases/?q={reference}").sees(reference)
    officer.page.locator(f"input[name=case][value^='{reference}:']").check()
    officer.fill(deed="take").press("Do it").sees("Done: Take", f"Held by {name_of(officer)}")
    officer.go(f"/cases/{reference}/").press("Give it to a colleague")
    colleague = enter("bb", "decider").go("/cases/?show=mine")
    officer.page.get_by_label("Colleague", exact=True).select_option(label=name_of(colleague))
    officer.fill(note="You know this exporter").press("Give the case").sees(f"{name_of(colleague)} holds this case")
    colleague.go(f"/cases/?show=held&q={reference}").sees(reference).press(reference).sees("You know this exporter")
    colleague.press("Put it back").sees("Nobody holds this case")


@pytest.mark.parametrize("way", WAYS)
def test_a_list_is_narrowed_kept_and_forgotten_and_the_months_are_counted(enter: Enter, way: dict[str, Any]) -> None:
    officer = enter("bb", "officer", **way).go("/cases/").unfold("Narrow the list")
    officer.fill(document="EXP", species="aliger").press("Narrow").sees("Aliger gigas")
    keep = "main form[action$='/lists/'] button"
    officer.unfold("Keep this list").follow(keep, 422).to_the_fault().fill(name="Conch of all stages").follow(keep)
    officer.go("/cases/").press("Conch of all stages").sees("Aliger gigas")
    assert "species=aliger" in officer.page.url
    officer.press("Forget Conch of all stages")
    assert "Conch of all stages" not in officer.text
    officer.press("Indicators by month").fill(document="EXP").press("Show").sees("Applications that wait for an answer")
    tables = officer.fetch(officer.page.get_by_role("link", name="Download all").get_attribute("href") or "")
    assert tables.type.startswith("text/csv")
    assert b"Open applications" in tables.body or tables.body.count(b"\n") > 12


@pytest.mark.parametrize("scripted", [True, False])
def test_a_kept_text_stands_below_what_was_written_and_is_there_after_a_reload(
    enter: Enter, tmp_path: Path, scripted: bool
) -> None:
    reference = journeys.apply(enter("bb", "trader"), journeys.a_paper(tmp_path), journeys.CONCH_MEAT)
    name = f"Licence, {'with' if scripted else 'without'} script"
    officer = enter("bb", "officer", viewport=PHONE, scripted=scripted)
    officer.go("/cases/texts/add/").fill(name=name, words_en="Please send the licence.").press("Keep the text")
    officer.go(f"/cases/{reference}/do/start_examination/").send()
    officer.go(f"/cases/{reference}/do/ask/").fill(text="Good morning.")
    officer.page.get_by_label("Put in a text that your office keeps").select_option(label=name)
    officer.press("Put it in").inspect()
    written = officer.page.locator("[name=text]")
    assert written.input_value() == "Good morning.\n\nPlease send the licence."
    officer.press("Ask the applicant").sees("Please send the licence.")


def name_of(visitor: Visitor) -> str:
    """Who is signed in, as the frame around the page says."""
    return visitor.page.locator("header a[href='/me/']").inner_text().strip()
