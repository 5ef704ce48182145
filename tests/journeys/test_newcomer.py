"""A trader's first application on a phone without scripts, with the mistakes that people make: nothing is lost by any."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.factories import journeys
from tests.journeys.conftest import PHONE
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

NEWCOMER: dict[str, Any] = {"viewport": PHONE, "scripted": False}
LINE = {"term": "CAR", "unit": "NAR", "source": "O"}


def test_a_newcomer_makes_every_mistake_and_sends_the_application_once(
    enter: Callable[..., Visitor], tmp_path: Path
) -> None:
    trader = enter("bb", "trader", **NEWCOMER)
    trader.go("/applications/new/").send(422).sees("Choose the document that you need")
    reference = journeys.start_application(trader)
    at = f"/applications/{reference}"
    trader.go(f"{at}/exporter/").fill(exporter_name="Sargasso").send(422).sees("Enter the exporter’s address")
    assert typed(trader, "exporter_name") == "Sargasso"
    journeys.answer_sections(trader, reference)

    a_wrong_quantity_and_a_wrong_date(trader, at)
    a_file_that_is_none(trader, at, tmp_path)
    trader.go(f"{at}/check/").send(422).sees("Tick the declaration")
    again = Visitor(trader.context, trader.address, trader.seen, scripted=False).go(f"{at}/check/").fill(declared=True)
    trader.fill(declared=True).send().sees("Received")
    again.send(409).sees("Nothing was recorded")
    again.go(f"{at}/").sees("Received")
    assert again.text.count("sent the application") == 1


def a_wrong_quantity_and_a_wrong_date(trader: Visitor, at: str) -> None:
    trader.go(f"{at}/lines/add/").fill(q="no such animal").send().sees("Nothing found")
    trader.go(f"{at}/lines/add/?taxon=ERE-IMB").fill(**LINE, quantity="1,5").send(422)
    trader.sees("Enter the quantity in figures, such as 1,250 or 2.5")
    assert typed(trader, "quantity") == "1,5"
    trader.fill(quantity="2").send().fill(source2="W", acquired_on_day="1", acquired_on_month="5")
    trader.fill(acquired_on_year="61").send(422).sees("Write the year with four figures")
    assert [typed(trader, f"acquired_on_{part}") for part in ("day", "month", "year")] == ["1", "5", "61"]
    trader.fill(acquired_on_year="1961").send()
    trader.go(f"{at}/lines/").sees("Eretmochelys imbricata")


def a_file_that_is_none(trader: Visitor, at: str, folder: Path) -> None:
    wrong = folder / "licence.pdf"
    wrong.write_bytes(b"MZ" + b"\0" * 300)
    trader.go(f"{at}/attachments/").fill(file=str(wrong)).send(422)
    trader.sees("This file is not a PDF, JPEG or PNG, whatever its name says. Choose another one.")
    trader.fill(file=str(journeys.a_paper(folder))).send().sees("landing-slip.pdf")


def typed(trader: Visitor, name: str) -> str:
    return trader.page.locator(f"main [name={name}]").input_value()
