"""The ledger of quotas follows every step, and says the same as counting the permits themselves."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cites.permits.documents.publishing import sheet_for
from cites.permits.models import Application, Permit, PermitLine, QuotaEntry, RuleOverride
from cites.permits.queries.permits import PermitState, state_of
from cites.permits.queries.quota_ledger import reserved_by_line
from cites.permits.queries.quotas import (
    Balance,
    balances_for,
    balances_of_taxon,
    balances_of_year,
    reasons_beyond_quotas,
)
from cites.permits.rules.authorities import UNDO_A_DECISION
from cites.permits.services.closing import hand_back_permits
from cites.permits.services.permits import cancel_permit, endorse_permit
from cites.permits.services.quotas import book_the_rest, follow_step, release_the_expired
from cites.permits.services.replacing import replace_permit
from cites.permits.tasks import book_quotas
from cites.permits.words import sentence_of_reason
from kernel import clock
from tenants.context import today
from tenants.errors import AppendOnlyRecord
from tests.factories.permits import CONCH, alike, an_application, cast, do, issued, pay, to_decision, to_payment
from tests.factories.quotas import CONCH_MEAT, with_quotas
from tests.thorough import often
from workflows.errors import ActionRefused
from workflows.models import Case, CaseStep

KIND = QuotaEntry.Kind
WHY = "The stock was assessed anew, and the Gazette follows."
many = settings(max_examples=often(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def who(bb: Any) -> Any:
    who = cast()
    with_quotas(conch=CONCH_MEAT)
    return who


def balance() -> Balance:
    (found,) = balances_of_taxon("ALI-GIG")
    return found


def moved(of: Any = None) -> list[tuple[str, Decimal, Decimal]]:
    """The entries of the meat of an application, or of everything."""
    entries = QuotaEntry.objects.filter(term="MEA", **({"application": of} if of else {}))
    return list(entries.values_list("kind", "reserved", "committed"))


def used(permit: Permit, who: Any, quantity: str, on: Any = None) -> None:
    quantities = {line.position: Decimal(quantity) if line.term == "MEA" else Decimal(1) for line in permit.lines.all()}
    endorse_permit(
        permit=permit, quantities=quantities, exported_on=on or today(), port=permit.port_of_exit, official=who.customs
    )


def test_a_permit_goes_through_the_ledger_from_its_approval_to_box_14(who: Any) -> None:
    application = to_payment(an_application(who.trader), who)
    assert moved() == [(KIND.RESERVE, 1250, 0)]
    pay(application, who)
    do(application, "issue", who.signatory)
    permit = Permit.objects.get(application=application)
    assert moved()[1:] == [(KIND.COMMIT, -1250, 1250)]
    used(permit, who, "1000.5")
    assert moved()[2:] == [(KIND.ADJUST, 0, Decimal("-249.5"))]
    assert (balance().permitted, balance().reserved) == (Decimal("1000.5"), 0)
    entry = QuotaEntry.objects.filter(kind=KIND.COMMIT, term="MEA").get()
    assert (entry.year, entry.sources, entry.unit) == (today().year, "W", "KGM")
    assert entry.permit_line.permit == permit
    assert entry.release_number == permit.release_number


def test_lines_that_no_quota_is_about_are_in_the_ledger_too_for_one_may_be_stated_later(bb: Any) -> None:
    who = cast()
    issued(who)
    assert QuotaEntry.objects.filter(kind=KIND.COMMIT).count() == 2
    with_quotas(conch=CONCH_MEAT)
    assert balance().permitted == 1250
    with_quotas(renamed={**CONCH_MEAT, "unit": "TON", "quantity": "5"})
    assert balance().permitted == Decimal("1.25")


def test_what_is_given_up_is_given_back(who: Any) -> None:
    application = to_payment(an_application(who.trader), who)
    do(application, "withdraw", who.trader)
    assert moved() == [(KIND.RESERVE, 1250, 0), (KIND.RELEASE, -1250, 0)]
    assert balance().reserved == 0


def test_whatever_closes_a_case_gives_back_what_it_has_reserved(who: Any) -> None:
    application = to_payment(an_application(who.trader), who)
    case = Case.objects.get(pk=application.case_id)
    follow_step(CaseStep(case=case, verb="note"))
    assert moved() == [(KIND.RESERVE, 1250, 0)]
    case.closed_at = clock.now()
    follow_step(CaseStep(case=case, verb="lapse"))
    follow_step(CaseStep(case=case, verb="lapse"))
    assert moved()[1:] == [(KIND.RELEASE, -1250, 0)]


@pytest.mark.parametrize("verb", UNDO_A_DECISION)
def test_what_undoes_an_approval_gives_back_what_it_reserved(who: Any, verb: str) -> None:
    application = to_payment(an_application(who.trader), who)
    case = Case.objects.get(pk=application.case_id)
    done = CaseStep.objects.filter(case=case).order_by("version").last()
    assert done is not None
    done.pk, done._state.adding, done.key = None, True, None
    done.verb, done.version = verb, done.version + 1
    done.save(force_insert=True)
    follow_step(done)
    assert moved() == [(KIND.RESERVE, 1250, 0), (KIND.RELEASE, -1250, 0)]


def test_what_is_cancelled_or_replaced_is_given_back_and_a_replacement_counts_once(who: Any) -> None:
    first = issued(who)
    second = replace_permit(permit=first, reason="Spoilt.", signatory=who.signatory)
    assert balance().permitted == 1250
    assert moved()[1:] == [(KIND.COMMIT, -1250, 1250), (KIND.RELEASE, 0, -1250), (KIND.COMMIT, 0, 1250)]
    cancel_permit(permit=second, reason="Not needed.", official=who.signatory)
    assert balance().permitted == 0


def test_a_replacement_in_january_counts_in_the_year_of_the_first(bb: Any) -> None:
    with clock.frozen(datetime(2026, 12, 1, 15, tzinfo=UTC)):
        who = cast()
        with_quotas(conch=CONCH_MEAT)
        first = issued(who)
    with clock.frozen(datetime(2027, 1, 10, 15, tzinfo=UTC)):
        second = replace_permit(permit=first, reason="Spoilt.", signatory=who.signatory)
        assert balance().permitted == 0
        assert balances_of_year(2026)["conch"].permitted == 1250
        said = [(line.quota_used, line.quota_total) for line in second.lines.filter(term="MEA")]
        assert said == [(1250, 5000)]


def test_a_permit_handed_back_unused_takes_nothing(who: Any) -> None:
    permit = issued(who)
    hand_back_permits(case=permit.application.case, remark="Not used.", official=who.officer)
    assert (balance().permitted, balance().expired) == (0, 0)


def test_the_year_and_the_end_of_a_permit_are_the_partys_own_days(bb: Any) -> None:
    before_midnight = datetime(2027, 1, 1, 3, 30, tzinfo=UTC)  # 23.30 on 31 December in Bridgetown
    with clock.frozen(before_midnight):
        who = cast()
        with_quotas(conch=CONCH_MEAT)
        permit = issued(who)
        assert {entry.year for entry in QuotaEntry.objects.all()} == {2026}
    last = datetime(permit.valid_until.year, permit.valid_until.month, permit.valid_until.day, 4, tzinfo=UTC)
    last += timedelta(days=1)  # midnight in Bridgetown after the last day
    for moment, expected in ((last - timedelta(minutes=1), 1250), (last, 0)):
        with clock.frozen(moment):
            assert balances_of_year(2026)["conch"].permitted == expected
            assert book_quotas() == (0 if expected else 1)
            assert book_quotas() == 0
            assert balances_of_year(2026)["conch"].permitted == expected


def test_what_expired_counts_again_when_its_copy_comes_late(bb: Any) -> None:
    with clock.frozen(datetime(2026, 1, 12, 15, tzinfo=UTC)):
        who = cast()
        with_quotas(conch=CONCH_MEAT)
        permit = issued(who)
        shipped = today()
    with clock.frozen(datetime(2026, 9, 1, 15, tzinfo=UTC)):
        assert (balance().permitted, balance().expired) == (0, 1250)
        assert release_the_expired() == 1
        assert (balance().permitted, balance().expired) == (0, 1250)
        used(Permit.objects.get(pk=permit.pk), who, "900", on=shipped)
        assert (balance().permitted, balance().expired) == (900, 0)


def test_more_than_is_left_takes_a_reason_on_record(who: Any) -> None:
    with_quotas(conch={**CONCH_MEAT, "quantity": "1249.5", "stated_in": "Official Gazette No. 12"})
    application = to_decision(an_application(who.trader), who)
    with pytest.raises(ActionRefused) as refusal:
        do(application, "approve", who.decider)
    rule = refusal.value.reasons[-1]
    assert (rule.code, rule.source) == ("B-QUOTA", "Official Gazette No. 12")
    assert "1249.5 KGM left, 1250 KGM asked" in str(rule)
    assert not QuotaEntry.objects.exists()
    do(application, "approve", who.decider, {"reason": WHY})
    assert RuleOverride.objects.get(rule="B-QUOTA").reason == WHY
    assert balance().is_overdrawn
    pay(application, who)
    do(application, "issue", who.signatory)
    line = PermitLine.objects.get(term="MEA")
    assert (line.quota_used, line.quota_total) == (1250, Decimal("1249.5"))


def test_of_an_overdrawn_quota_none_is_left_and_it_is_said_how_much_is_booked(bb: Any, who: Any) -> None:
    with_quotas(conch=CONCH_MEAT)
    to_payment(an_application(who.trader), who)
    application = to_decision(an_application(who.trader), who)
    for quantity, said in (
        ("1238", "none left, for 12 kg more than the quota are booked; 1,250 kg asked"),
        ("1250", "none left, 1,250 kg asked"),
    ):
        with_quotas(conch={**CONCH_MEAT, "quantity": quantity})
        assert said in sentence_of_reason(reasons_beyond_quotas(application)[-1])


def test_the_official_is_asked_for_the_reason_on_the_page(bb: Any, who: Any) -> None:
    with_quotas(conch={**CONCH_MEAT, "quantity": "1000"})
    application = to_decision(an_application(who.trader), who)
    client = bb.client()
    client.force_login(who.decider)
    page = client.get(f"/cases/{application.reference}/do/approve/").content.decode()
    assert f"Of our quota for {today().year} of 1,000 kg of Aliger gigas: 1,000 kg left, 1,250 kg asked" in page


def test_a_permit_beyond_a_quota_that_was_lowered_since_is_not_issued(who: Any) -> None:
    application = to_payment(an_application(who.trader), who)
    pay(application, who)
    with_quotas(conch={**CONCH_MEAT, "quantity": "1249"})
    with pytest.raises(ActionRefused) as refusal:
        do(application, "issue", who.signatory)
    assert [reason.code for reason in refusal.value.reasons] == ["quota_exceeded"]
    assert not Permit.objects.exists()
    with_quotas(conch={**CONCH_MEAT, "quantity": "1250"})
    do(application, "issue", who.signatory)


def test_what_was_approved_last_year_waits_in_this_one(bb: Any) -> None:
    with clock.frozen(datetime(2026, 12, 30, 15, tzinfo=UTC)):
        who = cast()
        with_quotas(conch=CONCH_MEAT)
        application = to_payment(an_application(who.trader), who)
        pay(application, who)
    with clock.frozen(datetime(2027, 1, 10, 15, tzinfo=UTC)):
        assert (balance().year, balance().reserved) == (2027, 1250)
        do(application, "issue", who.signatory)
        assert (balance().permitted, balance().reserved) == (1250, 0)
        assert balances_of_year(2026)["conch"].permitted == 0


def test_box_11a_is_of_the_narrowest_quota_and_in_the_unit_of_box_11(who: Any) -> None:
    with_quotas(conch=CONCH_MEAT, all={"taxon": "ALI-GIG", "unit": "KGM", "quantity": "9000"})
    grams = CONCH | {"quantity": Decimal(500_000), "unit": "GRM"}
    permit = issued(who, (CONCH, grams, CONCH | {"term": "SHE", "source": "C", "unit": "NAR"}))
    said = [(line.quota_used, line.quota_total) for line in permit.lines.all()]
    assert said == [(1750, 5000), (1_750_000, 5_000_000), (None, None)]
    assert [line.quota for line in sheet_for(permit, permit.lines.all()).lines] == [
        "1,750 / 5,000", "1,750,000 / 5,000,000", "",
    ]  # fmt: skip
    other = issued(who, (CONCH,))
    assert [line.quota_used for line in other.lines.all()] == [3000]


def test_the_second_source_counts_as_well_as_the_first(who: Any) -> None:
    with_quotas(conch={**CONCH_MEAT, "sources": ["I"]})
    application = an_application(who.trader, [CONCH | {"source": "W", "source2": "I"}])
    assert [each.asked for each in balances_for(application)] == [1250]


def test_the_ledger_is_never_changed_and_books_a_permit_once(who: Any) -> None:
    permit = issued(who)
    entry = QuotaEntry.objects.filter(kind=KIND.COMMIT).first()
    assert entry is not None
    for change in (entry.save, entry.delete):
        with pytest.raises(AppendOnlyRecord):
            change()
    for fields in ({"kind": KIND.COMMIT, "committed": 1}, {"kind": KIND.RELEASE, "committed": 1}):
        again = QuotaEntry(
            permit_line=permit.lines.first(), application=permit.application, position=1, year=2026, release_number=1,
            taxon_code="ALI-GIG", term="MEA", sources="W", unit="KGM", **fields,
        )  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            again.save(force_insert=True)


def test_what_a_program_of_before_issued_or_approved_is_booked_by_the_task(who: Any, monkeypatch: Any) -> None:
    with monkeypatch.context() as before:
        for name in ("events.follow_event", "issuing.hold_quotas"):
            before.setattr(f"cites.permits.services.{name}", lambda *given: None)
        before.setattr("cites.permits.actions.approve.reserve_quotas", lambda application: None)
        used(issued(who), who, "1000")
        cancel_permit(permit=issued(who), reason="Lost.", official=who.signatory)
        to_payment(an_application(who.trader), who)
    assert (balance().permitted, balance().reserved) == (0, 0)
    assert book_the_rest() == 3
    assert (balance().permitted, balance().reserved) == (1000, 1250)
    assert book_the_rest() == 0


def facts(entries: Iterable[QuotaEntry]) -> list[Any]:
    names = ("kind", "year", "application_id", "position", "permit_line_id", "taxon_code", "sources", "unit")
    numbers = ("reserved", "committed")
    return sorted((tuple(str(getattr(each, name)) for name in names), *(Decimal(getattr(each, name)) for name in numbers))
                  for each in entries)  # fmt: skip


def test_the_migration_books_what_the_steps_would_have_booked(who: Any) -> None:
    migration = import_module("cites.permits.migrations.0024_quota_entries")
    first = issued(who)
    used(first, who, "1000")
    replace_permit(permit=alike(first), reason="Spoilt.", signatory=who.signatory)
    cancel_permit(permit=alike(first), reason="Lost.", official=who.signatory)
    to_payment(an_application(who.trader), who)
    do(to_payment(an_application(who.trader), who), "withdraw", who.trader)
    own = ("", "BB")
    of_permits = list(migration.entries_of_permits(apps, QuotaEntry, own))
    of_approvals = list(migration.entries_of_approvals(apps, QuotaEntry, own))
    assert facts(of_approvals) == facts(
        QuotaEntry.objects.filter(kind=KIND.RESERVE, application__permits=None, application__case__closed_at=None)
    )
    booked = list(QuotaEntry.objects.exclude(permit_line=None))
    for each in booked:
        each.reserved = Decimal(0)  # what their approvals had reserved is not booked afterwards
    assert facts(of_permits) == facts(booked)


FATES = ["kept", "cancelled", "used", "used for less", "replaced", "handed back", "expired"]


@pytest.fixture
def office(who: Any) -> tuple[Any, Permit, Application]:
    with_quotas(conch={**CONCH_MEAT, "quantity": "999999"})
    return who, issued(who), to_payment(an_application(who.trader), who)


def counted_from_permits() -> Decimal:
    """How much the permits themselves say, without the ledger."""
    found = Decimal(0)
    for line in PermitLine.objects.filter(term="MEA"):
        if state_of(line.permit) in (PermitState.VALID, PermitState.LOST):
            found += line.quantity
        elif state_of(line.permit) is PermitState.USED:
            found += line.endorsed.quantity
    return found


@many
@given(st.lists(st.tuples(st.sampled_from(FATES), st.integers(0, 1250)), max_size=8), st.booleans())
def test_in_any_order_of_events_the_ledger_says_what_the_permits_say(
    office: tuple[Any, Permit, Application], fates: list[tuple[str, int]], has_run: bool
) -> None:
    who, first, waiting = office
    with transaction.atomic():
        for fate, quantity in fates:
            permit = alike(first, on=today() - timedelta(days=250) if fate == "expired" else None)
            match fate:
                case "cancelled":
                    cancel_permit(permit=permit, reason="Lost.", official=who.signatory)
                case "used" | "used for less":
                    used(permit, who, "1250" if fate == "used" else str(quantity))
                case "replaced":
                    replace_permit(permit=permit, reason="Spoilt.", signatory=who.signatory)
                case "handed back":
                    hand_back_permits(case=permit.application.case, remark="Not used.", official=who.officer)
        if has_run:
            release_the_expired()
        now = balance()
        assert now.permitted == counted_from_permits()
        assert now.reserved == reserved_by_line(waiting)[1] == 1250
        assert min(now.permitted, now.reserved, now.left) >= 0
        transaction.set_rollback(True)
