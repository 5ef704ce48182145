"""Exports that were issued on paper this year have used some of its quotas."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cites.casework.queries.quotas import shown_quotas_of_taxon
from cites.permits.models import Permit
from cites.permits.queries.quota_papers import on_paper_in, permitted_by_month
from cites.permits.queries.quotas import Balance, balances_of_taxon, sum_of
from cites.permits.services.papers_imported import accept_papers, read_paper_sheet
from kernel import clock
from tenants.context import today
from tests.factories.papers import MEAT_ROW, a_sheet
from tests.factories.permits import an_application, cast, do, issued, pay, to_payment
from tests.factories.quotas import CONCH_MEAT, with_quotas

ENDED, SOURCE, ORIGIN, SPECIMENS = ",Used,", ",W,", ",BB", "MEA,40,KGM"


@pytest.fixture
def who(bb: Any) -> Any:
    who = cast()
    with_quotas(conch=CONCH_MEAT)
    return who


def paper(number: str, quantity: str, *changes: tuple[str, str], issued_on: date | None = None) -> str:
    """The row of an export of meat, by default of the first day of this year."""
    day = issued_on or today().replace(month=1, day=1)
    until = day.replace(month=6, day=30)
    text = MEAT_ROW.replace("98/0041", number).replace("1998-03-02", str(day)).replace("1998-09-01", str(until))
    for was, now in ((SPECIMENS, f"MEA,{quantity},KGM"), *changes):
        before, found, after = text.rpartition(was)
        assert found, was
        text = before + now + after
    return text


def taken_over(who: Any, *rows: str) -> None:
    sheet = read_paper_sheet(file=a_sheet(rows), actor=who.officer)
    assert (sheet.good, sheet.bad) == (len(rows), 0)
    accept_papers(sheet=sheet.pk, actor=who.officer)


def balance() -> Balance:
    (found,) = balances_of_taxon("ALI-GIG")
    return found


def test_a_paper_of_this_year_counts_with_all_that_stands_on_it(who: Any) -> None:
    issued(who)
    taken_over(who, paper("26/1", "700.5"), paper("26/2", "300"))
    assert (balance().permitted, balance().on_paper) == (Decimal("2250.5"), Decimal("1000.5"))
    assert balance().left == Decimal("2749.5")
    (shown,) = shown_quotas_of_taxon("ALI-GIG")
    assert [each for each in shown.remarks if "1,000.5\N{NO-BREAK SPACE}kg" in each and "paper" in each], shown.remarks


@pytest.mark.parametrize(
    ("change", "counted"),
    [
        ((ENDED, ",Cancelled,"), 0),
        ((ENDED, ",Replaced,"), 0),
        ((ENDED, ",Lost,"), 80),
        ((ENDED, ",,"), 80),
        ((ORIGIN, ",JM"), 0),
        ((ORIGIN, ","), 80),
        ((SOURCE, ",C,"), 0),
        ((SOURCE, ",,"), 80),
        (("Export permit", "Import permit"), 0),
        (("MEA,80,KGM", "MEA,80,GRM"), Decimal("0.08")),
        (("MEA,80,KGM", "SHE,80,NAR"), 0),
    ],
)
def test_what_of_a_paper_counts_is_told_by_what_it_says(who: Any, change: tuple[str, str], counted: Decimal) -> None:
    taken_over(who, paper("26/1", "80", change))
    assert balance().on_paper == balance().permitted == counted


def test_each_counts_in_its_own_year_and_month(who: Any) -> None:
    year = today().year
    taken_over(who, paper("26/1", "10"), paper("25/9", "20", issued_on=date(year - 1, 5, 4)))
    assert balance().on_paper == 10
    assert [each.quantity for each in on_paper_in(year - 1)] == [20]
    months = permitted_by_month(year - 1)
    assert {month: sum_of(balance().quota, found) for month, found in months.items()} == {5: 20}


def test_what_they_have_used_stands_in_box_11a_and_is_not_left_for_an_approval(who: Any) -> None:
    with clock.frozen(clock.now()):
        taken_over(who, paper("26/1", "3500"))
        application = to_payment(an_application(who.trader), who)
        pay(application, who)
        do(application, "issue", who.signatory)
        meat = Permit.objects.get(application=application).lines.get(term="MEA")
        assert (meat.quota_used, meat.quota_total) == (4750, 5000)
        assert balance().left == 250


def test_papers_that_overdraw_a_quota_are_taken_over_and_the_page_warns(who: Any) -> None:
    taken_over(who, paper("26/1", "6000"))
    assert balance().is_overdrawn
    (shown,) = shown_quotas_of_taxon("ALI-GIG")
    assert shown.warnings
