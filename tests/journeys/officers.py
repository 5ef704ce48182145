"""What officials do in a browser with other documents than the export permit, once an application for one is there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from kernel import clock
from tests.factories.documents import codes_on, text_of
from tests.factories.signed import openssl_accepts
from tests.journeys.office import Office
from tests.journeys.visitor import Visitor

WHY = "The papers of the country of export were compared, and the place was visited."


class Officers:
    """The officials of one Party at their browsers, all of one kind, with one case before them."""

    def __init__(
        self, enter: Callable[..., Visitor], site: Any, reference: str, how: dict[str, Any], folder: Path
    ) -> None:
        self.enter, self.office, self.reference, self.how = enter, Office(site, "bb"), reference, how
        self.folder = folder
        self.people: dict[str, Visitor] = {}

    def at(self, word: str) -> Visitor:
        """That official, looking at the case."""
        if word not in self.people:
            self.people[word] = self.enter("bb", word, **self.how)
        return self.people[word].go(f"/cases/{self.reference}/")

    def examine(self) -> None:
        officer = self.at("officer").press("Start examining").send().sees("Being examined")
        officer.press("The application is complete").send(422).sees("There is a problem")
        officer.find_all().send()

    def find(self) -> None:
        science = self.at("science").press("Record the finding").send(422)
        science.fill(conclusion="positive", reason=WHY).find_all().send().sees("Awaiting decision")

    def issue(self) -> str:
        """Approved, paid for and signed; the number of the document, once it is printed."""
        decider = self.at("decider").press("Approve")
        if decider.page.locator("main textarea[required], main [name=reason]").count():
            decider.fill(reason=WHY)
        decider.send()
        if "Awaiting payment" in decider.text:
            self.office.pay(self.reference)
        signatory = self.at("signatory").press("Sign and issue").send()
        signatory.until(f"/cases/{self.reference}/", "Download the permit")
        address = signatory.control("Download the permit").get_attribute("href") or ""
        number = address.rsplit("/", 1)[-1].removesuffix(".pdf")
        is_signed(self.at("officer"), address, number, self.folder)
        return number


def is_signed(reader: Visitor, address: str, number: str, folder: Path) -> None:
    """The document says its number, bears the code that a border scans, and has the signature of the Party."""
    document = reader.fetch(address)
    assert (document.status, document.type) == (200, "application/pdf")
    assert number in text_of(document.body)
    chain = reader.fetch("/.well-known/signing-chain.pem").body.decode()
    assert openssl_accepts(document.body, chain, folder)
    (scanned,) = set(codes_on(document.body))
    reader.go(scanned.removeprefix(reader.address)).sees(number)
    assert reader.heading == "Valid"


def arrives(officers: Officers) -> None:
    """An import: what arrived is entered, and the permit is used."""
    officers.examine()
    officers.find()
    number = officers.issue()
    customs = officers.at("customs").press("Enter the import").sees("Enter what arrived", "Date of arrival")
    customs.fill(quantity_1="3").send(422).sees("There is a problem", "Enter at most 2")
    customs.fill(exported_on=clock.local_date("America/Barbados"), port=0, quantity_1="2").send().sees("Used")
    officers.at("officer").go(f"/permits/{number}/").sees("What arrived", "Date of arrival")


def leaves(officers: Officers) -> None:
    """A re-export: what leaves is entered, and the certificate is used."""
    officers.examine()
    officers.issue()
    customs = officers.at("customs").press("Enter the export (box 14)")
    customs.fill(exported_on=clock.local_date("America/Barbados"), port=0, quantity_1="2").send().sees("Used")


def travels(officers: Officers) -> None:
    """A certificate for several movements: out and in again, and handed back."""
    officers.examine()
    number = officers.issue()
    for way, words in (("out", "Out of the country"), ("in", "Into the country")):
        customs = officers.at("customs").press("Enter a crossing of the border").send(422).sees("There is a problem")
        customs.fill(way=way, crossed_on=clock.local_date("America/Barbados"), port=0, quantity_1="1")
        customs.send().sees(words)
    officers.at("officer").go(f"/permits/{number}/").sees("Crossings of the border", "Out of the country now")
    signatory = officers.at("signatory").press("Close").send(422).sees("has to be handed back first")
    signatory.fill(handed_back=True, reason="The tour is over.").send().sees("Closed", "Handed back")


def is_registered(officers: Officers) -> None:
    """A paper of others takes its number."""
    officers.at("officer").press("Start examining").send()
    officer = officers.at("officer").press("Register the paper").sees("Nothing is issued or signed").send()
    officer.sees("Registered", f"BB-R-{clock.now():%y}-")
    officers.at("customs").sees(f"BB-R-{clock.now():%y}-")
