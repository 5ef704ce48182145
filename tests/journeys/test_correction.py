"""An officer returns an application for one part, the applicant corrects it on a phone, the officer sees what changed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.factories import journeys
from tests.journeys.conftest import PHONE
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

Enter = Callable[..., Visitor]


@pytest.mark.parametrize("scripted", [True, False], ids=["with scripts", "without scripts"])
def test_one_part_is_returned_corrected_on_a_phone_and_shown_to_the_officer(
    enter: Enter, tmp_path: Path, scripted: bool
) -> None:
    trader = enter("fj", "trader", viewport=PHONE, scripted=scripted)
    reference = journeys.apply(trader, journeys.a_paper(tmp_path), journeys.CORALS)
    officer = enter("fj", "officer", scripted=scripted)
    journeys.take_step(officer, reference, "start_examination")
    officer.go(f"/cases/{reference}/do/return_for_correction/").send(422).sees("There is a problem")
    officer.tick("Importer").fill(**{"parts-consignee": "Give the street of the importer."})
    officer.send().sees("Returned for correction")

    trader.go(f"/applications/{reference}/").sees("What you have to correct", "Give the street of the importer.")
    trader.sees("What stays as it is", "Sargasso Seafood Ltd")
    trader.go(f"/applications/{reference}/exporter/").sees("What you have to correct")
    trader.press("Importer").sees("Give the street of the importer.")
    trader.fill(consignee_address="2 Rue de la Mer\nMiami").send().sees("Changed")
    trader.go(f"/applications/{reference}/check/").sees("What you have changed", "2 Rue de la Mer")
    journeys.submit(trader, reference)
    trader.sees("Received")

    officer.go(f"/cases/{reference}/").sees("What the applicant has changed", "1180 Harbour Drive", "2 Rue de la Mer")
    officer.sees("Importer: Give the street of the importer.")
