"""The register of permits: what is found, by what, in which order, and by whom."""

import gzip
from datetime import date, timedelta
from typing import Any

import pytest

from cites.accounts.models import Role
from cites.permits.models import Permit, RegisterEntry
from cites.permits.queries.permits import PermitState, state_of
from cites.permits.queries.register import ORDERS, Sought, all_in_order, entries_sought, state_of_entry
from cites.permits.services.permits import cancel_permit, report_lost
from cites.permits.services.register import enter_the_rest
from cites.permits.services.replacing import replace_permit
from kernel import clock
from tenants.context import today
from tests.factories.accounts import person
from tests.factories.permits import CONCH, Cast, alike, cast, issued


def signed_in(place: Any, user: Any) -> Any:
    client = place.client()
    client.force_login(user)
    return client


def page(client: Any, **asked: str) -> Any:
    return client.get("/permits/", asked).context["page"]


def listed(client: Any, **asked: str) -> list[str]:
    return [row.number for row in page(client, **asked).rows]


def found(**asked: Any) -> set[str]:
    return {entry.number for entry in entries_sought(Sought(**asked))}


def many(permit: Permit, count: int) -> list[Permit]:
    """Permits like one, issued a day apart in pairs, the last today."""
    day = permit.issued_on
    made = [alike(permit, on=day - timedelta(days=number // 2)) for number in range(count)]
    enter_the_rest()
    return made


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


@pytest.mark.parametrize(
    "text",
    ["sargasso", "Pelagic TRADING", "gigas", "aliger gig", "queen conch", "Strombus gigas", "{number}", "{case}"],
)
def test_a_permit_is_found_by_its_number_its_case_its_people_and_any_name_of_its_species(who: Cast, text: str) -> None:
    permit = issued(who)
    asked = text.format(number=permit.number.lower(), case=permit.application.reference)
    assert found(text=asked) == {permit.number}


@pytest.mark.parametrize("box", ["text", "species"])
@pytest.mark.parametrize("text", ["lambi", "queen lambi", "Lambi gigas", "caracol conch"])
def test_a_species_is_found_by_words_of_its_names_in_several_languages(who: Cast, box: str, text: str) -> None:
    permit = issued(who)
    assert found(**{box: text}) == {permit.number}
    assert found(**{box: f"{text} nobody"}) == set()


def test_a_synonym_is_found_by_the_box_for_species_and_a_trader_is_not(who: Cast) -> None:
    permit = issued(who)
    assert found(species="strombus gigas") == {permit.number}
    assert found(species="sargasso") == set()
    assert found(trader="sargasso") == {permit.number}
    assert found(trader="gigas") == set()


@pytest.mark.parametrize("text", ["nobody", "%", "'", "aliger nobody", "x' | 'sargasso", "\\", ":*"])
def test_nothing_else_is_found(who: Cast, text: str) -> None:
    issued(who)
    assert found(text=text) == set()


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        ({"document": "EXP"}, {"document": "REX"}),
        ({"appendix": "II"}, {"appendix": "I"}),
        ({"term": "MEA"}, {"term": "LIV"}),
        ({"source": "W"}, {"source": "C"}),
        ({"purpose": "T"}, {"purpose": "Z"}),
        ({"country": "US"}, {"country": "FR"}),
        ({"signatory": "sandra"}, {"signatory": "rosalind"}),
        ({"state": "valid"}, {"state": "expired"}),
    ],
)
def test_each_filter_keeps_what_fits_and_leaves_out_the_rest(
    who: Cast, asked: dict[str, str], other: dict[str, str]
) -> None:
    permit = issued(who)
    assert found(**asked) == {permit.number}
    assert found(**asked, text="aliger") == {permit.number}
    assert found(**other) == set()


def test_appendix_one_is_not_found_by_appendix_two(who: Cast) -> None:
    """Facts are found whole, and words by their beginning."""
    issued(who)
    assert found(appendix="I") == set()


def test_the_days_of_issue_are_both_included(who: Cast) -> None:
    permit = issued(who)
    day, one = permit.issued_on, timedelta(days=1)
    assert found(issued_from=day, issued_until=day) == {permit.number}
    assert found(issued_from=day + one) == found(issued_until=day - one) == set()


def test_good_on_a_day_means_issued_by_then_not_over_and_not_ended(who: Cast) -> None:
    permit = issued(who)
    one = timedelta(days=1)
    assert found(valid_on=permit.issued_on) == found(valid_on=permit.valid_until) == {permit.number}
    assert found(valid_on=permit.issued_on - one) == found(valid_on=permit.valid_until + one) == set()
    with clock.frozen(clock.now() + timedelta(days=10)):
        cancel_permit(permit=permit, reason="Wrong port", official=who.signatory)
        cancelled_on = today()
    assert found(valid_on=cancelled_on - one) == {permit.number}
    assert found(valid_on=cancelled_on) == set()


def test_what_has_expired_says_so_by_itself(who: Cast) -> None:
    permit = issued(who)
    assert found(state="valid") == {permit.number}
    with clock.frozen(clock.now() + (permit.valid_until - permit.issued_on) + timedelta(days=2)):
        assert found(state="valid") == set()
        assert found(state="expired") == {permit.number}


def test_each_event_is_in_the_register_with_it(who: Cast) -> None:
    first = issued(who)
    report_lost(permit=first, lost_on=today(), reason="In the harbour", official=who.officer)
    assert found(state="lost") == {first.number}
    second = replace_permit(permit=Permit.objects.get(pk=first.pk), reason="Lost", signatory=who.signatory)
    assert found(state="lost") == found(state="replaced") == {first.number}, "the lost paper is still about"
    assert found(state="valid") == {second.number}
    for permit in (first, second):
        fresh = Permit.objects.get(pk=permit.pk)
        assert state_of_entry(fresh.register_entry, today()) is state_of(fresh)


def test_what_was_issued_before_there_was_a_register_is_entered_once(who: Cast) -> None:
    permit = issued(who)
    RegisterEntry.objects.all().delete()
    assert enter_the_rest() == 1
    assert enter_the_rest() == 0
    assert found(text=permit.number) == {permit.number}


@pytest.mark.parametrize("order", ORDERS)
def test_in_every_order_pages_lead_through_all_permits_once_and_back(bb: Any, who: Cast, order: str) -> None:
    many(issued(who), 58)
    client = signed_in(bb, who.officer)
    seen, address = [], f"/permits/?sort={order}"
    there = client.get(address).context["page"]
    pages = [there]
    while there.following:
        there = client.get(there.following).context["page"]
        pages.append(there)
    seen = [row.number for each in pages for row in each.rows]
    column, falling = ORDERS[order]
    expected = list(RegisterEntry.objects.order_by(*((f"-{column}", "-pk") if falling else (column, "pk"))))
    assert seen == [entry.number for entry in expected]
    assert [len(each.rows) for each in pages] == [25, 25, 9]
    back = client.get(pages[2].previous).context["page"]
    assert [row.number for row in back.rows] == [row.number for row in pages[1].rows]
    assert client.get(back.previous).context["page"].previous == ""


def test_a_full_page_is_light_enough_for_2g(bb: Any, who: Cast) -> None:
    many(issued(who), 26)
    answer = signed_in(bb, who.officer).get("/permits/?state=valid")
    assert len(answer.context["page"].rows) == 25
    assert len(gzip.compress(answer.content, 9)) < 15_000


def test_a_key_that_is_gone_leads_to_the_beginning(bb: Any, who: Cast) -> None:
    permit = issued(who)
    client = signed_in(bb, who.officer)
    assert listed(client, after="999999999") == listed(client, after="x") == [permit.number]


def test_all_in_order_gives_each_once_however_many_at_a_time(who: Cast) -> None:
    many(issued(who), 7)
    entries = RegisterEntry.objects.order_by()
    for size in (1, 3, 8, 9):
        some = [entry.pk for part in all_in_order(entries, ORDERS["newest"], size) for entry in part]
        assert len(some) == len(set(some)) == 8


def test_a_day_that_is_none_is_said_and_narrows_nothing(bb: Any, who: Cast) -> None:
    permit = issued(who)
    answer = signed_in(bb, who.officer).get("/permits/", {"issued_from": "2026-13-40", "text": "sargasso"})
    assert answer.status_code == 422
    assert [row.number for row in answer.context["page"].rows] == [permit.number]


def test_the_page_says_what_is_narrowed_and_how_many_fit(bb: Any, who: Cast) -> None:
    permit = issued(who)
    answer = signed_in(bb, who.customs).get(
        "/permits/", {"text": "gigas", "appendix": "II", "issued_from": "2020-01-01"}
    )
    assert answer.context["page"].counted == "1 permit"
    assert answer.context["asked"].query == "text=gigas&appendix=II&issued_from=2020-01-01"
    text = answer.content.decode()
    assert f'href="/permits/{permit.number}/"' in text


def test_what_was_made_for_practice_is_never_said_to_be_valid(parties: Any) -> None:
    (twin,) = parties("vu-practice")
    with twin.active():
        enter_the_rest()
        assert RegisterEntry.objects.exists()
        states = {row.state_key for row in page(signed_in(twin, person(Role.MA_OFFICER))).rows}
    assert PermitState.VALID.value not in states


def test_lines_of_thousands_are_one_entry(who: Cast) -> None:
    permit = issued(who, [CONCH])
    entry = permit.register_entry
    assert (entry.species, entry.species_count, entry.appendices) == (["Aliger gigas"], 1, "II")
    assert entry.issued_on == date.fromisoformat(str(permit.issued_on))
