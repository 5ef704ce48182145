"""Published quotas add up: the lines of an application, and what this Party's permits of the year took before."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.models import Application
from cites.permits.queries.applications import facts_of, reasons_against
from cites.permits.queries.published_quotas import taken_of_quotas
from cites.permits.queries.so_far import said_of_line
from cites.permits.rules.facts import LineFacts, QuotaFacts, TakenFacts, TradeFacts
from cites.permits.rules.published_quotas import reasons_from_published_quotas
from cites.permits.services.permits import cancel_permit, endorse_permit
from cites.permits.words import sentence_of_reason
from cites.species.memory import forget
from cites.species.models import PublishedQuota, Taxon
from kernel.reasons import Reason
from tenants.context import today
from tests.factories.permits import CONCH, SHELLS, alike, an_application, cast, do, issued, pay, to_decision, to_payment
from tests.factories.quotas import CONCH_MEAT, with_quotas
from workflows.errors import ActionRefused

Publish = Callable[..., PublishedQuota]
MEAT = {"terms": "MEA", "sources": "W", "unit": "KGM", "quantity": 3000}
WHY = {"reason": "The Secretariat is told of a higher quota."}


@pytest.fixture
def published(bb: Any, monkeypatch: Any) -> Publish:
    """State a quota as if it had been imported: a Party's login only reads what all Parties share."""
    stated: list[PublishedQuota] = []

    def publish(country: str = "BB", **said: Any) -> PublishedQuota:
        year = today().year
        days = {"valid_from": date(year, 1, 1), "valid_to": date(year, 12, 31)}
        told = {**days, **MEAT, **said, "quantity": Decimal(said.get("quantity", MEAT["quantity"]))}
        stated.append(
            PublishedQuota(pk=len(stated) + 1, taxon=Taxon.objects.get(code="ALI-GIG"), country=country, **told)
        )
        forget()
        return stated[-1]

    def of_country(country: str) -> tuple[PublishedQuota, ...]:
        return tuple(each for each in stated if each.country == country)

    for place in ("cites.species.queries", "cites.species.queries.protections"):
        monkeypatch.setattr(f"{place}.published_quotas_from", of_country)
    return publish


@pytest.fixture
def who(bb: Any) -> Any:
    return cast()


def said_of(application: Application) -> list[str]:
    return [sentence_of_reason(each) for each in beyond(application)]


def beyond(application: Application) -> list[Reason]:
    fresh = Application.objects.get(pk=application.pk)
    return [each for each in reasons_against(fresh) if each.code == "B-QUOTA"]


def meat(kilograms: Any, **more: Any) -> dict[str, Any]:
    return {**CONCH, "quantity": Decimal(kilograms), **more}


def test_lines_that_are_each_within_a_quota_are_beyond_it_together(published: Publish, who: Any) -> None:
    published()
    lines = (meat(1000), meat(1_500_000, unit="GRM"), meat(501), SHELLS)
    reasons = beyond(an_application(who.trader, lines))
    assert [each.data["line"] for each in reasons] == [1, 2, 3]
    assert sentence_of_reason(reasons[0]) == (
        "The whole application asks 3,001 kg, more than the published quota of 3,000 kg."
    )
    assert beyond(an_application(who.trader, lines[:2])) == []


def test_what_permits_of_the_year_took_is_not_left_and_it_is_said_how_much_is(published: Publish, who: Any) -> None:
    published(notes="wild, meat")
    first = issued(who)
    to_payment(an_application(who.trader), who)
    application = an_application(who.trader)
    assert said_of(application) == [
        f"Of the published quota of 3,000 kg our permits of {today().year} took 2,500 kg: 500 kg left, 1,250 kg asked: "
        "“wild, meat”"
    ]
    endorse_permit(
        permit=first, quantities={1: Decimal(400), 2: Decimal(1)}, exported_on=today(), port=first.port_of_exit,
        official=who.customs,
    )  # fmt: skip
    assert said_of(application) == []


def test_what_is_given_back_is_left_again(published: Publish, who: Any) -> None:
    published(quantity=2400)
    permit, application = issued(who), an_application(who.trader)
    assert len(beyond(application)) == 1
    cancel_permit(permit=permit, reason="Lost.", official=who.signatory)
    assert beyond(application) == []


def test_its_own_approval_and_permit_are_not_counted_beside_what_it_asks(published: Publish, who: Any) -> None:
    published(quantity=1250)
    approved = to_payment(an_application(who.trader), who)
    assert beyond(approved) == []
    permit = issued_after(approved, who)
    assert beyond(permit.application) == []


def issued_after(approved: Application, who: Any) -> Any:
    pay(approved, who)
    do(approved, "issue", who.signatory)
    return approved.permits.get()


def test_another_year_takes_nothing_of_this_one(published: Publish, who: Any) -> None:
    published(quantity=2400)
    first = issued(who)
    cancelled = alike(first, on=date(today().year - 1, 12, 31))
    cancel_permit(permit=first, reason="Lost.", official=who.signatory)
    assert cancelled.issued_on.year == today().year - 1
    assert beyond(an_application(who.trader)) == []


def test_the_most_particular_quota_speaks_first_and_each_broader_one_is_a_ceiling_as_well(
    published: Publish, who: Any
) -> None:
    published(terms="", sources="", quantity=1100)
    published(quantity=1000)
    published(sources="", quantity=1050)
    published(terms="SHE", quantity=1)
    reasons = beyond(an_application(who.trader, (CONCH,)))
    assert [each.data["most"] for each in reasons] == ["1000", "1050", "1100"]


def test_more_than_is_left_is_approved_for_a_reason_only(published: Publish, who: Any) -> None:
    published(quantity=2400)
    issued(who)
    application = to_decision(an_application(who.trader), who)
    with pytest.raises(ActionRefused) as refused:
        do(application, "approve", who.decider, {"reason": ""})
    assert "B-QUOTA" in {each.code for each in refused.value.reasons}
    do(application, "approve", who.decider, WHY)


def test_what_permits_of_another_country_took_is_not_known_and_its_quota_is_compared_with_what_is_asked(
    published: Publish, who: Any
) -> None:
    published(country="JM", quantity=2000)
    issued(who)
    lines = (meat(1250, country_of_origin="JM"), meat(1250, country_of_origin="JM"))
    away = {"exporter_country": "JM", "consignee_country": "BB"}
    application = an_application(who.trader, lines, "IMP", **away)
    assert (
        said_of(application) == ["The whole application asks 2,500 kg, more than the published quota of 2,000 kg."] * 2
    )
    assert beyond(an_application(who.trader, lines[:1], "IMP", **away)) == []


def test_of_one_line_as_much_is_said_as_of_all(published: Publish, who: Any) -> None:
    published(quantity=2000)
    application = an_application(who.trader, (meat(1250), meat(1000)))
    line = application.lines.first()
    assert line is not None
    assert [each.message for each in said_of_line(line) if each.code == "B-QUOTA"] == [
        each.message for each in beyond(application)[:1]
    ]
    one = facts_of(application, today(), [line])[0].taken
    assert one == facts_of(application, today())[0].taken


def test_thousands_of_lines_cost_no_more_queries_than_one(published: Publish, who: Any) -> None:
    published(quantity=2000)
    issued(who)
    costs = []
    for many in (1, 40):
        application = an_application(who.trader, [meat(1)] * many)
        trade, facts = facts_of(application, today())
        with CaptureQueriesContext(connection) as asked:
            taken_of_quotas(application, trade.exporter, facts, today(), is_whole=True)
        costs.append(len(asked))
    assert costs[0] == costs[1] == 3


def test_without_a_published_quota_nothing_is_asked(who: Any) -> None:
    application = an_application(who.trader)
    trade, facts = facts_of(application, today())
    with CaptureQueriesContext(connection) as asked:
        assert taken_of_quotas(application, trade.exporter, facts, today(), is_whole=True) == {}
    assert len(asked) == 0


amounts = st.decimals(0, 200, places=1)


@given(amounts, amounts, amounts, amounts)
def test_a_line_is_beyond_a_quota_if_and_only_if_all_that_is_asked_and_taken_is(
    most: Decimal, own: Decimal, besides: Decimal, taken: Decimal
) -> None:
    line = LineFacts(1, True, "Animalia", "II", "MEA", own, "KGM", "W", quotas=(QuotaFacts(most, "KGM", key=7),))
    trade = TradeFacts("EXP", "BB", "US", "T", date(2026, 3, 9), taken={7: TakenFacts(own + besides, taken)})
    reasons = list(reasons_from_published_quotas(line, trade))
    assert bool(reasons) == (most == 0 or own + besides + taken > most)
    for each in reasons:
        assert str(each)
        assert 0 <= Decimal(each.data.get("left", 0)) <= most


@given(amounts, amounts, amounts, amounts)
def test_taking_more_never_takes_a_reason_away(most: Decimal, own: Decimal, taken: Decimal, more: Decimal) -> None:
    line = LineFacts(1, True, "Animalia", "II", "MEA", own, "KGM", "W", quotas=(QuotaFacts(most, "KGM", key=7),))
    said = [
        bool(list(reasons_from_published_quotas(line, TradeFacts(
            "EXP", "BB", "US", "T", date(2026, 3, 9), taken={7: TakenFacts(own, each)}
        ))))
        for each in (taken, taken + more)
    ]  # fmt: skip
    assert said[0] <= said[1]


def test_box_11a_is_of_the_published_quota_where_the_party_states_none(published: Publish, who: Any) -> None:
    published()
    published(terms="", quantity=9000)
    other = meat(3, taxon_code="TRI-MAX", term="SHE", unit="NAR")
    grams = meat(500_000, unit="GRM")
    issued(who, (meat(1000),))
    permit = issued(who, (meat(250), grams, other))
    said = [(line.quota_used, line.quota_total) for line in permit.lines.order_by("position")]
    assert said == [(1750, 3000), (1_750_000, 3_000_000), (None, None)]
    with_quotas(conch=CONCH_MEAT)
    (line,) = issued(who, (meat(10),)).lines.all()
    assert (line.quota_used, line.quota_total) == (1760, 5000)
