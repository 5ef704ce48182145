"""One case in the hands of all who work on it: on a phone without scripts, and at a desk by keyboard alone."""

import csv
import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kernel import clock
from tests.factories import journeys
from tests.journeys.conftest import WAYS
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

Enter = Callable[[str], Visitor]
MUSEUM = "shells@museum.example"


@pytest.mark.parametrize("way", WAYS)
def test_everybody_does_their_part_of_one_case(
    enter: Callable[..., Visitor], visit: Callable[..., Visitor], site: Any, tmp_path: Path, way: dict[str, Any]
) -> None:
    def person(word: str) -> Visitor:
        return enter("bb", word, **way)

    paper = journeys.a_paper(tmp_path)
    trader, agent, officer = person("trader"), person("agent"), person("officer")
    a_mandate_is_given(trader, site.person("bb", "agent").email)
    reference = an_agent_applies(agent, paper, site.person("bb", "trader").organisation)
    the_application_is_taken_back_and_sent_anew(agent, reference)
    a_case_is_taken_and_noted_upon(officer, reference, paper)
    a_question_is_asked_and_answered(officer, agent, reference, paper)
    code = a_museum_is_asked(officer, reference)
    a_museum_answers(visit("bb", **way), site, code, paper)
    one_part_is_returned_and_corrected(officer, agent, reference)
    officer.go(f"/cases/{reference}/").sees("The label names the donor.", "Give the street of the importer.")
    officer.press("Start examining").send().press("The application is complete").find_all().send()
    it_is_found_decided_paid_and_signed(person, reference)
    agent.until(f"/applications/{reference}/", "Download the permit")
    the_export_is_entered(person("customs"), reference)
    a_copy_is_sent_and_withdrawn(agent, reference, paper)
    the_trail_is_read(person("auditor"), reference)
    trader.go("/mandates/").press("Withdraw Andre Harewood").sees("Withdrawn")


def a_mandate_is_given(trader: Visitor, agent: str) -> None:
    trader.go("/applications/").press("Mandates of agents").press("Give a mandate")
    trader.press("Give the mandate", 422).to_the_fault()
    trader.fill(email=agent, last_day=in_days(60), scope="all").press("Give the mandate").sees("Andre Harewood")


def an_agent_applies(agent: Visitor, paper: Path, organisation: str) -> str:
    agent.go("/applications/").press("Start").fill(document_type="EXP").pick(organisation).press("Continue")
    reference = agent.path.strip("/").rsplit("/", 1)[-1]
    journeys.answer_sections(agent, reference)
    journeys.add_line(agent, reference, journeys.CONCH_MEAT)
    journeys.attach(agent, reference, paper)
    journeys.submit(agent, reference)
    agent.sees("Received", "Expect an answer by", "0 of 10 working days used").unfold("The same in words")
    return reference


def the_application_is_taken_back_and_sent_anew(agent: Visitor, reference: str) -> None:
    agent.go(f"/applications/{reference}/").press("Take the application back to change it")
    agent.fill(reason="The buyer takes less.").send().sees("Taken back to be changed")
    agent.press("Specimens").press("Change").fill(quantity="900").send()
    journeys.submit(agent, reference)
    agent.sees("Received", "900 kg")


def a_case_is_taken_and_noted_upon(officer: Visitor, reference: str, paper: Path) -> None:
    officer.go("/cases/").fill(q=reference).press("Search").press(reference).press("Take this case")
    officer.sees("Marva Brathwaite holds this case", "What the applicant has changed")
    assert all(row.bounding_box()["height"] < 200 for row in recent_permits(officer)), "no card for each permit"
    officer.press("Start examining").send().press("Add a note").press("Keep the note", 422).to_the_fault()
    officer.fill(text="The slip is of the co-operative.", attachments=str(paper)).press("Keep the note")
    officer.sees("The slip is of the co-operative.")


def recent_permits(officer: Visitor) -> list[Any]:
    """The rows of the recent permits on the page of a case; there are some in the demo."""
    rows = officer.page.locator(".a-cards--brief tbody tr").all()
    assert rows, officer.text
    return rows


def a_question_is_asked_and_answered(officer: Visitor, agent: Visitor, reference: str, paper: Path) -> None:
    officer.press("Ask the applicant a question").fill(text="Is this the slip?", attachments=str(paper)).send()
    agent.go(f"/applications/{reference}/").sees("Is this the slip?").press("Answer the question")
    agent.fill(text="It is.", attachments=str(paper)).send().sees("It is.")
    officer.go(f"/cases/{reference}/").sees("It is.")


def a_museum_is_asked(officer: Visitor, reference: str) -> str:
    officer.go(f"/cases/{reference}/").press("Ask a body outside").press("Ask them", 422).to_the_fault()
    officer.fill(body="Museum of Shells", email=MUSEUM, question="Have you seen this shell?", last_day=in_days(20))
    officer.press("Ask them").sees("Read it out to them by phone")
    return officer.page.locator("main .a-reference").inner_text()


def a_museum_answers(museum: Visitor, site: Any, code: str, paper: Path) -> None:
    link = re.search(r"/answer/[\w-]+/", site.mails_to(MUSEUM)[0].body)
    assert link, site.mails_to(MUSEUM)
    museum.go(link[0]).fill(code="AAAA AAAA").press("Continue", 422).to_the_fault()
    museum.fill(code=code).press("Continue").sees("Have you seen this shell?", "Aliger gigas")
    museum.fill(text="The label names the donor.", attachments=str(paper)).press("Send the answer")
    assert museum.heading == "Your answer was sent"


def one_part_is_returned_and_corrected(officer: Visitor, agent: Visitor, reference: str) -> None:
    officer.go(f"/cases/{reference}/").press("Return for correction").tick("Importer")
    officer.fill(**{"parts-consignee": "Give the street of the importer."}).send().sees("Returned for correction")
    agent.go(f"/applications/{reference}/").press("Importer").sees("Give the street of the importer.")
    agent.fill(consignee_address="2 Rue de la Mer\nMiami").send().press("Check your answers").sees(
        "What you have changed"
    )
    journeys.submit(agent, reference)


def it_is_found_decided_paid_and_signed(person: Enter, reference: str) -> None:
    science = person("science").go(f"/cases/?q={reference}").press(reference).press("Record the finding")
    science.send(422).to_the_fault()
    science.fill(conclusion="positive", reason="Within the quota.").send().sees("Awaiting decision")
    person("decider").go(f"/cases/?q={reference}").press(reference).press("Approve").send().sees("Awaiting payment")
    cashier = person("cashier").go("/cashier/").fill(q=reference).press("Search").press("Record a payment")
    due = "".join(re.findall(r"[\d.]", cashier.page.locator("main .govuk-summary-list strong").inner_text()))
    cashier.fill(amount="0", receipt=f"R {reference}").press("Record the payment", 422).to_the_fault()
    cashier.fill(amount=due, receipt=f"R {reference}").press("Record the payment").sees(f"R {reference}")
    signatory = person("signatory").go(f"/cases/?q={reference}").press(reference)
    signatory.press("Sign and issue the permit").send().sees("Issued")


def the_export_is_entered(customs: Visitor, reference: str) -> None:
    customs.go(f"/cases/?q={reference}").press(reference).press("Enter the export (box 14)")
    customs.fill(quantity_1="99999").send(422).to_the_fault()
    customs.fill(exported_on=clock.local_date("America/Barbados"), port=0, quantity_1="900").send().sees("Used")


def a_copy_is_sent_and_withdrawn(agent: Visitor, reference: str, paper: Path) -> None:
    agent.go(f"/applications/{reference}/").press("Begin a new application with these answers")
    copy = agent.path.strip("/").rsplit("/", 1)[-1]
    assert copy != reference
    journeys.attach(agent, copy, paper)
    journeys.submit(agent, copy)
    agent.press("Withdraw the application").fill(reason="Sent too early.").send().sees("Withdrawn")


def the_trail_is_read(auditor: Visitor, reference: str) -> None:
    auditor.go("/audit/").unfold("Filter").fill(about=reference, since=in_days(2), until=in_days(1))
    auditor.press("Filter", 422).to_the_fault()
    auditor.fill(until=in_days(2), since=in_days(-2)).press("Filter")
    auditor.sees("Shelly-Ann Greenidge", "Sandra Holder-Best", "Everton Clarke")
    assert auditor.page.locator("[name=since_year]").evaluate("one => one.scrollWidth <= one.clientWidth"), "cut off"
    link = auditor.page.get_by_role("link", name="Download as CSV").get_attribute("href") or ""
    file = auditor.fetch(link)
    assert file.type.startswith("text/csv")
    rows = list(csv.reader(io.StringIO(file.body.decode("utf-8-sig"))))
    assert {"Andre Harewood", "Marva Brathwaite", "Dr Ianthe Weekes"} <= {cell for row in rows for cell in row}, rows
    assert all(any(reference in cell for cell in row) for row in rows[1:]), rows
    auditor.press(f"case {reference}").sees("What has happened")


def in_days(days: int) -> date:
    return clock.local_date("America/Barbados") + timedelta(days=days)
