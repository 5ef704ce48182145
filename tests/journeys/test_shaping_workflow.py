"""An administrator shapes the export process: two people put it in force, new cases go by it, and the Convention holds."""

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


def examined(enter: Enter, trader: Visitor, folder: Path) -> str:
    """A new application that was examined; return its reference."""
    reference = journeys.apply(trader, journeys.a_paper(folder), journeys.CLAMS)
    for verb in ("start_examination", "complete_examination"):
        journeys.take_step(enter("fj", "officer"), reference, verb)
    return reference
