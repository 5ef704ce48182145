"""News of a permit is sent once its transaction is committed, once each, and never of what was undone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from cites.permits import signals
from cites.permits.models import CrossingWay, Permit
from cites.permits.services.closing import hand_back_permits
from cites.permits.services.crossings import record_crossing
from cites.permits.services.permits import cancel_permit, endorse_permit, report_lost
from cites.permits.services.replacing import replace_permit
from tenants.context import today
from tests.factories.all_documents import issued_as
from tests.factories.permits import CONCH, Cast, an_application, cast, do, issued, pay, to_payment

NAMES = (
    "permit_issued",
    "permit_cancelled",
    "permit_used",
    "permit_handed_back",
    "permit_lost",
    "permit_replaced",
    "permit_crossed",
)


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


@contextmanager
def heard() -> Iterator[list[tuple[str, str]]]:
    """What is told meanwhile, as the name of the signal and the number of the permit."""
    told: list[tuple[str, str]] = []
    ears = {name: _ear(name, told) for name in NAMES}
    for name, ear in ears.items():
        getattr(signals, name).connect(ear)
    try:
        yield told
    finally:
        for name, ear in ears.items():
            getattr(signals, name).disconnect(ear)


def _ear(name: str, told: list[tuple[str, str]]) -> Callable[..., None]:
    return lambda permit, **news: told.append((name, permit.number))


def lost(permit: Permit, who: Cast) -> Any:
    return report_lost(permit=permit, lost_on=today(), reason="Gone.", official=who.officer)


def cancelled(permit: Permit, who: Cast) -> Any:
    return cancel_permit(permit=permit, reason="Not wanted.", official=who.signatory)


def used(permit: Permit, who: Cast) -> Any:
    said = {"quantities": {1: Decimal(1)}, "exported_on": today(), "port": permit.port_of_exit}
    return endorse_permit(permit=permit, official=who.customs, **said)


def handed_back(permit: Permit, who: Cast) -> Any:
    return hand_back_permits(case=permit.application.case, remark="", official=who.officer)


@pytest.mark.parametrize(
    ("deed", "name"),
    [
        (lost, "permit_lost"),
        (cancelled, "permit_cancelled"),
        (used, "permit_used"),
        (handed_back, "permit_handed_back"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_each_is_told_once_when_it_is_committed(
    who: Cast, deed: Any, name: str, django_capture_on_commit_callbacks: Any
) -> None:
    permit = issued(who, lines=(CONCH,))
    with heard() as told:
        with django_capture_on_commit_callbacks(execute=True):
            deed(permit, who)
            assert told == []
        assert told == [(name, permit.number)]


def test_an_issue_is_told_once(who: Cast, django_capture_on_commit_callbacks: Any) -> None:
    application = to_payment(an_application(who.trader, (CONCH,)), who)
    pay(application, who)
    with heard() as told:
        with django_capture_on_commit_callbacks(execute=True):
            do(application, "issue", who.signatory)
            assert told == []
        assert told == [("permit_issued", application.permits.get().number)]


def test_each_crossing_under_a_certificate_for_several_is_told(
    who: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    instrument = issued_as("MIC", who)
    said = {"quantities": {1: Decimal(1)}, "crossed_on": today(), "port": "BBBGI", "official": who.customs}
    with heard() as told:
        for way in (CrossingWay.OUT, CrossingWay.IN):
            with django_capture_on_commit_callbacks(execute=True):
                record_crossing(permit=instrument, way=way, **said)
        assert told == [("permit_crossed", instrument.number)] * 2


def test_a_replacement_is_told_of_both(who: Cast, django_capture_on_commit_callbacks: Any) -> None:
    permit = issued(who, lines=(CONCH,))
    with heard() as told:
        with django_capture_on_commit_callbacks(execute=True):
            new = replace_permit(permit=permit, reason="Wet.", signatory=who.signatory)
        assert told == [("permit_replaced", permit.number), ("permit_issued", new.number)]


def test_nothing_is_told_of_what_was_undone(who: Cast, django_capture_on_commit_callbacks: Any) -> None:
    permit = issued(who, lines=(CONCH,))
    with heard() as told:
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            cancelled(permit, who)
            transaction.set_rollback(True)
        assert told == []
