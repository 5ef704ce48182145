"""Many permits are replaced at once after a disaster: each in its own transaction, none twice, and all by one signatory."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction

from cites.permits.documents.publishing import publish_permit, sheet_for
from cites.permits.errors import TooManyToReplace
from cites.permits.models import EventKind, Permit, Reissue, ReissueItem, ReissueOutcome
from cites.permits.queries.permits import PermitState, state_of
from cites.permits.queries.reissues import (
    AskedPermits,
    items_left,
    permits_to_replace,
    progress_of,
    unfinished_reissues,
)
from cites.permits.services import reissuing
from cites.permits.services.permits import cancel_permit, endorse_permit, report_lost
from cites.permits.services.reissuing import ask_for_reissue, go_on_reissuing
from kernel import clock
from tenants.audit.models import AuditEntry
from tenants.context import today
from tests.factories.accounts import one_time_code
from tests.factories.all_documents import CORAL_LAMP, issued_as
from tests.factories.offices import fill
from tests.factories.permits import CONCH, Cast, cast, issued
from workflows.models import CaseNews, CaseStep

WHY = "The office burnt down with all papers."


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


def some(who: Cast, number: int) -> list[Permit]:
    return [issued(who, lines=(CONCH,)) for _each in range(number)]


def asked(who: Cast, permits: list[Permit], key: str = "k") -> Reissue:
    return ask_for_reissue(permits=permits, reason=WHY, signatory=who.signatory, key=key)


def states(permits: list[Permit]) -> list[PermitState]:
    return [state_of(Permit.objects.get(pk=each.pk)) for each in permits]


def test_only_what_is_valid_or_lost_before_its_last_day_is_offered(who: Cast) -> None:
    valid, lost, gone, used = some(who, 4)
    report_lost(permit=lost, lost_on=today(), reason=WHY, official=who.signatory)
    cancel_permit(permit=gone, reason=WHY, official=who.signatory)
    endorse_permit(
        permit=used, quantities={1: Decimal(1)}, exported_on=today(), port=used.port_of_exit, official=who.customs
    )
    assert list(permits_to_replace(AskedPermits())) == [valid, lost]
    with clock.frozen(valid.issued_at + timedelta(days=300)):
        assert not permits_to_replace(AskedPermits()).exists()


def test_they_are_looked_for_by_day_key_and_port(who: Cast) -> None:
    (permit,) = some(who, 1)
    publish_permit(permit_id=permit.pk)
    kid = permit.tokens.get().kid  # type: ignore[attr-defined]
    day, other = permit.issued_on, permit.issued_on + timedelta(days=1)
    for found in (AskedPermits(day, day), AskedPermits(kid=kid), AskedPermits(port=permit.port_of_exit)):
        assert list(permits_to_replace(found)) == [permit]
    for none in (AskedPermits(first_day=other), AskedPermits(kid="BB-1999-1"), AskedPermits(port="XXXXX")):
        assert not permits_to_replace(none).exists()


def test_each_is_replaced_and_says_why(who: Cast) -> None:
    permits = some(who, 3)
    reissue = asked(who, permits)
    assert progress_of(reissue).left == 3
    go_on_reissuing(reissue_id=reissue.pk)
    progress = progress_of(reissue)
    assert (progress.asked, progress.replaced, progress.refused, progress.left) == (3, 3, 0, 0)
    assert states(permits) == [PermitState.REPLACED] * 3
    for permit in permits:
        new = permit.replacement  # type: ignore[attr-defined]
        assert (new.signatory, new.valid_until) == (who.signatory, permit.valid_until)
        assert WHY in sheet_for(new, new.lines.all()).conditions


def test_it_is_one_act_and_one_of_each_permit_on_record_and_its_holder_is_told(who: Cast) -> None:
    permits = some(who, 2)
    reissue = asked(who, permits)
    go_on_reissuing(reissue_id=reissue.pk)
    (act,) = AuditEntry.objects.filter(verb="reissue.asked", subject=reissue.subject)
    assert act.data["permits"] == [each.number for each in permits]
    assert AuditEntry.objects.filter(verb="permit.replaced").count() == 2
    for permit in permits:
        assert CaseStep.objects.filter(case=permit.application.case, verb="replace_permit").count() == 1
        assert CaseNews.objects.filter(case=permit.application.case, kind="replace_permit").count() == 1


def test_run_again_it_replaces_nothing_twice(who: Cast) -> None:
    reissue = asked(who, some(who, 2))
    for _run in range(3):
        go_on_reissuing(reissue_id=reissue.pk)
    assert Permit.objects.count() == 4
    assert ReissueOutcome.objects.count() == 2
    assert not unfinished_reissues().exists()


def test_broken_off_it_goes_on_where_it_was(who: Cast, monkeypatch: Any) -> None:
    reissue = asked(who, some(who, 3))
    true, done = reissuing._replace, []

    def killed_at_the_second(item: ReissueItem, of: Reissue) -> None:
        if len(done) == 1:
            raise KeyboardInterrupt
        done.append(item)
        true(item, of)

    with monkeypatch.context() as broken:
        broken.setattr(reissuing, "_replace", killed_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            go_on_reissuing(reissue_id=reissue.pk)
    assert items_left(reissue).count() == 2
    assert list(unfinished_reissues()) == [reissue]
    go_on_reissuing(reissue_id=reissue.pk)
    assert progress_of(reissue).replaced == 3


def test_what_cannot_be_replaced_is_listed_with_the_reason_and_holds_up_nothing(who: Cast) -> None:
    first, second, third = some(who, 3)
    reissue = asked(who, [first, second, third])
    cancel_permit(permit=second, reason="Not wanted.", official=who.signatory)
    go_on_reissuing(reissue_id=reissue.pk)
    assert states([first, second, third]) == [PermitState.REPLACED, PermitState.CANCELLED, PermitState.REPLACED]
    (refused,) = ReissueOutcome.objects.filter(replacement=None)
    assert (refused.item.permit, bool(refused.message)) == (second, True)


def test_a_signatory_who_is_none_any_more_replaces_nothing(who: Cast) -> None:
    (permit,) = some(who, 1)
    reissue = ask_for_reissue(permits=[permit], reason=WHY, signatory=who.officer, key="k")
    go_on_reissuing(reissue_id=reissue.pk)
    assert states([permit]) == [PermitState.VALID]
    assert progress_of(reissue).refused == 1


def test_of_a_batch_each_permit_has_its_own_replacement(who: Cast) -> None:
    issued_as("SPC", who, [CORAL_LAMP], purpose="T", simplified_number=3)
    permits = list(permits_to_replace(AskedPermits()))
    assert len(permits) == 3
    go_on_reissuing(reissue_id=asked(who, permits).pk)
    assert Permit.objects.filter(replaces__in=permits).count() == 3


def test_the_same_button_asks_once_and_nobody_asks_for_nothing(who: Cast) -> None:
    permits = some(who, 1)
    assert asked(who, permits) == asked(who, permits)
    with pytest.raises(TooManyToReplace):
        asked(who, [], key="other")
    assert Reissue.objects.count() == 1


def test_the_database_keeps_one_outcome_of_each(who: Cast) -> None:
    item = asked(who, some(who, 1)).items.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReissueOutcome.objects.create(item=item)
    ReissueOutcome.objects.create(item=item, message="No.")
    with pytest.raises(IntegrityError), transaction.atomic():
        ReissueOutcome.objects.create(item=item, message="No.")


def test_its_pages_offer_ask_and_tell(bb: Any, who: Cast) -> None:
    first, second = some(who, 2)
    client = bb.client()
    client.force_login(who.signatory)
    address = "/cases/replace-many/?look=1"
    page = client.get(address).content.decode()
    assert "2 permits can be replaced" in page
    assert client.post(address, {"permit": [first.number], "key": "k"}).status_code == 422
    assert client.post(address, {"reason": WHY, "signed": "on", "key": "k"}).status_code == 422
    assert client.post(address, {"reason": WHY, "permit": [first.number], "key": "k"}).status_code == 422
    sent = {"reason": WHY, "signed": "on", "permit": [first.number, "26BB999999"], "key": "k"}
    answer = client.post(address, sent)
    reissue = Reissue.objects.get()
    assert answer["Location"] == f"/cases/replace-many/{reissue.pk}/"
    assert "Left to do: 1" in client.get(answer["Location"]).content.decode()
    go_on_reissuing(reissue_id=reissue.pk)
    told = client.get(answer["Location"]).content.decode()
    assert "Replaced: 1 of 1" in told
    assert Permit.objects.get(replaces=first).number in told
    assert states([second]) == [PermitState.VALID]
    assert not second.events.filter(kind=EventKind.REPLACED).exists()


def test_the_signatory_confirms_by_the_second_step_and_ticks_nothing_twice(bb: Any, who: Cast) -> None:
    first, _second = some(who, 2)
    cache.clear()  # a code is taken once in half a minute, and other tests have used it
    client = bb.client()
    client.force_login(who.signatory, confirmed=False)
    sent = {"reason": WHY, "signed": "on", "permit": [first.number], "key": "k"}
    asked_for = client.post("/cases/replace-many/?look=1", sent)["Location"]
    assert asked_for == "/accounts/2fa/reauthenticate/?next=%2Fcases%2Freplace-many%2F"
    assert not Reissue.objects.exists()
    fill(client, "/accounts/2fa/reauthenticate/", client.get(asked_for), code=one_time_code())
    assert [each.permit for each in Reissue.objects.get().items.all()] == [first]


@pytest.mark.parametrize("faulty", ["first_day_day=31&first_day_month=2&first_day_year=2026", "kid=zz", "port=ZZZZZ"])
def test_a_box_that_cannot_be_read_offers_no_permit(bb: Any, who: Cast, faulty: str) -> None:
    (permit,) = some(who, 1)
    client = bb.client()
    client.force_login(who.signatory)
    address = f"/cases/replace-many/?look=1&{faulty}"
    answer = client.get(address)
    assert answer.status_code == 422
    assert permit.number not in answer.content.decode()
    assert (
        client.post(address, {"reason": WHY, "signed": "on", "permit": [permit.number], "key": "k"}).status_code == 422
    )
    assert not Reissue.objects.exists()
