"""A permit that is lost says so at once; what replaces it says the same, and is good no longer."""

import io
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from cites.permits.crossing_words import rows_abroad
from cites.permits.documents.publishing import publish_permit, sheet_for
from cites.permits.documents.render import print_sheet
from cites.permits.errors import FaultyEndorsement, NotValidNow
from cites.permits.forms.loss import LossForm
from cites.permits.models import Application, CrossingWay, EventKind, Permit, PermitEvent
from cites.permits.queries.permits import PermitState, find_original, permit_of, permits_of, state_of
from cites.permits.queries.quotas import Balance, balances_for
from cites.permits.services.permits import cancel_permit, endorse_permit, report_lost
from cites.permits.services.replacing import replace_permit
from kernel import clock
from tenants.audit.models import AuditEntry
from tenants.context import today
from tests.factories.all_documents import CORAL_LAMP, issued_as
from tests.factories.offices import a_day, take_step
from tests.factories.permits import CONCH, an_application, cast, do, issued, pay, stage_of, to_payment
from tests.factories.quotas import CONCH_MEAT, with_quotas
from tests.thorough import often
from workflows.errors import ActionRefused
from workflows.models import CaseNews

REASON = "Left in a taxi in Bridgetown."
ENDS = [EventKind.CANCELLED, EventKind.USED, EventKind.HANDED_BACK, EventKind.LOST, EventKind.REPLACED]
shared = settings(max_examples=often(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def who(bb: Any) -> Any:
    return cast()


@pytest.fixture
def permit(who: Any) -> Permit:
    return issued(who, lines=(CONCH,))


def fresh(permit: Permit) -> Permit:
    return Permit.objects.get(pk=permit.pk)


def lost(permit: Permit) -> Permit:
    report_lost(permit=permit, lost_on=today(), reason=REASON, official=permit.signatory)
    return fresh(permit)


def replaced(permit: Permit) -> Permit:
    return replace_permit(permit=fresh(permit), reason=REASON, signatory=permit.signatory)


def cancelled(permit: Permit) -> Any:
    return cancel_permit(permit=fresh(permit), reason=REASON, official=permit.signatory)


def used(permit: Permit) -> Any:
    return endorse_permit(
        permit=fresh(permit),
        quantities={1: Decimal(1)},
        exported_on=today(),
        port=permit.port_of_exit,
        official=permit.signatory,
    )


def test_the_border_reads_at_once_that_a_permit_was_lost(bb: Any, permit: Permit, who: Any) -> None:
    do(permit.application, "report_lost", who.officer, {"lost_on": today(), "reason": REASON})
    said = bb.client().get(reverse("verify-code", args=[permit.code])).content.decode()
    assert "Reported lost or stolen" in said
    assert "taxi" not in said
    assert state_of(fresh(permit)) is PermitState.LOST
    assert stage_of(permit.application) == "issued"


def test_programs_read_the_states_as_words(bb: Any, permit: Permit) -> None:
    publish_permit(permit_id=permit.pk)
    token = permit.tokens.get().token  # type: ignore[attr-defined]

    def state() -> Any:
        answer = bb.client().post("/api/verify", {"token": token}, content_type="application/json")
        return answer.json()["state"]

    lost(permit)
    assert state() == "lost"
    replaced(permit)
    assert state() == "replaced"


def test_the_loss_and_its_day_are_on_record(permit: Permit) -> None:
    lost(permit)
    event = PermitEvent.objects.get(permit=permit, kind=EventKind.LOST)
    assert (event.reason, event.happened_on) == (REASON, today())
    assert AuditEntry.objects.filter(verb="permit.lost", subject=permit.subject).count() == 1


def test_a_permit_is_not_lost_before_its_issue_or_tomorrow(permit: Permit) -> None:
    for day in (permit.issued_on - timedelta(days=1), today() + timedelta(days=1)):
        with pytest.raises(FaultyEndorsement):
            report_lost(permit=permit, lost_on=day, reason=REASON, official=permit.signatory)


def test_what_is_used_or_cancelled_cannot_be_lost(permit: Permit, who: Any) -> None:
    used(permit)
    with pytest.raises(NotValidNow):
        lost(fresh(permit))
    other = issued(who, lines=(CONCH,))
    cancel_permit(permit=other, reason=REASON, official=who.signatory)
    with pytest.raises(NotValidNow):
        lost(fresh(other))


def test_what_has_expired_is_neither_lost_nor_replaced(permit: Permit, who: Any) -> None:
    with clock.frozen(permit.issued_at + timedelta(days=300)):
        for verb in ("report_lost", "replace_permit"):
            with pytest.raises(ActionRefused):
                do(permit.application, verb, who.signatory, {"lost_on": today(), "reason": REASON})
        with pytest.raises(NotValidNow):
            lost(permit)
        with pytest.raises(NotValidNow):
            replaced(permit)


def test_a_lost_permit_is_not_used_but_can_be_cancelled(permit: Permit, who: Any) -> None:
    lost(permit)
    with pytest.raises(NotValidNow):
        used(permit)
    do(permit.application, "cancel", who.signatory, {"reason": "Not wanted any more."})
    assert state_of(fresh(permit)) is PermitState.CANCELLED


def test_a_replacement_says_the_same_under_a_number_of_its_own(permit: Permit, who: Any) -> None:
    lost(permit)
    do(permit.application, "replace_permit", who.signatory, {"reason": REASON})
    new = permit_of(permit.application.case)
    assert new.replaces == permit
    assert new.number != permit.number
    assert new.code != permit.code
    assert new.valid_until == permit.valid_until
    assert [state_of(each) for each in permits_of(permit.application.case)] == [PermitState.REPLACED, PermitState.VALID]
    for name in (
        "exporter_name",
        "consignee_name",
        "consignee_country",
        "purpose",
        "port_of_exit",
        "special_conditions",
    ):
        assert getattr(new, name) == getattr(permit, name)
    facts = ("taxon_code", "term", "quantity", "unit", "source", "appendix", "country_of_origin")
    assert list(new.lines.values_list(*facts)) == list(permit.lines.values_list(*facts))


def test_the_case_goes_on_with_the_replacement(permit: Permit, who: Any) -> None:
    new = replaced(permit)
    data = {"quantities": {1: Decimal(1)}, "exported_on": today(), "port": permit.port_of_exit}
    do(permit.application, "endorse", who.customs, data)
    assert (state_of(fresh(new)), state_of(fresh(permit))) == (PermitState.USED, PermitState.REPLACED)
    assert stage_of(permit.application) == "used"


def test_only_the_signatory_replaces(permit: Permit, who: Any) -> None:
    for person in (who.officer, who.customs, who.trader):
        with pytest.raises(ActionRefused):
            do(permit.application, "replace_permit", person, {"reason": REASON})
    assert Permit.objects.count() == 1


def test_its_paper_says_that_it_is_a_replacement_of_what_and_why(permit: Permit) -> None:
    new = replaced(permit)
    sheet = sheet_for(new, new.lines.all())
    assert sheet.marks == ("replacement",)
    assert f"Replaces no. {permit.number} of " in sheet.conditions
    assert REASON in sheet.conditions
    assert permit.number in sheet.xml
    publish_permit(permit_id=new.pk)
    assert find_original(new) is not None
    old = sheet_for(permit, permit.lines.all())
    assert (old.marks, "Replaces" in old.conditions) == ((), False)


def test_an_applicant_cannot_write_that_a_permit_is_a_replacement(who: Any) -> None:
    forged = {"replaced_number": "26BB000001", "replaced_on": "2026-01-01", "replacement_reason": "Because."}
    application = to_payment(an_application(who.trader, lines=(CONCH,)), who)
    pay(application, who)
    Application.objects.filter(pk=application.pk).update(answers=forged)
    do(application, "issue", who.signatory)
    assert not forged.keys() & permit_of(application.case).answers.keys()


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_it_is_printed_in_the_languages_of_the_convention(permit: Permit, language: str) -> None:
    new = replaced(permit)
    new.language = language
    made = print_sheet(sheet_for(new, list(new.lines.all()))).pdf
    said = PdfReader(io.BytesIO(made)).pages[0].extract_text()
    marks = {"en": "REPLACEMENT", "fr": "REMPLACEMENT", "es": "SUSTITUCIÓN"}
    assert marks[language] in said
    assert permit.number in said


def test_what_crossed_the_border_under_the_first_certificate_has_crossed(who: Any) -> None:
    instrument = issued_as("MIC", who)
    crossing = {"way": CrossingWay.OUT, "quantities": {1: Decimal(1)}, "crossed_on": today(), "port": "BBBGI"}
    do(instrument.application, "record_crossing", who.customs, crossing)
    new = replaced(instrument)
    assert [quantity for _letter, quantity in rows_abroad(new, "en")] == [
        quantity for _letter, quantity in rows_abroad(instrument, "en")
    ]
    assert rows_abroad(new, "en")
    do(new.application, "record_crossing", who.customs, {**crossing, "way": CrossingWay.IN})
    assert new.crossings.count() == 1


def test_of_a_batch_one_is_lost_and_its_place_goes_to_the_replacement(who: Any) -> None:
    first = issued_as("SPC", who, [CORAL_LAMP], purpose="T", simplified_number=2)
    case, other = first.application.case, permits_of(first.application.case)[1]
    assert next(iter(LossForm(case=case).fields)) == "permit"
    do(first.application, "report_lost", who.signatory, {"permit": other.number, "lost_on": today(), "reason": REASON})
    do(first.application, "replace_permit", who.signatory, {"permit": other.number, "reason": REASON})
    new = permits_of(case)[-1]
    publish_permit(permit_id=new.pk)
    assert CaseNews.objects.filter(case=case, kind="permit_ready").count() == 1
    assert (new.batch_position, new.replaces) == (2, other)
    assert [state_of(each).value for each in permits_of(case)] == ["valid", "replaced", "valid"]


def test_of_a_batch_of_which_one_is_left_nobody_has_to_say_which(who: Any) -> None:
    first = issued_as("SPC", who, [CORAL_LAMP], purpose="T", simplified_number=2)
    case, other = first.application.case, permits_of(first.application.case)[1]
    do(first.application, "cancel", who.signatory, {"permit": first.number, "reason": REASON})
    assert "permit" not in LossForm(case=case).fields
    do(first.application, "cancel", who.signatory, {"reason": REASON})
    assert state_of(fresh(other)) is PermitState.CANCELLED


def test_the_pages_of_the_office_and_the_holder_tell_the_loss_and_the_replacement(
    bb: Any, permit: Permit, who: Any
) -> None:
    office, holder = bb.client(), bb.client()
    office.force_login(who.signatory)
    holder.force_login(who.trader)
    reference = permit.application.reference
    take_step(office, reference, "report_lost", status=422, reason=REASON)
    assert "Reported lost or stolen" in take_step(
        office, reference, "report_lost", reason=REASON, **a_day("lost_on", today())
    )
    assert REASON in holder.get(f"/applications/{reference}/").content.decode()
    take_step(office, reference, "replace_permit", reason=REASON)
    new = permit_of(permit.application.case)
    assert new.replaces == permit
    for client in (office, holder):
        assert new.number in client.get(f"/permits/{permit.number}/").content.decode()
        assert permit.number in client.get(f"/permits/{new.number}/").content.decode()
    assert "issued together" not in office.get(f"/cases/{reference}/").content.decode()


def test_the_office_reads_what_to_tell_the_destination_and_nobody_else_does(bb: Any, permit: Permit, who: Any) -> None:
    def read_by(person: Any, number: str) -> str:
        client = bb.client()
        client.force_login(person)
        return str(client.get(f"/permits/{number}/").content.decode())

    told = "Tell the country of destination"
    assert told not in read_by(who.officer, permit.number)
    lost(permit)
    assert "was reported lost or stolen on" in read_by(who.officer, permit.number)
    new = replaced(permit)
    shown = read_by(who.officer, permit.number)
    assert f"It is replaced by {new.number}." in shown
    assert f"Reason: {new.replaces.events.get(kind='replaced').reason}" in shown
    assert "Aliger gigas" in shown
    for person in (who.trader, who.customs):
        assert told not in read_by(person, permit.number)
    assert told not in read_by(who.officer, new.number)


def test_of_a_certificate_that_names_no_destination_the_secretariat_is_told(bb: Any, who: Any) -> None:
    instrument = issued_as("MIC", who)
    lost(instrument)
    office = bb.client()
    office.force_login(who.officer)
    shown = office.get(f"/permits/{instrument.number}/").content.decode()
    assert "Tell the Secretariat" in shown
    assert "Tell the country of destination" not in shown
    assert "To the Secretariat of the Convention, for the Management Authorities of all Parties" in shown
    assert "was reported lost or stolen on" in shown


def test_who_has_the_old_paper_does_not_learn_the_new_number(bb: Any, permit: Permit) -> None:
    publish_permit(permit_id=permit.pk)
    new = replaced(permit)
    token = permit.tokens.get().token  # type: ignore[attr-defined]
    page = bb.client().get(reverse("verify-code", args=[permit.code])).content.decode()
    answer = bb.client().post("/api/verify", {"token": token}, content_type="application/json").content.decode()
    for said in (page, answer):
        assert new.number not in said
        assert new.code not in said
    assert "Replaced" in page


def test_a_permit_is_replaced_once_and_so_is_its_replacement(permit: Permit) -> None:
    second = replaced(permit)
    with pytest.raises(NotValidNow):
        replaced(permit)
    third = replaced(second)
    assert (third.replaces, third.first_issued_on) == (second, permit.issued_on)
    assert second.number in sheet_for(third, third.lines.all()).conditions


def test_the_database_refuses_a_second_replacement(permit: Permit) -> None:
    replaced(permit)
    twin = Permit.objects.get(replaces=permit)
    twin.pk, twin.number, twin.code, twin._state.adding = None, "X", "X", True
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


@shared
@given(kinds=st.lists(st.sampled_from(ENDS), unique=True), days=st.integers(0, 400))
def test_any_sequence_of_events_gives_one_state_and_only_nothing_is_valid(
    permit: Permit, kinds: list[EventKind], days: int
) -> None:
    point = transaction.savepoint()
    try:
        for kind in kinds:
            PermitEvent.objects.create(permit=permit, kind=kind)
        state = state_of(fresh(permit), permit.issued_on + timedelta(days=days))
    finally:
        transaction.savepoint_rollback(point)
    over = permit.issued_on + timedelta(days=days) > permit.valid_until
    if not kinds:
        assert state is (PermitState.EXPIRED if over else PermitState.VALID)
    elif EventKind.REPLACED in kinds:
        assert state is PermitState.REPLACED
    else:
        assert state.value in kinds


@shared
@given(deeds=st.lists(st.sampled_from([lost, replaced, used, cancelled, "a month"]), max_size=8))
def test_whatever_is_done_one_permit_at_most_is_good_and_nothing_grows(who: Any, deeds: list[Any]) -> None:
    point = transaction.savepoint()
    try:
        with_quotas(conch=CONCH_MEAT)
        first = issued(who, lines=(CONCH,))
        later, counted = first.issued_at, counted_of(first)
        for deed in deeds:
            later += timedelta(days=31) if deed == "a month" else timedelta(minutes=1)
            with clock.frozen(later):
                newest = Permit.objects.filter(application=first.application).latest("pk")
                try_to(deed, newest)
                every = permits_of(first.application.case)
                states = [state_of(each) for each in every]
                assert states.count(PermitState.VALID) <= 1
                assert set(states[:-1]) <= {PermitState.REPLACED}
                assert all(each.valid_until == first.valid_until for each in every)
                before, counted = counted, counted_of(first)
                assert counted <= before
    finally:
        transaction.savepoint_rollback(point)


def try_to(deed: Any, permit: Permit) -> None:
    if callable(deed):
        with suppress(NotValidNow):
            deed(permit)


def counted_of(permit: Permit) -> Decimal:
    (found,) = balances_for(Application.objects.get(pk=permit.application_id))
    assert isinstance(found, Balance)
    return found.permitted


def test_a_replacement_counts_in_the_year_of_the_first_permit(who: Any) -> None:
    with clock.frozen(datetime(2026, 11, 28, 15, tzinfo=UTC)):
        with_quotas(conch=CONCH_MEAT)
        first = issued(who, lines=(CONCH,))
    with clock.frozen(datetime(2027, 1, 12, 15, tzinfo=UTC)):
        new = replaced(first)
        assert (new.issued_on.year, new.first_issued_on) == (2027, first.issued_on)
        other = an_application(who.trader, lines=(CONCH,))
        (now,) = balances_for(other)
        assert now.permitted == 0
