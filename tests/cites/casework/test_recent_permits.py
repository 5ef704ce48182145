"""What else was permitted: to the same trader, of the same species, and how much of it this year."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from cites.accounts.models import Organisation, Role, User
from cites.casework.queries.recent import RecentPermits, first_recent_day
from cites.permits.models import Application, Permit
from cites.permits.services.permits import cancel_permit
from tenants.context import today
from tests.factories.accounts import person
from tests.factories.permits import CONCH, SHELLS, alike, an_application, cast, do, issued

CLAMS = CONCH | {"taxon_code": "TRI-MAX", "term": "LIV", "unit": "NAR", "source": "F"}


def seen(place: Any, application: Application, reader: User) -> Any:
    client = place.client()
    client.force_login(reader)
    return client.get(f"/cases/{application.reference}/")


def sent(who: Any, *lines: Any) -> Application:
    application = an_application(who.trader, lines or (CONCH, SHELLS))
    do(application, "submit", who.trader)
    return application


def numbers(group: RecentPermits) -> list[str]:
    return [permit.number for permit in group.permits]


def test_the_traders_and_the_species_permits_are_told_apart(bb: Any) -> None:
    who = cast()
    own = issued(who)
    others = alike(own, applicant=person(role=Role.TRADER))
    page = seen(bb, sent(who), who.officer)
    of_trader, of_conch = page.context["view"].recent
    assert numbers(of_trader) == [own.number]
    assert numbers(of_conch) == [others.number, own.number]
    assert (of_trader.species, of_conch.species) == ("", own.lines.all()[0].scientific_name)
    (permit,) = of_trader.permits
    assert permit.specimens[0].endswith("1,250\u00a0kg")
    assert permit.specimens[1].endswith("400\u00a0specimens")
    assert f'href="/cases/{own.application.reference}/">{own.number}</a>' in page.content.decode()


def test_a_species_on_several_lines_is_told_once_and_each_other_species_by_itself(bb: Any) -> None:
    who = cast()
    own = issued(who)
    groups = seen(bb, sent(who, CONCH, SHELLS, CLAMS), who.officer).context["view"].recent
    assert [numbers(group) for group in groups] == [[own.number], [own.number], []]


def test_the_permits_of_ones_organisation_are_the_traders(bb: Any) -> None:
    who, firm = cast(), Organisation.objects.create(name="Sargasso Seafood Ltd")
    colleagues = alike(issued(who), applicant=person(role=Role.TRADER), organisation=firm)
    own = Permit.objects.exclude(pk=colleagues.pk).get()
    application = sent(who)
    assert numbers(seen(bb, application, who.officer).context["view"].recent[0]) == [own.number]
    Application.objects.filter(pk=application.pk).update(organisation=firm)
    assert numbers(seen(bb, application, who.officer).context["view"].recent[0]) == [colleagues.number, own.number]


def test_the_cases_own_permit_is_not_among_them(bb: Any) -> None:
    who = cast()
    permit = issued(who)
    assert [group.permits for group in seen(bb, permit.application, who.officer).context["view"].recent] == [[], []]


def test_five_are_shown_and_the_others_of_two_years_are_counted(bb: Any) -> None:
    who = cast()
    first = issued(who)
    made = [alike(first, on=today() - timedelta(days=30 * each)) for each in range(1, 8)]
    alike(first, on=first_recent_day(today()) - timedelta(days=1))
    page = seen(bb, sent(who), who.officer)
    for group in page.context["view"].recent:
        assert numbers(group) == [first.number, *(permit.number for permit in made[:4])]
        assert group.more == 3
    assert page.content.decode().count("and 3 more in the last 24 months") == 2


def test_each_is_shown_as_what_it_is_good_for(bb: Any) -> None:
    who = cast()
    valid = issued(who)
    cancelled, expired = alike(valid), alike(valid, on=today() - timedelta(days=400))
    cancel_permit(permit=cancelled, reason="Lost.", official=who.signatory)
    states = {
        permit.number: permit.status_key
        for permit in seen(bb, sent(who), who.officer).context["view"].recent[0].permits
    }
    assert states == {valid.number: "valid", cancelled.number: "cancelled", expired.number: "expired"}


def test_the_page_costs_the_same_queries_however_much_was_permitted(bb: Any) -> None:
    who = cast()
    first = issued(who)
    application = sent(who)
    client = bb.client()
    client.force_login(who.officer)
    client.get(f"/cases/{application.reference}/")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/cases/{application.reference}/")
    for _more in range(6):
        alike(first)
    with CaptureQueriesContext(connection) as many:
        client.get(f"/cases/{application.reference}/")
    assert len(many) == len(few)


def permitted(page: Any) -> list[tuple[str, str]]:
    return [(row.term, row.quantity) for row in page.context["view"].permitted]


def test_what_was_permitted_this_year_is_summed_by_term_and_unit(bb: Any) -> None:
    who = cast()
    first = issued(who)
    alike(first, applicant=person(role=Role.TRADER))
    cancelled = alike(first)
    cancel_permit(permit=cancelled, reason="Lost.", official=who.signatory)
    alike(first, on=date(today().year - 1, 12, 31))
    page = seen(bb, sent(who), who.officer)
    assert permitted(page) == [("meat (MEA)", "2,500\u00a0kg"), ("shell (SHE)", "800\u00a0specimens")]


def test_a_number_of_specimens_is_one_sum_with_its_unit_or_without(bb: Any) -> None:
    who = cast()
    issued(who, [SHELLS, SHELLS | {"unit": ""}])
    assert permitted(seen(bb, sent(who), who.officer)) == [("shell (SHE)", "800\u00a0specimens")]


def test_where_nothing_was_permitted_the_page_says_so(bb: Any) -> None:
    who = cast()
    page = seen(bb, sent(who), who.science)
    assert permitted(page) == [("", "")]
    text = page.content.decode()
    assert "None so far" in text
    assert text.count("None in the last 24 months.") == 2


@pytest.mark.parametrize("role", ["cashier", "customs"])
def test_who_takes_fees_or_checks_at_the_border_reads_none_of_it(bb: Any, role: str) -> None:
    who = cast()
    view = seen(bb, issued(who).application, getattr(who, role)).context["view"]
    assert (view.recent, view.permitted, view.missing) == ([], [], [])


@given(st.dates(min_value=date(1975, 7, 1), max_value=date(2200, 12, 31)))
def test_two_years_before_is_the_same_day_and_never_further_back_than_731_days(day: date) -> None:
    before = first_recent_day(day)
    assert (before.year, before.month) == (day.year - 2, day.month)
    assert (day - before).days in (730, 731)
