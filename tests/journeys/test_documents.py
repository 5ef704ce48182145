"""Other documents than the export permit in a browser: each page asks what it needs, and most are carried to their end.

With the export permit (`test_first_permit`) five come so from the first page to a signed document.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.factories import journeys
from tests.factories.every_document import EVERY, Wanted
from tests.journeys.officers import Officers, arrives, is_registered, leaves, travels
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

WANTED = {each.document: each for each in EVERY}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}}
THEN: dict[str, Callable[[Officers], None]] = {
    "IMP": arrives,
    "REX": leaves,
    "TEC": travels,
    "MIC": travels,
    "TRN": is_registered,
}
"""What the offices do then; the others end with the application."""
HOW: list[tuple[str, dict[str, Any]]] = [
    ("IMP", {**PHONE, "scripted": False}),
    ("REX", PHONE),
    ("IFS", {}),
    ("TEC", PHONE),
    ("MIC", {}),
    ("TRN", {"scripted": False}),
]


@pytest.mark.parametrize(("document", "how"), HOW, ids=[document for document, _how in HOW])
def test_a_document_is_applied_for_in_a_browser_and_carried_on(
    enter: Callable[..., Visitor], site: Any, tmp_path: Path, document: str, how: dict[str, Any]
) -> None:
    wanted, trader = WANTED[document], enter("bb", "trader", **how)
    trader.go("/applications/new/").fill(document_type=document).send()
    reference = trader.path.strip("/").rsplit("/", 1)[-1]
    with_its_line(trader, reference, wanted)
    for section, answers in wanted.answers.items():
        trader.go(f"/applications/{reference}/").follow(f"main a[href$='/{section}/']")
        trader.fill(**typed(answers)).send()
    journeys.attach(trader, reference, journeys.a_paper(tmp_path))
    trader.go(f"/applications/{reference}/").sees("Completed")
    assert "To do" not in trader.text
    journeys.submit(trader, reference)
    trader.sees("Received")
    if document in THEN:
        THEN[document](Officers(enter, site, reference, how, tmp_path))


def with_its_line(trader: Visitor, reference: str, wanted: Wanted) -> None:
    """The line, and the pages that follow it, each of which leads to the next."""
    trader.go(f"/applications/{reference}/lines/add/?taxon={wanted.taxon}")
    offered = trader.page.locator("main [name='country_of_origin']").count()
    trader.fill(**{name: value for name, value in wanted.line.items() if offered or name != "country_of_origin"}).send()
    while not trader.path.endswith("/lines/"):
        page = trader.path.strip("/").rsplit("/", 1)[-1]
        trader.fill(**typed(wanted.pages.get(page, {}))).send()


def typed(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers as a visitor types them: a day in its three boxes."""
    return {name: _day(value) for name, value in answers.items()}


def _day(value: Any) -> Any:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return value
