"""Certificates for several movements: each is entered, none uses the certificate up, and its case ends by being closed."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cites.permits.errors import FaultyEndorsement, MoreThanPermitted, NotForSeveralMovements, NotValidNow
from cites.permits.forms.closing import ClosingForm
from cites.permits.forms.crossing import CrossingForm
from cites.permits.forms.endorsement import EndorsementForm
from cites.permits.forms.reasons import CancellationForm
from cites.permits.models import Crossing, CrossingWay, Permit
from cites.permits.queries.permits import PermitState, permit_of, permits_of, state_of
from cites.permits.services.crossings import record_crossing
from kernel import clock
from tenants.audit.models import AuditEntry
from tenants.context import today
from tests.factories.all_documents import CORAL_LAMP, issued_as
from tests.factories.permits import CONCH, SHELLS, cast, do, issued, stage_of
from tests.thorough import often
from workflows.errors import ActionRefused
from workflows.models import Case
from workflows.queries import history, sentence_of

OUT, IN = CrossingWay.OUT, CrossingWay.IN
QUANTITIES = st.decimals(min_value=Decimal("-5"), max_value=Decimal("3000"), places=3)


@pytest.fixture
def who(bb: Any) -> Any:
    return cast()


@pytest.fixture
def instrument(who: Any) -> Permit:
    return issued_as("MIC", who)


def enter(permit: Permit, quantity: Any = 1, way: CrossingWay = OUT, **changes: Any) -> Crossing:
    facts = {
        "way": way,
        "quantities": {1: Decimal(quantity)},
        "crossed_on": today(),
        "port": "BBBGI",
        "official": permit.signatory,
        **changes,
    }
    return record_crossing(permit=permit, **facts)


def answers(way: CrossingWay = OUT, quantity: int = 12) -> dict[str, Any]:
    return {"way": way, "quantities": {1: Decimal(quantity)}, "crossed_on": today(), "port": "BBBGI"}


def fresh(permit: Permit) -> Permit:
    return Permit.objects.get(pk=permit.pk)


def test_an_instrument_leaves_and_comes_back_as_often_as_it_likes(instrument: Permit, who: Any) -> None:
    for way in (OUT, IN, OUT, IN):
        do(instrument.application, "record_crossing", who.customs, answers(way))
    assert [crossing.way for crossing in instrument.crossings.all()] == [OUT, IN, OUT, IN]
    assert stage_of(instrument.application) == "issued"
    assert state_of(fresh(instrument)) is PermitState.VALID


def test_the_history_says_which_way_they_went(instrument: Permit, who: Any) -> None:
    for way in (OUT, IN):
        do(instrument.application, "record_crossing", who.customs, answers(way))
    told = [sentence_of(step) for step in history(instrument.application.case)][-2:]
    assert told == [
        "Shelly-Ann Greenidge entered that the specimens left the country",
        "Shelly-Ann Greenidge entered that the specimens came into the country",
    ]
    kept = AuditEntry.objects.filter(verb="permit.crossed", subject=instrument.subject)
    assert sorted(entry.data["way"] for entry in kept) == ["in", "out"]


@settings(max_examples=often(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(quantity=QUANTITIES)
def test_no_crossing_is_ever_of_more_than_the_line(who: Any, quantity: Decimal) -> None:
    permit = Permit.objects.first() or issued_as("MIC", who, [{**CONCH, "quantity": Decimal("1250")}])
    point = transaction.savepoint()
    try:
        if Decimal(0) < quantity <= Decimal("1250"):
            for way in (OUT, IN):
                assert enter(permit, quantity, way).lines.get().quantity == quantity
        else:
            with pytest.raises((MoreThanPermitted, FaultyEndorsement)):
                enter(permit, quantity)
            assert not Crossing.objects.exists()
    finally:
        transaction.savepoint_rollback(point)


def test_part_of_a_lamp_does_not_cross(instrument: Permit) -> None:
    with pytest.raises(FaultyEndorsement):
        enter(instrument, "0.5")


@pytest.mark.parametrize("wrong", [{"port": "USMIA"}, {"quantities": {}}, {"quantities": {1: Decimal("NaN")}}])
def test_an_entry_that_cannot_be_is_refused(instrument: Permit, wrong: Any) -> None:
    with pytest.raises(FaultyEndorsement):
        enter(instrument, **wrong)


def test_nothing_crosses_before_the_issue_or_tomorrow_or_after_the_last_day(instrument: Permit) -> None:
    for day in (instrument.issued_on - timedelta(days=1), today() + timedelta(days=1)):
        with pytest.raises((FaultyEndorsement, NotValidNow)):
            enter(instrument, crossed_on=day)
    late = instrument.issued_at + timedelta(days=3 * 366 + 30)
    with clock.frozen(late), pytest.raises(NotValidNow):
        enter(instrument, crossed_on=instrument.valid_until + timedelta(days=1))


def test_a_permit_for_one_consignment_has_no_crossings(who: Any) -> None:
    with pytest.raises(NotForSeveralMovements):
        enter(issued(who, lines=(SHELLS,)))


def test_a_crossing_is_never_changed(instrument: Permit) -> None:
    crossing = enter(instrument)
    with pytest.raises(DatabaseError), transaction.atomic():
        Crossing.objects.filter(pk=crossing.pk).update(way=IN)


def test_one_movement_does_not_use_the_certificate_up(instrument: Permit, who: Any) -> None:
    with pytest.raises(ActionRefused):
        do(instrument.application, "endorse", who.customs, answers())


def test_the_form_refuses_more_than_the_line_and_a_day_to_come(instrument: Permit) -> None:
    case = instrument.application.case
    tomorrow = today() + timedelta(days=1)
    day = {"crossed_on": tomorrow.isoformat()}
    form = CrossingForm({"way": "out", "port": "BBBGI", "quantity_1": "13", **day}, case=case)
    assert set(form.errors) == {"crossed_on", "quantity_1"}
    form = CrossingForm({"way": "", "port": "USMIA", "quantity_1": "0"}, case=case)
    assert set(form.errors) == {"way", "crossed_on", "port"}


def test_a_certificate_that_is_still_valid_is_closed_once_it_is_handed_back(instrument: Permit, who: Any) -> None:
    case = instrument.application.case
    assert "handed_back" in ClosingForm({}, case=case).errors
    assert ClosingForm({"handed_back": "on"}, case=case).is_valid()
    do(instrument.application, "close_document", who.decider, {"handed_back": True, "reason": "It was sold."})
    assert state_of(fresh(instrument)) is PermitState.HANDED_BACK
    assert Case.objects.get(pk=case.pk).closed_at
    with pytest.raises(NotValidNow):
        enter(fresh(instrument))


def test_an_expired_certificate_is_closed_without_more(instrument: Permit, who: Any) -> None:
    with clock.frozen(instrument.issued_at + timedelta(days=3 * 366 + 30)):
        assert ClosingForm({}, case=instrument.application.case).is_valid()
        do(instrument.application, "close_document", who.decider)
        assert state_of(fresh(instrument)) is PermitState.EXPIRED
    assert stage_of(instrument.application) == "closed"


def test_customs_do_not_close_a_certificate(instrument: Permit, who: Any) -> None:
    with pytest.raises(ActionRefused):
        do(instrument.application, "close_document", who.customs)


def test_of_a_batch_one_has_to_say_which_permit_is_meant(who: Any) -> None:
    first = issued_as("SPC", who, [CORAL_LAMP], purpose="T", simplified_number=2)
    case = first.application.case
    numbers = [each.number for each in permits_of(case)]
    assert len(numbers) == 2
    for form in (EndorsementForm(case=case), CancellationForm(case=case)):
        assert next(iter(form.fields)) == "permit"
        assert [number for number, _label in form.fields["permit"].choices] == ["", *numbers]
    assert permit_of(case, numbers[1]).number == numbers[1]


def test_a_permit_of_a_batch_is_used_and_its_case_stays_open_until_it_is_closed(who: Any) -> None:
    permit = issued_as("SPC", who, [CORAL_LAMP], purpose="T", simplified_number=1)
    entry = {"quantities": {1: Decimal(3)}, "exported_on": today(), "port": "BBBGI"}
    do(permit.application, "endorse", who.customs, entry)
    assert (state_of(fresh(permit)), stage_of(permit.application)) == (PermitState.USED, "issued")
    with pytest.raises(ActionRefused, match="Nothing is left"):
        do(permit.application, "cancel", who.signatory, {"reason": "Too late."})
    do(permit.application, "close_document", who.decider)
    assert stage_of(permit.application) == "closed"


def test_what_comes_in_is_entered_as_an_arrival(who: Any) -> None:
    case = issued_as("SPC", who, [CORAL_LAMP], purpose="T", simplified_number=1).application.case
    assert str(EndorsementForm(case=case).fields["port"].label) == "Port of export"
    case.workflow = "IMP"
    form = EndorsementForm(case=case)
    assert [str(form.fields[name].label) for name in ("exported_on", "port")] == ["Date of arrival", "Port of arrival"]


def test_the_crossings_stand_on_the_pages_of_the_holder_and_of_customs(instrument: Permit, who: Any, bb: Any) -> None:
    enter(instrument, 5)
    for reader, path in ((who.trader, "applications"), (who.customs, "cases")):
        client = bb.client()
        client.force_login(reader)
        page = client.get(f"/{path}/{instrument.application.reference}/").content.decode()
        assert "Crossings of the border" in page
        assert "Out of the country" in page


def test_customs_enter_a_crossing_on_its_page(instrument: Permit, who: Any, bb: Any) -> None:
    client, day = bb.client(), today()
    client.force_login(who.customs)
    address = f"/cases/{instrument.application.reference}/do/record_crossing/"
    assert "continuation sheet" in client.get(address).content.decode()
    version = Case.objects.get(pk=instrument.application.case_id).version
    posted = {
        "version": version,
        "key": "k",
        "way": "in",
        "port": "BBBGI",
        "quantity_1": "12",
        "crossed_on": day.isoformat(),
    }
    assert client.post(address, posted).status_code == 302
    assert Crossing.objects.get().way == IN
