"""What is left of a quota: which specimens count against it, and what of permits and approvals is used up."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cites.permits.models import Application, Endorsement, EndorsementLine, EventKind, Permit
from cites.permits.queries.quota_booked import entries_of
from cites.permits.queries.quotas import Balance, balances_for
from cites.permits.rules.quotas import Quota
from cites.permits.services.events import write_event
from cites.permits.services.permits import cancel_permit
from cites.permits.signals import permit_used
from kernel import clock
from tenants.context import today
from tenants.errors import ProfileFaulty
from tenants.releases.models import Release
from tenants.releases.queries import release_in_force
from tests.factories.permits import CONCH, alike, an_application, cast, do, issued, to_payment
from tests.factories.quotas import CONCH_MEAT, with_quotas
from tests.thorough import often

CODES = st.sampled_from("WRFCA")


def balance(application: Application) -> Balance:
    (found,) = balances_for(Application.objects.get(pk=application.pk))
    return found


def used(permit: Permit, who: Any, *quantities: str) -> None:
    """The permit was used for these quantities of its lines."""
    entry = Endorsement.objects.create(permit=permit, exported_on=today(), port="BBBGI", official=who.customs)
    for line, quantity in zip(permit.lines.all(), quantities, strict=True):
        EndorsementLine.objects.create(endorsement=entry, permit_line=line, quantity=Decimal(quantity))
    write_event(permit, EventKind.USED, who.customs, permit_used)


@given(st.lists(CODES, max_size=3), st.text("WRFCA", min_size=1, max_size=2), st.sampled_from(["MEA", "SHE"]))
def test_specimens_count_by_kind_and_by_either_of_their_sources(sources: list[str], source: str, term: str) -> None:
    quota = Quota(taxon="ALI-GIG", terms=("MEA",), sources=tuple(sources), quantity=Decimal(1))
    assert quota.covers(term, source) == (term == "MEA" and (not sources or bool(set(source) & set(sources))))


@given(st.lists(CODES, max_size=3), st.sampled_from(["O", "OW", "OC", "WO"]))
def test_what_is_pre_convention_counts_only_where_a_quota_names_it(named: list[str], sources: str) -> None:
    assert not Quota(taxon="ALI-GIG", sources=tuple(named), quantity=Decimal(1)).covers("MEA", sources)
    assert Quota(taxon="ALI-GIG", sources=(*named, "O"), quantity=Decimal(1)).covers("MEA", sources)


@given(st.integers(1975, 2999), st.integers(1975, 2999))
def test_a_quota_without_a_year_holds_in_every_year(one: int, other: int) -> None:
    assert Quota(taxon="ALI-GIG", quantity=Decimal(1)).is_for(one)
    assert Quota(taxon="ALI-GIG", quantity=Decimal(1), year=one).is_for(other) == (one == other)


def test_a_number_of_specimens_is_counted_with_its_unit_or_without() -> None:
    pieces, kilograms = (Quota(taxon="ALI-GIG", quantity=Decimal(1), unit=unit) for unit in ("NAR", "KGM"))
    assert pieces.measured(Decimal(5), "") == pieces.measured(Decimal(5), "NAR") == 5
    assert pieces.measured(Decimal(5), "KGM") is None
    assert kilograms.measured(Decimal(5), "") is None


def test_without_a_quota_there_is_nothing_to_tell(bb: Any) -> None:
    who = cast()
    assert balances_for(an_application(who.trader)) == []
    with_quotas(corals={**CONCH_MEAT, "taxon": "CHE-MYD"})
    assert balances_for(an_application(who.trader)) == []


def test_a_quota_of_a_species_that_nobody_knows_is_refused(bb: Any) -> None:
    with pytest.raises(ProfileFaulty) as refusal:
        with_quotas(unicorns={**CONCH_MEAT, "taxon": "UNI-COR"})
    (fault,) = refusal.value.data["faults"]
    assert (fault["file"], fault["key"]) == ("quotas.toml", "quotas.unicorns.taxon")


def test_a_release_of_before_there_were_quotas_states_none(bb: Any) -> None:
    stated = {name: part for name, part in release_in_force().parts.items() if name != "quotas"}
    old = Release(text=json.dumps(stated))
    assert old.part("quotas").quotas == {}
    assert old.parts == {**stated, "quotas": {}}


def test_permits_of_the_year_use_it_up_and_what_really_left_counts(bb: Any) -> None:
    who = cast()
    with_quotas(conch=CONCH_MEAT)
    first = issued(who)
    cancel_permit(permit=alike(first), reason="Lost.", official=who.signatory)
    alike(first, on=date(today().year - 1, 12, 31))
    used(alike(first), who, "1000", "400")
    now = balance(an_application(who.trader))
    assert (now.permitted, now.reserved, now.asked, now.left) == (2250, 0, 1250, 2750)
    assert not now.is_too_little


def test_what_expired_without_a_use_on_record_is_told_apart(bb: Any) -> None:
    who = cast()
    with clock.frozen(datetime(2026, 1, 12, 15, tzinfo=UTC)):
        with_quotas(conch=CONCH_MEAT)
        spent = issued(who)
        alike(spent)
        used(spent, who, "1250", "400")
        assert balance(an_application(who.trader)).permitted == 2500
    with clock.frozen(datetime(2026, 9, 1, 15, tzinfo=UTC)):
        later = balance(an_application(who.trader))
        assert (later.permitted, later.expired) == (1250, 1250)


def test_what_is_approved_is_reserved_until_its_permit_is_issued_or_it_is_sent_anew(bb: Any) -> None:
    who = cast()
    with_quotas(conch=CONCH_MEAT)
    approved, other = to_payment(an_application(who.trader), who), an_application(who.trader)
    assert balance(other).reserved == 1250
    own = balance(approved)
    assert (own.reserved, own.asked, own.left) == (0, 1250, 5000)
    do(approved, "withdraw", who.trader, {"reason": "Sold at home"})
    assert balance(other).reserved == 0
    assert balance(approved).asked == 0


def test_a_case_that_has_its_permit_asks_for_nothing_more(bb: Any) -> None:
    who = cast()
    with_quotas(conch=CONCH_MEAT)
    now = balance(issued(who).application)
    assert (now.permitted, now.asked) == (1250, 0)


def test_more_than_is_left_is_told(bb: Any) -> None:
    who = cast()
    with_quotas(conch={**CONCH_MEAT, "quantity": "1249.5"})
    now = balance(an_application(who.trader))
    assert (now.is_too_little, now.is_overdrawn) == (True, False)
    with_quotas(conch={**CONCH_MEAT, "quantity": "1250"})
    assert not balance(an_application(who.trader)).is_too_little
    issued(who)
    with_quotas(conch={**CONCH_MEAT, "quantity": "1249"})
    assert balance(an_application(who.trader)).is_overdrawn


def test_lines_in_another_unit_are_named_and_not_counted(bb: Any) -> None:
    who = cast()
    with_quotas(conch={**CONCH_MEAT, "unit": "NAR"})
    issued(who)
    now = balance(an_application(who.trader))
    assert (now.permitted, now.asked, now.uncounted) == (0, 0, 2)


def test_grams_count_against_kilograms(bb: Any) -> None:
    who = cast()
    with_quotas(conch=CONCH_MEAT)
    grams = CONCH | {"quantity": Decimal(500_000), "unit": "GRM"}
    assert balance(an_application(who.trader, [CONCH, grams])).asked == 1750


def test_what_comes_from_another_country_counts_against_no_quota_of_this_one(bb: Any) -> None:
    who = cast()
    with_quotas(conch=CONCH_MEAT)
    foreign = CONCH | {"country_of_origin": "BS"}
    assert balance(an_application(who.trader, [CONCH, foreign])).asked == 1250
    assert balances_for(an_application(who.trader, [foreign])) == []


def test_of_several_quotas_the_narrowest_comes_first(bb: Any) -> None:
    who = cast()
    with_quotas(all={"taxon": "ALI-GIG", "unit": "KGM", "quantity": "9"}, conch=CONCH_MEAT)
    assert [bool(each.quota.terms) for each in balances_for(an_application(who.trader))] == [True, False]


def test_a_quota_of_one_year_takes_the_place_of_that_of_every_year(bb: Any) -> None:
    who = cast()
    year = today().year
    with_quotas(
        every=CONCH_MEAT,
        this={**CONCH_MEAT, "year": year, "quantity": "7"},
        past={**CONCH_MEAT, "year": year - 1, "quantity": "8"},
    )
    assert balance(an_application(who.trader)).quota.quantity == 7


def test_a_number_of_specimens_is_a_whole_number(bb: Any) -> None:
    with pytest.raises(ProfileFaulty) as refusal:
        with_quotas(conch={**CONCH_MEAT, "unit": "NAR", "quantity": "1.5"})
    assert [fault["key"] for fault in refusal.value.data["faults"]] == ["quotas.conch.quantity"]


def test_a_quota_is_stated_once(bb: Any) -> None:
    with pytest.raises(ProfileFaulty) as refusal:
        with_quotas(one=CONCH_MEAT, other={**CONCH_MEAT, "quantity": "7"})
    assert [fault["key"] for fault in refusal.value.data["faults"]] == ["quotas.other.taxon"]


def test_a_species_counts_against_the_quota_of_its_group(bb: Any) -> None:
    who = cast()
    staghorn = {"taxon_code": "ACR-SPP", "term": "LIV", "quantity": Decimal(40), "unit": "NAR", "source": "W"}
    with_quotas(corals={"taxon": "SCL-SPP", "quantity": "100"}, conch=CONCH_MEAT)
    assert balance(an_application(who.trader, [staghorn])).asked == 40


@pytest.fixture
def year(bb: Any) -> tuple[Any, Permit]:
    """An office with a quota and one permit that counts against it."""
    who = cast()
    with_quotas(conch=CONCH_MEAT)
    return who, issued(who)


@settings(max_examples=often(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["kept", "cancelled", "last year", "used", "used for less"]), max_size=7))
def test_the_balance_is_the_sum_of_what_happened(year: tuple[Any, Permit], fates: list[str]) -> None:
    who, first = year
    with transaction.atomic():
        expected = Decimal(1250)
        for fate in fates:
            permit = alike(first, on=date(today().year - 1, 6, 1) if fate == "last year" else None)
            if fate == "cancelled":
                cancel_permit(permit=permit, reason="Lost.", official=who.signatory)
            elif fate.startswith("used"):
                used(permit, who, "1250" if fate == "used" else "700.5", "1")
            expected += {"kept": 1250, "used": 1250, "used for less": Decimal("700.5")}.get(fate, 0)
        now = balance(first.application)
        assert now.permitted == expected
        assert now.left == 5000 - expected
        transaction.set_rollback(True)


def test_a_quota_may_be_of_one_purpose_and_leave_the_others_alone(bb: Any) -> None:
    who = cast()
    with_quotas(sold={**CONCH_MEAT, "purposes": ["T"]}, studied={**CONCH_MEAT, "purposes": ["S"], "quantity": "10"})
    issued(who)
    sold = to_payment(an_application(who.trader), who)
    (found,) = balances_for(sold)
    assert (found.quota.purposes, found.permitted, found.reserved) == (("T",), Decimal(1250), Decimal(0))
    (stated,) = {line.quota_total for line in Permit.objects.first().lines.filter(term="MEA")}  # type: ignore[union-attr]
    assert stated == Decimal(5000)


def test_a_quota_of_some_days_counts_what_is_permitted_on_them(bb: Any) -> None:
    who, year = cast(), today().year
    days = {"year": year, "first_day": f"{year}-06-01", "last_day": f"{year}-06-30"}
    with clock.frozen(datetime(year, 5, 20, 12, tzinfo=UTC)):
        with_quotas(june={**CONCH_MEAT, **days}, conch={**CONCH_MEAT, "quantity": "9000"})
        early = issued(who)
        assert [each.quota.quantity for each in balances_for(early.application)] == [9000]
    with clock.frozen(datetime(year, 6, 10, 12, tzinfo=UTC)):
        asked = an_application(who.trader)
        june, conch = balances_for(asked)
        assert (june.quota.quantity, june.permitted, june.asked) == (5000, 0, 1250)
        assert (conch.quota.quantity, conch.permitted) == (9000, 1250)
        assert [each.permit_line.permit for each in entries_of(june.quota, year) if each.permit_line] == []
        late = issued(who)
        assert {each.permit_line.permit for each in entries_of(june.quota, year) if each.permit_line} == {late}


@pytest.mark.parametrize(
    ("days", "key"),
    [
        ({"first_day": "2026-03-01"}, "first_day"),
        ({"year": 2026, "last_day": "2027-03-01"}, "last_day"),
        ({"year": 2026, "first_day": "2026-05-01", "last_day": "2026-03-01"}, "last_day"),
    ],
)
def test_the_days_of_a_quota_lie_in_its_year_one_after_the_other(bb: Any, days: dict[str, Any], key: str) -> None:
    with pytest.raises(ProfileFaulty) as refused:
        with_quotas(conch={**CONCH_MEAT, **days})
    assert f"quotas.conch.{key}" in str(refused.value.data)


@given(
    st.sampled_from("TSP"), st.lists(st.sampled_from("TSP"), max_size=2), st.dates(date(2026, 1, 1), date(2026, 12, 31))
)
def test_purpose_and_day_decide_as_kind_and_source_do(purpose: str, purposes: list[str], day: date) -> None:
    first, last = date(2026, 4, 1), date(2026, 9, 30)
    quota = Quota(
        taxon="ALI-GIG", purposes=tuple(purposes), first_day=first, last_day=last, year=2026, quantity=Decimal(1)
    )
    assert quota.covers("MEA", "W", purpose, day) == ((not purposes or purpose in purposes) and first <= day <= last)
    assert quota.covers("MEA", "W", "", first)
