"""The other ways that a case can go, and the other Parties: each from a demo case at the stage it begins from."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kernel import clock
from tests.factories import journeys
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

Enter = Callable[..., Visitor]


def case_at(enter: Enter, host: str, stage: str) -> str:
    """The reference of the first demo case at a stage."""
    officer = enter(host, "officer").go(f"/cases/?stage={stage}")
    address = officer.page.locator("main table a[href^='/cases/']").first.get_attribute("href")
    assert address
    return address.strip("/").split("/")[-1]


def test_the_fee_is_paid_at_the_counter_in_fiji(enter: Enter) -> None:
    reference = case_at(enter, "fj", "payment")
    cashier = enter("fj", "cashier").go(f"/cashier/?q={reference}").sees("FJD").press("Record a payment")
    due = cashier.page.locator("main .govuk-summary-list strong").inner_text()
    amount = "".join(sign for sign in due if sign.isdigit() or sign == ".")
    cashier.fill(amount="1.00", receipt="R 2041").send(422).sees("There is a problem")
    cashier.fill(amount=amount, receipt="R 2041").send()
    cashier.sees("R 2041", " ".join(due.split()))

    signatory = enter("fj", "signatory").go(f"/cases/{reference}/").sees("Awaiting signature")
    signatory.press("Sign and issue the permit").send().sees("Issued")


def test_vanuatu_works_in_french_and_in_vatu(enter: Enter, tmp_path: Path) -> None:
    trader = enter("vu", "trader")
    reference = journeys.apply(trader, journeys.a_paper(tmp_path), journeys.CLAMS)
    assert trader.language == "fr"
    trader.sees("Reçue")
    journeys.take_step(enter("vu", "officer"), reference, "start_examination")
    journeys.take_step(enter("vu", "officer"), reference, "complete_examination")
    finding = {"conclusion": "positive", "reason": "Élevage contrôlé."}
    journeys.take_step(enter("vu", "science"), reference, "record_finding", **finding)
    journeys.take_step(enter("vu", "decider"), reference, "approve")

    trader.go(f"/applications/{reference}/").follow("main a[href^='/invoices/']").sees("VUV")
    trader.follow("main a[href$='/pay/']").fill(provider="demo").send()
    trader.fill(card="4000000000000077").send()
    trader.go(f"/applications/{reference}/").sees("En attente de signature")


def test_an_application_is_refused_with_reasons_that_the_applicant_reads(enter: Enter) -> None:
    reference = case_at(enter, "bb", "decision")
    decider = enter("bb", "decider").go(f"/cases/{reference}/").press("Refuse")
    decider.send(422).sees("There is a problem")
    decider.fill(ground="not_legal", reason="The landing slip is of another vessel.").send().sees("Refused")

    trader = enter("bb", "trader").go(f"/applications/{reference}/")
    trader.sees("Your application is refused", "The landing slip is of another vessel.")


def test_an_application_is_returned_corrected_and_withdrawn(enter: Enter) -> None:
    reference = case_at(enter, "fj", "examining")
    officer = enter("fj", "officer").go(f"/cases/{reference}/").press("Return for correction")
    officer.tick("Anything").fill(reason="Give the importer's street.").send().sees("Returned for correction")

    applicant = enter("fj", "reef").go(f"/applications/{reference}/").sees("Give the importer's street.")
    applicant.go(f"/applications/{reference}/consignee/")
    applicant.fill(consignee_address="2 Rue de la Mer\nNoumea", consignee_country="FR").send()
    journeys.submit(applicant, reference)
    applicant.sees("Received")
    officer.go(f"/cases/{reference}/").sees("2 Rue de la Mer")

    applicant.press("Withdraw the application").fill(reason="The buyer has cancelled.").send().sees("Withdrawn")
    assert officer.go(f"/cases/{reference}/").control("Cases")
    officer.sees("Withdrawn", "This case is closed")


def test_a_permit_is_cancelled_and_the_border_sees_it(enter: Enter, visit: Enter) -> None:
    reference = case_at(enter, "vu", "issued")
    signatory = enter("vu", "signatory").go(f"/cases/{reference}/")
    verify = signatory.page.locator("main a[href*='/verify/']").first.get_attribute("href") or ""
    assert visit("vu").go(verify).heading in ("Valid", "Valable", "Valide")
    signatory.follow("a[href$='/do/cancel/']")
    signatory.fill(reason="Issued on a false declaration.").send()

    border = visit("vu").go(verify)
    assert border.heading in ("Cancelled", "Annulé")
    visit("vu").go(verify[:-2] + "ZZ", status=404)


def test_the_whole_way_of_a_permit_needs_no_script(enter: Enter, tmp_path: Path) -> None:
    def plain(word: str) -> Visitor:
        return enter("fj", word, scripted=False)

    trader = plain("trader")
    reference = journeys.apply(trader, journeys.a_paper(tmp_path), journeys.CORALS)
    journeys.take_step(plain("officer"), reference, "start_examination")
    journeys.take_step(plain("officer"), reference, "complete_examination")
    finding = {"conclusion": "positive", "reason": "Grown on the farm."}
    journeys.take_step(plain("science"), reference, "record_finding", **finding)
    journeys.take_step(plain("decider"), reference, "approve")

    trader.go(f"/applications/{reference}/").press("See the invoice and pay").press("Pay")
    trader.fill(provider="demo").send().fill(card="4000000000000077").send()
    assert trader.heading.startswith("Receipt")
    journeys.take_step(plain("signatory"), reference, "issue")
    trader.until(f"/applications/{reference}/", "Download the permit")

    customs = plain("customs").go(f"/cases/{reference}/do/endorse/")
    today = clock.local_date("Pacific/Fiji")
    customs.fill(exported_on=today, port=1, quantity_1="150").send().sees("Used")
