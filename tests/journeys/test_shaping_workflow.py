"""An administrator shapes the export process: two people put it in force, new cases go by it, and the Convention holds."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.factories import journeys
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

Enter = Callable[..., Visitor]
AT = "/administration/draft/process/EXP/"
PHONE = {"width": 390, "height": 844}


@pytest.mark.parametrize(("scripted", "viewport"), [(True, PHONE), (False, {"width": 1280, "height": 900})])
def test_the_finding_is_not_left_out_and_the_refusal_shows_the_article_and_the_path(
    enter: Enter, scripted: bool, viewport: Any
) -> None:
    administrator = enter("vu", "administrator", scripted=scripted, viewport=viewport, locale="en-GB")
    administrator.go("/administration/draft/process/").go(AT)
    administrator.go(f"{AT}at/moves.complete_examination/").fill(to="decision").follow("main form button[type=submit]")
    administrator.sees("Article IV", "Numbered in the drawing is the path of")
    steps = administrator.page.locator(".a-findings ol.a-finding__path").first.locator("li").count()
    assert steps >= 4
    assert administrator.page.locator(".a-flow__badge--path").count() >= steps
    assert administrator.page.locator(".a-flow__road--path").count() >= steps
    administrator.go(f"{AT}trial/").go(f"{AT}compare/")
    administrator.go("/administration/draft/").fill(note="Quicker.")
    administrator.follow("main form[action$='/propose/'] button", 422).sees("Put right first what is wrong")
    administrator.go(AT).follow("main form[action$='/undo/'] button")
    assert administrator.page.locator(".a-findings").count() == 0
    journeys.give_up_draft(administrator)


@pytest.mark.parametrize(("scripted", "viewport"), [(False, PHONE), (True, {"width": 1280, "height": 900})])
def test_a_process_is_begun_anew_from_a_template_and_taken_back(enter: Enter, scripted: bool, viewport: Any) -> None:
    administrator = enter("vu", "administrator", scripted=scripted, viewport=viewport, locale="en-GB")
    administrator.go(AT).follow("a[href*='/process/templates/']").sees("Begin anew from a template")
    administrator.page.locator("[name=template][value=agencies]").check()
    administrator.press("Show what would differ").sees("With the fisheries authority", "Take it into the draft")
    administrator.press("Take it into the draft").sees("Saved in the draft", "With the veterinary authority")
    assert administrator.page.locator(".a-findings").count() == 0, administrator.text
    administrator.follow("main form[action$='/undo/'] button").sees("The last change is undone")
    assert "With the veterinary authority" not in administrator.text
    journeys.give_up_draft(administrator)


def test_a_stage_more_is_put_in_force_by_two_people_and_only_new_cases_come_to_it(enter: Enter, tmp_path: Path) -> None:
    trader = enter("fj", "trader")
    old = examined(enter, trader, tmp_path)
    administrator = enter("fj", "administrator", viewport=PHONE)
    administrator.go(f"{AT}new/stages/").press("Save", 422).sees("Enter what officers call it")
    administrator.fill(**{"label.en": "With the registry"})
    administrator.page.get_by_label("Management Authority officer").check()
    administrator.press("Save").sees("Saved in the draft", "No case can")
    administrator.go(f"{AT}at/moves.complete_examination/").fill(to="with_the_registry").press("Save")
    administrator.go(f"{AT}new/moves/?from=with_the_registry").fill(verb="complete_examination", to="finding")
    administrator.page.locator("[name=roles][value=ma_officer]").check()
    administrator.press("Save").sees("Saved in the draft")
    assert administrator.page.locator(".a-findings").count() == 0, administrator.text
    administrator.go(f"{AT}trial/").sees("What would have happened to the last cases", "It would also have waited for")
    administrator.go(f"{AT}compare/").sees("With the registry")
    administrator.go("/administration/draft/").fill(note="The registry looks at every case.")
    administrator.follow("main form[action$='/propose/'] button").sees("Those who can put it in force have been told")
    enter("fj", "signatory").go("/administration/draft/").sees("With the registry").press("Put in force")

    officer = enter("fj", "officer")
    officer.until(f"/cases/{old}/", "With the Scientific Council")
    new = examined(enter, trader, tmp_path)
    officer.go(f"/cases/{new}/").sees("With the registry")

    moving = "/administration/move-cases/?type=EXP&stage=finding&tick=none"
    administrator.go("/administration/").follow("a[href='/administration/move-cases/']").go(moving).sees(old)
    administrator.page.get_by_label(old, exact=True).check()
    administrator.press("Move the cases that are ticked", 422).sees("Enter why they are moved")
    administrator.fill(reason="Its papers are kept by the registry, too.").press("Move the cases that are ticked")
    administrator.sees("1 case follows release")
    assert administrator.page.get_by_label(old, exact=True).count() == 0
    officer.go(f"/cases/{old}/").sees("moved the case from release", "Its papers are kept by the registry, too.")


def test_the_fisheries_are_asked_as_well_about_every_new_case_and_about_none_of_before(
    enter: Enter, tmp_path: Path
) -> None:
    trader = enter("fj", "trader")
    old = with_the_council(enter, trader, tmp_path)
    administrator = enter("fj", "administrator", viewport=PHONE)
    administrator.go(AT).press("Ask another authority as well")
    administrator.press("Ask them as well", 422).sees("Choose whom to ask")
    administrator.fill(authority="fisheries", working_days="10").press("Ask them as well")
    administrator.sees("Saved in the draft", "At the same time: Fisheries authority", "With the fisheries authority")
    assert administrator.page.locator(".a-findings").count() == 0, administrator.text
    administrator.go(f"{AT}trial/").sees("It would also have waited for")
    administrator.go(f"{AT}compare/").sees("Fisheries authority")
    administrator.go("/administration/draft/").fill(note="The fisheries know who holds a licence.")
    administrator.follow("main form[action$='/propose/'] button").sees("Those who can put it in force have been told")
    enter("fj", "signatory").go("/administration/draft/").sees("Fisheries authority").press("Put in force")

    new = with_the_council(enter, trader, tmp_path)
    science, fisheries = enter("fj", "science"), enter("fj", "fisheries", viewport=PHONE)
    fisheries.go("/cases/?show=mine").sees(new)
    assert old not in fisheries.text
    for reference in (old, new):
        journeys.take_step(science, reference, "record_finding", **FOUND)
    science.go(f"/cases/{old}/").sees("Awaiting decision")
    science.go(f"/cases/{new}/").sees("With the authorities", "With the fisheries authority")
    enter("fj", "decider").go(f"/cases/{new}/do/approve/", status=409)

    fisheries.go(f"/cases/{new}/").press("Record the fisheries authority’s finding")
    fisheries.fill(conclusion="conditional", reason="Licence 2271 names it.").send(422).sees("Name the conditions")
    fisheries.fill(conditions="Only from farm lease 14.").send()
    issued(enter, trader, new)
    trader.until(f"/applications/{new}/", "Download the permit")
    number = re.search(r"\b\d\dFJ\d{6}\b", trader.text)
    assert number, trader.text
    trader.go(f"/permits/{number[0]}/").sees("Only from farm lease 14.")


FOUND = {"conclusion": "positive", "reason": "Reared at the hatchery."}


def with_the_council(enter: Enter, trader: Visitor, folder: Path) -> str:
    """A new application that is examined, by the registry too where that was put in between; return its reference."""
    reference, officer = examined(enter, trader, folder), enter("fj", "officer")
    if "With the registry" in officer.go(f"/cases/{reference}/").text:
        journeys.take_step(officer, reference, "complete_examination")
    officer.go(f"/cases/{reference}/").sees("With the Scientific Council")
    return reference


def issued(enter: Enter, trader: Visitor, reference: str) -> None:
    """Approve, pay and sign; the case page has both findings, and the permit the condition."""
    journeys.take_step(enter("fj", "decider"), reference, "approve")
    trader.go(f"/applications/{reference}/").press("See the invoice and pay")
    trader.press("Pay").fill(provider="demo").send()
    trader.fill(card="4000000000000077").send()
    signatory = enter("fj", "signatory")
    journeys.take_step(signatory, reference, "issue")
    signatory.go(f"/cases/{reference}/").sees("Finding of the fisheries authority", "Non-detriment finding", "Issued")
    signatory.sees("Only from farm lease 14.")


def examined(enter: Enter, trader: Visitor, folder: Path) -> str:
    """A new application that was examined; return its reference."""
    reference = journeys.apply(trader, journeys.a_paper(folder), journeys.CLAMS)
    for verb in ("start_examination", "complete_examination"):
        journeys.take_step(enter("fj", "officer"), reference, verb)
    return reference
