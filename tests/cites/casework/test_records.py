"""What is on record for good: refusals that are found and told, void numbers without gaps, and exceptions."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from cites.permits.errors import CannotPrint
from cites.permits.models import Application, Permit
from cites.permits.queries.applications import reasons_against
from cites.permits.queries.voided import numbers_of, voided_numbers
from cites.permits.services import issuing
from cites.permits.services.numbers import take_number
from cites.permits.services.papers_imported import accept_papers, read_paper_sheet
from cites.permits.services.permits import cancel_permit
from cites.permits.services.replacing import replace_permit
from kernel.reasons import Severity
from tenants.context import today
from tests.factories.accounts import person
from tests.factories.papers import CONCH_ROW, a_sheet
from tests.factories.permits import CONCH, FINDING, SHELLS, Cast, an_application, cast, do, issued, pay, to_payment
from workflows.errors import ActionRefused

WHY = "Nobody can say where the shells are from."


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


def refused(who: Cast, lines: Any = (CONCH,), ground: str = "not_legal", **answers: Any) -> Application:
    application = an_application(who.trader, lines, **answers)
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    do(application, "complete_examination", who.officer)
    do(application, "record_finding", who.science, FINDING)
    do(application, "refuse", who.decider, {"ground": ground, "reason": WHY})
    return application


def page(bb: Any, official: Any, address: str) -> str:
    client = bb.client()
    client.force_login(official)
    return str(client.get(address).content.decode())


def told(application: Application) -> list[str]:
    return [str(each.data["reference"]) for each in reasons_against(application) if each.code == "OWN-REFUSED"]


def test_a_refusal_is_found_by_ground_species_and_country(bb: Any, who: Cast) -> None:
    found = refused(who)
    base = "/cases/record/refusals/"
    shown = page(bb, who.officer, base)
    for text in (found.reference, WHY, "Not shown to be obtained legally", "Aliger gigas", "Everton Clarke"):
        assert text in shown
    year = today().year
    for query in ("ground=not_legal", "species=queen", "species=ALI-GIG", "country=US", f"year={year}"):
        assert found.reference in page(bb, who.officer, f"{base}?{query}")
    for query in ("ground=quota", "species=parrot", "country=FR", f"year={year - 1}"):
        assert "Nothing on record" in page(bb, who.officer, f"{base}?{query}")


def test_its_csv_has_the_same(bb: Any, who: Cast) -> None:
    found = refused(who)
    csv = page(bb, who.officer, "/cases/record/refusals.csv?ground=not_legal")
    assert found.reference in csv
    assert WHY in csv


@pytest.mark.parametrize(
    "address", ["/cases/record/refusals", "/cases/record/void-numbers", "/cases/record/retrospective"]
)
@pytest.mark.parametrize("tail", ["/", ".csv"])
def test_a_year_that_cannot_be_read_is_said_and_nothing_is_handed_out(
    bb: Any, who: Cast, address: str, tail: str
) -> None:
    found, client = refused(who), bb.client()
    client.force_login(who.officer)
    answer = client.get(f"{address}{tail}?year=abc")
    assert answer.status_code == 422
    assert "text/html" in answer["Content-Type"]
    assert "Enter a whole number" in answer.content.decode()
    assert found.reference not in answer.content.decode()


@pytest.mark.parametrize("address", ["/audit/entries.csv?since=abc", "/cases/indicators/all.csv?period=abc"])
def test_no_other_file_ignores_a_filter_either(bb: Any, address: str) -> None:
    client = bb.client()
    client.force_login(person(role="party_administrator", name="Adele Administrator"))
    answer = client.get(address)
    assert (answer.status_code, "text/html" in answer["Content-Type"]) == (422, True)


def test_days_in_its_csv_are_read_by_programs(bb: Any, who: Cast) -> None:
    refused(who)
    assert f"{today().isoformat()}," in page(bb, who.officer, "/cases/record/refusals.csv")
    assert today().isoformat() not in page(bb, who.officer, "/cases/record/refusals/")


def test_an_earlier_refusal_of_like_specimens_is_told_and_forbids_nothing(who: Cast) -> None:
    first = refused(who)
    again = an_application(who.trader, (CONCH, SHELLS))
    (reason,) = [each for each in reasons_against(again) if each.code == "OWN-REFUSED"]
    assert (reason.severity, reason.data["line"], reason.data["reference"]) == (Severity.WARNING, 1, first.reference)
    assert reason.source == "This Party’s own record"
    do(again, "submit", who.trader)


def test_of_several_the_latest_is_told(who: Cast) -> None:
    refused(who)
    latest = refused(who)
    assert told(an_application(who.trader, (CONCH,))) == [latest.reference]


def test_nothing_is_told_of_others_and_of_other_goods(who: Cast) -> None:
    refused(who)
    assert told(an_application(who.trader, (SHELLS,))) == []
    stranger = person(role="trader", name="Somebody Else")
    assert told(an_application(stranger, (CONCH,))) == []


def test_nothing_is_told_of_what_was_not_refused(who: Cast) -> None:
    issued(who, lines=(CONCH,))
    assert told(an_application(who.trader, (CONCH,))) == []


def test_a_void_number_stays_on_record_with_what_replaces_it(bb: Any, who: Cast) -> None:
    first, second = issued(who, lines=(CONCH,)), issued(who, lines=(CONCH,))
    new = replace_permit(permit=first, reason="Wet through.", signatory=who.signatory)
    cancel_permit(permit=second, reason="Not wanted.", official=who.signatory)
    assert [event.permit.number for event in voided_numbers(today().year)] == [second.number, first.number]
    shown = page(bb, who.officer, "/cases/record/void-numbers/")
    for text in (
        first.number,
        new.number,
        "Wet through.",
        second.number,
        "Not wanted.",
        "A document bears each of them",
    ):
        assert text in shown
    assert new.number in page(bb, who.officer, "/cases/record/void-numbers.csv")
    assert "Nothing on record" in page(bb, who.officer, f"/cases/record/void-numbers/?year={today().year - 1}")


def test_numbers_have_no_gaps_whatever_fails(who: Cast, monkeypatch: Any) -> None:
    issued(who, lines=(CONCH,))
    application = to_payment(an_application(who.trader, (CONCH,)), who)
    pay(application, who)

    def fail(*_args: Any) -> None:
        raise CannotPrint(message="No.")

    with monkeypatch.context() as broken:
        broken.setattr(issuing, "index_application", fail)  # after the number was taken
        with pytest.raises(ActionRefused), transaction.atomic():
            do(application, "issue", who.signatory)
    do(application, "issue", who.signatory)
    counted = numbers_of(today().year)
    assert (counted.given, counted.borne, counted.missing) == (2, 2, 0)
    assert Permit.objects.count() == 2


def test_a_number_that_no_document_bears_is_pointed_out(bb: Any, who: Cast) -> None:
    take_number(document_type="EXP")
    assert "no document bears 1" in page(bb, who.officer, "/cases/record/void-numbers/")


def test_a_number_that_is_passed_over_because_it_stands_on_paper_is_not_missing(bb: Any, who: Cast) -> None:
    day = today().isoformat()
    row = CONCH_ROW.replace("BB/98/0041", f"{today():%y}BB000001").replace("1998-03-02,1998-09-01", f"{day},{day}")
    sheet = read_paper_sheet(file=a_sheet([row]), actor=who.officer)
    accept_papers(sheet=sheet.pk, actor=who.officer)
    assert take_number(document_type="EXP").endswith("000002")
    counted = numbers_of(today().year)
    assert (counted.given, counted.borne, counted.passed, counted.missing) == (2, 0, 1, 1)


def test_what_was_granted_afterwards_is_listed_for_the_secretariat(bb: Any, who: Cast) -> None:
    permit = issued(who, lines=(CONCH,))
    left_on = permit.issued_on - timedelta(days=3)
    other = Permit.objects.get(pk=permit.pk)
    other.pk, other.number, other.code, other.batch_position, other._state.adding = None, "26BB009999", "X", 2, True
    other.answers = {"left_on": left_on.isoformat(), "retrospective_reason": "The courier took the wrong box."}
    other.save(force_insert=True)
    shown = page(bb, who.officer, "/cases/record/retrospective/")
    assert "26BB009999" in shown
    assert "The courier took the wrong box." in shown
    assert permit.number not in shown
