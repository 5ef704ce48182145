"""The whole way of one permit in Barbados: from a stranger who signs up to a document that has been used."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from kernel import clock
from tests.factories import journeys
from tests.factories.documents import codes_on
from tests.factories.signed import openssl_accepts
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser


EMAIL = "delphine@ifill.example"


def test_a_stranger_signs_up_applies_and_gets_a_permit_that_is_verified_and_used(
    enter: Callable[..., Visitor], visit: Callable[..., Visitor], site: Any, tmp_path: Path
) -> None:
    trader = signed_up(visit("bb"), site)
    verified(enter, trader)
    assert any("Delphine" in mail.body for mail in site.mails_to(EMAIL))
    reference = journeys.apply(trader, journeys.a_paper(tmp_path), journeys.CONCH_MEAT, journeys.CONCH_SHELLS)
    trader.sees("Received", "landing-slip.pdf")

    examined(enter, trader, reference)
    decided(enter, trader, reference)
    paid(trader, reference)
    number, verify_path = issued(enter, trader, reference, tmp_path)

    border = visit("bb").go(verify_path)
    assert border.heading == "Valid"
    border.sees(number, "Aliger gigas")
    assert "Sargasso" not in border.text, "no names of people or firms"

    endorsed(enter, reference)
    assert border.go(verify_path).heading == "Used"
    trader.go(f"/applications/{reference}/").sees("the permit is used")


def signed_up(trader: Visitor, site: Any) -> Visitor:
    trader.go("/").press("Sign in").press("Create an account")
    trader.press("Create account", status=422).sees("There is a problem")
    trader.fill(
        full_name="Delphine Ifill",
        email=EMAIL,
        phone="+1 246 555 0148",
        role="trader",
        organisation_name="Ifill Marine Curios",
        password1="green turtle lagoon",
    ).press("Create account")
    code = re.search(r"^\s*([A-Z0-9-]{6,12})\s*$", site.mails_to(EMAIL)[0].body, re.M)
    assert code, site.mails_to(EMAIL)[0].body
    return trader.fill(code=code[1]).press("Continue")


def verified(enter: Callable[..., Visitor], trader: Visitor) -> None:
    trader.go("/applications/").sees("yet to confirm who you are")
    officer = enter("bb", "officer").go("/traders/").press("Delphine Ifill")
    officer.fill(decision="verify").press("Save decision").sees("Delphine Ifill has been verified")
    assert "yet to confirm" not in trader.go("/applications/").text


def examined(enter: Callable[..., Visitor], trader: Visitor, reference: str) -> None:
    officer = enter("bb", "officer").go("/cases/").press(reference)
    officer.press("Start examining").send().sees("Being examined")
    officer.press("Ask the applicant a question").send(422)
    officer.fill(text="At which landing site was the conch landed?").send()
    trader.go(f"/applications/{reference}/").sees("At which landing site")
    trader.press("Answer the question").fill(text="At Conset Bay, slip 114.").send()
    officer.go(f"/cases/{reference}/").sees("At Conset Bay, slip 114.")
    officer.press("The application is complete").find_all().send().sees("With the Scientific Authority")


def decided(enter: Callable[..., Visitor], trader: Visitor, reference: str) -> None:
    science = enter("bb", "science").go(f"/cases/{reference}/").press("Record the finding")
    science.send(422)
    science.fill(conclusion="positive", reason="Within the quota of 2026.").send().sees("Awaiting decision")
    examiner = enter("bb", "officer").go(f"/cases/{reference}/do/approve/", status=403)
    examiner.sees("You cannot do this", "Nothing was recorded")
    decider = enter("bb", "decider").go(f"/cases/{reference}/").press("Approve")
    decider.send().sees("Awaiting payment")


def paid(trader: Visitor, reference: str) -> None:
    trader.go(f"/applications/{reference}/").press("See the invoice and pay").sees("BBD")
    trader.press("Pay").fill(provider="demo").send()
    trader.fill(card="4000000000000002").send().sees("The card was declined")
    trader.press("Pay").fill(provider="demo").send()
    trader.fill(card="4000000000000077").send()
    assert trader.heading.startswith("Receipt")


def issued(enter: Callable[..., Visitor], trader: Visitor, reference: str, folder: Path) -> tuple[str, str]:
    signatory = enter("bb", "signatory").go(f"/cases/{reference}/").press("Sign and issue the permit")
    signatory.send().sees("Issued")
    trader.until(f"/applications/{reference}/", "Download the permit")
    number = re.search(rf"\b{clock.now():%y}BB\d{{6}}", trader.text)
    assert number, trader.text
    verify_path = trader.page.locator("main a[href*='/verify/']").get_attribute("href") or ""
    document(trader, number[0], verify_path, folder)
    trader.go(f"/permits/{number[0]}/").sees("Sargasso Seafood Ltd")
    return number[0], verify_path


def document(trader: Visitor, number: str, verify_path: str, folder: Path) -> None:
    found = trader.fetch(trader.page.locator("main a[href$='.pdf']").last.get_attribute("href") or "")
    assert (found.status, found.type) == (200, "application/pdf")
    assert openssl_accepts(found.body, trader.fetch("/.well-known/signing-chain.pem").body.decode(), folder)
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(found.body)).pages)
    said = " ".join(text.split())
    for words in (number, "Aliger gigas", "Sargasso Seafood Ltd", "Pelagic Trading Company"):
        assert words in said, said
    code = verify_path.rstrip("/").rsplit("/", 1)[-1]
    assert code in re.sub(r"[\s\u200b]", "", text), said
    (scanned,) = codes_on(found.body)
    assert scanned.startswith(f"{trader.address}/verify/")
    told = trader.fetch(scanned.removeprefix(trader.address))
    assert told.status == 200
    assert number in told.body.decode()


def endorsed(enter: Callable[..., Visitor], reference: str) -> None:
    customs = enter("bb", "customs").go(f"/cases/{reference}/").press("Enter the export (box 14)")
    customs.fill(quantity_1="99999").send(422).sees("There is a problem")
    today = clock.local_date("America/Barbados")
    customs.fill(exported_on=today, port=0, quantity_1="1200", quantity_2="400").send()
