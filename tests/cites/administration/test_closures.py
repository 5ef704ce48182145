"""The offices are declared closed, and everybody who waits sees it at once."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from kernel import clock
from tests.factories.accounts import person
from tests.factories.permits import an_application, cast, do
from workflows.closures import closures
from workflows.models import Case, Closure

MONDAY = datetime(2026, 6, 1, 16, tzinfo=UTC)


def signed_in(place: Any, user: Any) -> Any:
    client = place.client()
    client.force_login(user)
    return client


def days(name: str, day: date | None) -> dict[str, str]:
    if day is None:
        return {}
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def declared(client: Any, first: date, last: date | None, reason: str = "Cyclone") -> Any:
    told = {**days("first_day", first), **days("last_day", last), "reason": reason}
    return client.post("/administration/closures/", told, follow=True)


def test_an_administrator_declares_a_cyclone_says_when_it_ended_and_withdraws_it(bb: Any) -> None:
    client = signed_in(bb, person("party_administrator", name="Ada Administrator"))
    page = declared(client, date(2026, 6, 3), None).content.decode()
    assert "until further notice" in page
    assert "Declared by Ada Administrator" in page
    closure = Closure.objects.get()
    client.post(f"/administration/closures/{closure.pk}/", days("last_day", date(2026, 6, 5)))
    assert closures().get().last_day == date(2026, 6, 5)
    client.post(f"/administration/closures/{closure.pk}/withdraw/")
    assert not closures().exists()


def test_a_closure_that_ends_before_it_begins_is_refused_and_nothing_typed_is_lost(bb: Any) -> None:
    client = signed_in(bb, person("party_administrator"))
    answer = declared(client, date(2026, 6, 3), date(2026, 6, 2), "A long reason")
    assert answer.status_code == 422
    assert "must not be before the first" in answer.content.decode()
    assert "A long reason" in answer.content.decode()
    assert not Closure.objects.exists()


def test_the_applicant_and_the_officer_read_a_later_day_and_why(bb: Any) -> None:
    who = cast()
    with clock.frozen(MONDAY):
        application = an_application(who.trader)
        do(application, "submit", who.trader)
        trader, officer = signed_in(bb, who.trader), signed_in(bb, who.officer)
        mine, theirs = f"/applications/{application.reference}/", f"/cases/{application.reference}/"
        before = trader.get(mine).content.decode()
        assert "Expect an answer by 15 June 2026" in before
        assert "0 of 10 working days used" in before
        declared(signed_in(bb, person("party_administrator")), date(2026, 6, 1), date(2026, 6, 3), "Cyclone Elsa")
        for page in (trader.get(mine), officer.get(theirs)):
            assert "Expect an answer by 17 June 2026" in page.content.decode()
            assert "The offices are closed: Cyclone Elsa" in page.content.decode()
    with clock.frozen(MONDAY + timedelta(days=30)):
        assert "It takes longer than that" in trader.get(mine).content.decode()


def test_the_clock_stands_still_while_the_applicant_owes_an_answer(bb: Any) -> None:
    who = cast()
    with clock.frozen(MONDAY):
        application = an_application(who.trader)
        do(application, "submit", who.trader)
        do(application, "start_examination", who.officer)
    with clock.frozen(MONDAY + timedelta(days=2)):
        do(application, "ask", who.officer, {"text": "Which licence?"})
    with clock.frozen(MONDAY + timedelta(days=20)):
        page = signed_in(bb, who.trader).get(f"/applications/{application.reference}/").content.decode()
        assert "The clock stands still" in page
        assert "8 working days are left" in page


def test_a_draft_and_a_closed_case_have_no_clock(bb: Any) -> None:
    who = cast()
    application = an_application(who.trader)
    client = signed_in(bb, who.trader)
    assert "working days used" not in client.get(f"/applications/{application.reference}/").content.decode()
    do(application, "submit", who.trader)
    do(application, "withdraw", who.trader, {"reason": "Sold at home"})
    assert Case.objects.get(pk=application.case_id).closed_at
    assert "working days used" not in client.get(f"/applications/{application.reference}/").content.decode()
