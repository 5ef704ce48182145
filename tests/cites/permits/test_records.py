"""Permits and endorsements are written once, counted right, and numbered without gaps."""

import threading
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cites.permits.errors import FaultyEndorsement, MoreThanPermitted, NotValidNow
from cites.permits.models import Endorsement, NumberCounter, Permit, PermitEvent, PermitLine
from cites.permits.queries.permits import PermitState, permit_of, state_of
from cites.permits.services.numbers import take_number
from cites.permits.services.permits import cancel_permit, endorse_permit
from kernel import clock
from tenants.context import today
from tests.factories.permits import CONCH, SHELLS, an_application, cast, issued
from tests.thorough import often

QUANTITIES = st.decimals(min_value=Decimal("-5"), max_value=Decimal("3000"), places=3)


@pytest.fixture
def who(bb: Any) -> Any:
    return cast()


@pytest.fixture
def permit(who: Any) -> Permit:
    return permit_of(issued(who, lines=(CONCH,)).application.case)


def endorse(permit: Permit, quantity: Decimal, **changes: Any) -> Endorsement:
    facts = {
        "quantities": {1: quantity},
        "exported_on": today(),
        "port": permit.port_of_exit,
        "official": permit.signatory,
        **changes,
    }
    return endorse_permit(permit=permit, **facts)


def test_an_endorsed_permit_is_used_and_not_endorsed_again(permit: Permit) -> None:
    endorse(permit, Decimal("1249.5"))
    again = Permit.objects.get(pk=permit.pk)
    assert state_of(again) is PermitState.USED
    with pytest.raises(NotValidNow):
        endorse(again, Decimal(1))
    with pytest.raises(NotValidNow):
        cancel_permit(permit=again, reason="too late", official=permit.signatory)


def test_of_a_number_of_specimens_a_whole_number_left(who: Any) -> None:
    shells = permit_of(issued(who, lines=(SHELLS,)).application.case)
    with pytest.raises(FaultyEndorsement):
        endorse(shells, Decimal("0.5"))
    assert endorse(shells, Decimal("3.0")).lines.get().quantity == 3


@settings(max_examples=often(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(quantity=QUANTITIES)
def test_box_14_never_says_more_than_box_11(permit: Permit, quantity: Decimal) -> None:
    permitted = permit.lines.get().quantity
    point = transaction.savepoint()
    try:
        if Decimal(0) < quantity <= permitted:
            assert endorse(permit, quantity).lines.get().quantity == quantity
        else:
            with pytest.raises((MoreThanPermitted, FaultyEndorsement)):
                endorse(permit, quantity)
            assert not Endorsement.objects.filter(permit=permit).exists()
    finally:
        transaction.savepoint_rollback(point)


@pytest.mark.parametrize(
    "wrong",
    [
        {"port": "USMIA"},
        {"quantities": {}},
        {"quantities": {1: Decimal(1), 2: Decimal(1)}},
        {"quantities": {1: Decimal("NaN")}},
    ],
)
def test_an_endorsement_that_cannot_be_is_refused(permit: Permit, wrong: Any) -> None:
    with pytest.raises(FaultyEndorsement):
        endorse(permit, Decimal(1), **wrong)


def test_nothing_leaves_before_the_issue_or_tomorrow(permit: Permit) -> None:
    for day in (permit.issued_on - timedelta(days=1), today() + timedelta(days=1)):
        with pytest.raises((FaultyEndorsement, NotValidNow)):
            endorse(permit, Decimal(1), exported_on=day)


def test_an_expired_permit_cannot_be_used(permit: Permit) -> None:
    late = permit.issued_at + timedelta(days=300)
    with clock.frozen(late), pytest.raises(NotValidNow):
        endorse(permit, Decimal(1), exported_on=permit.valid_until + timedelta(days=1))


def test_an_export_permit_is_valid_for_six_months_at_most(permit: Permit) -> None:
    assert (permit.valid_until.year * 12 + permit.valid_until.month) - (
        permit.issued_on.year * 12 + permit.issued_on.month
    ) in (5, 6)
    assert permit.valid_until <= permit.issued_on + timedelta(days=184)


@pytest.mark.parametrize("model", [Permit, PermitLine, PermitEvent])
@pytest.mark.parametrize("deed", ["UPDATE {table} SET id = id", "DELETE FROM {table}"])
def test_the_database_refuses_to_change_what_was_issued(permit: Permit, model: Any, deed: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(deed.format(table=model._meta.db_table))


def test_a_second_permit_of_one_application_is_refused_by_the_database(permit: Permit) -> None:
    from cites.permits.services.issuing import issue_permits

    before = NumberCounter.objects.get(series="permit").last
    with pytest.raises(IntegrityError):
        issue_permits(application=permit.application, signatory=permit.signatory)
    assert NumberCounter.objects.get(series="permit").last == before


def test_numbers_follow_each_other_and_a_rollback_leaves_no_gap(who: Any) -> None:
    first = take_number(document_type="EXP")
    point = transaction.savepoint()
    take_number(document_type="EXP")
    transaction.savepoint_rollback(point)
    second = take_number(document_type="EXP")
    assert int(second[-6:]) == int(first[-6:]) + 1


def test_the_year_of_a_number_is_the_partys_own(parties: Any) -> None:
    from datetime import UTC, datetime

    (fj,) = parties("fj")
    with fj.active(), clock.frozen(datetime(2026, 12, 31, 13, 0, tzinfo=UTC)):
        assert take_number(document_type="EXP").startswith("27FJ")


def test_two_who_issue_at_once_get_a_number_each(own_database: Any) -> None:
    from tenants.context import party_context
    from tenants.models import Party

    party = Party.objects.get(iso2="BB")
    taken: list[str] = []

    def take() -> None:
        try:
            with party_context(party), transaction.atomic():
                taken.append(take_number(document_type="EXP"))
        finally:
            connection.close_everything()  # type: ignore[attr-defined]

    threads = [threading.Thread(target=take) for _one in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    serials = sorted(int(number[-6:]) for number in taken)
    assert serials == list(range(serials[0], serials[0] + 6))


def test_an_absurd_quantity_is_not_sent(who: Any) -> None:
    from tests.factories.permits import do
    from workflows.errors import ActionRefused

    draft = an_application(who.trader, lines=({**CONCH, "quantity": Decimal("5e9")},))
    with pytest.raises(ActionRefused):
        do(draft, "submit", who.trader)
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.lines.update(quantity=Decimal(-1))
