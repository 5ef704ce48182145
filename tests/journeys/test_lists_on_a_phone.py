"""Long lists on a phone and on a wide screen: what is found comes soon, and what narrows it is taken away again."""

from collections.abc import Callable

import pytest

from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Enter = Callable[..., Visitor]
PHONE = {"width": 390, "height": 844}
WIDE = {"width": 1280, "height": 900}
TOP_OF = "one => one.getBoundingClientRect().top + scrollY"


@pytest.mark.parametrize("viewport", [PHONE, WIDE])
def test_the_register_shows_permits_first_and_takes_filters_away(enter: Enter, viewport: dict[str, int]) -> None:
    officer = enter("fj", "officer", viewport=viewport).go("/permits/")
    assert officer.page.locator("#found + * + table").evaluate(TOP_OF) < viewport["height"]
    officer.unfold("More filters").fill(trader="a", appendix="II").press("Filter")
    assert "#found" in officer.page.url
    officer.sees("Appendix: II", "Exporter or importer: a", "Show all permits")
    officer.press("Take away: Appendix")
    assert "appendix" not in officer.page.url
    assert officer.page.locator("form[role=search] details").get_attribute("open") is not None
    officer.press("Show all permits")
    assert officer.page.locator(".a-applied").count() == 0


@pytest.mark.parametrize("viewport", [PHONE, WIDE])
def test_an_overdrawn_quota_is_seen_and_read(enter: Enter, viewport: dict[str, int]) -> None:
    officer = enter("fj", "officer", viewport=viewport).go("/quotas/").sees("Overdrawn")
    assert officer.page.locator("svg .over").count() == 1
    officer.press("Euphyllia").sees("Overdrawn", "Forecast", "Invented for the demonstration")
    officer.unfold("The months as a table").sees("Used, or expected")


def test_pages_of_tables_fit_a_phone(enter: Enter) -> None:
    officer = enter("fj", "officer", viewport=PHONE)
    for page in ("cases/", "cases/indicators/", "cases/record/refusals/", "cases/record/void-numbers/", "findings/"):
        officer.go(f"/{page}")
