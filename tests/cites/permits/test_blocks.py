"""Blocks: who may send no new applications, why, from when until when, and what goes on all the same."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from cites.accounts.blocks import blocks_in_force, blocks_of, lift_block, place_block
from cites.accounts.errors import BlockLifted, LastDayBeforeFirst, NotATrader, OwnBlock, ReasonMissing
from cites.accounts.models import Block, Role, User
from cites.accounts.organisations import add_member, join_organisation
from cites.accounts.services import grant_role
from cites.permits.services.drafts import save_answers
from tenants.audit.models import AuditEntry
from tenants.context import today
from tenants.errors import AppendOnlyRecord
from tests.factories.accounts import person
from tests.factories.permits import an_application, do
from workflows.errors import ActionRefused


@pytest.fixture
def tara(bb: Any) -> User:
    return person(role=Role.TRADER, name="Tara Trader")


@pytest.fixture
def olive(bb: Any) -> User:
    return person(role=Role.MA_OFFICER, name="Olive Officer")


def blocked(whose: Any, by: User, first: int = 0, last: int | None = None) -> Block:
    """Block from ``first`` to ``last``, in days from today."""
    end = None if last is None else today() + timedelta(days=last)
    begins = today() + timedelta(days=first)
    return place_block(whose=whose, reason="The papers were forged.", first_day=begins, last_day=end, officer=by)


def test_a_blocked_trader_sends_nothing_new_and_keeps_the_draft(tara: User, olive: User) -> None:
    draft = an_application(tara)
    blocked(tara, by=olive)
    with pytest.raises(ActionRefused) as refused:
        do(draft, "submit", tara)
    assert [reason.code for reason in refused.value.reasons] == ["blocked"]
    assert "The papers were forged." in str(refused.value.reasons[0])
    save_answers(application=draft, answers={"comments": "Still mine"}, actor=tara)
    draft.refresh_from_db()
    assert (draft.comments, draft.submitted_at) == ("Still mine", None)


def test_once_lifted_the_draft_is_sent(tara: User, olive: User) -> None:
    draft, block = an_application(tara), blocked(tara, by=olive)
    lift_block(block=block, reason="The right papers came.", officer=olive)
    do(draft, "submit", tara)
    draft.refresh_from_db()
    assert draft.submitted_at is not None


def test_what_was_sent_before_goes_its_way(tara: User, olive: User) -> None:
    sent = an_application(tara)
    do(sent, "submit", tara)
    do(sent, "start_examination", olive)
    blocked(tara, by=olive)
    do(sent, "return_for_correction", olive, {"reason": "The port is missing."})
    do(sent, "submit", tara)


def test_a_blocked_organisation_stops_all_who_apply_for_it(tara: User, olive: User) -> None:
    house = join_organisation(person=tara, name="Sargasso Seafood Ltd")
    draft = an_application(tara)
    blocked(house, by=olive)
    with pytest.raises(ActionRefused):
        do(draft, "submit", tara)


def test_a_blocked_colleague_does_not_send_for_another(tara: User, olive: User) -> None:
    house = join_organisation(person=tara, name="Sargasso Seafood Ltd")
    colleague = person(role=Role.TRADER)
    add_member(organisation=house, person=colleague, officer=olive)
    draft = an_application(tara)
    blocked(colleague, by=olive)
    with pytest.raises(ActionRefused):
        do(draft, "submit", colleague)
    do(draft, "submit", tara)


@pytest.mark.parametrize(
    ("first", "last", "holds"), [(0, 0, True), (-5, None, True), (1, None, False), (1, 3, False), (-5, 0, True)]
)
def test_a_block_holds_from_its_first_to_its_last_day(
    tara: User, olive: User, first: int, last: int | None, holds: bool
) -> None:
    blocked(tara, by=olive, first=first, last=last)
    assert blocks_in_force(today(), people=[tara.pk]).exists() is holds
    if last is not None:
        after = today() + timedelta(days=last + 1)
        assert not blocks_in_force(after, people=[tara.pk]).exists()


def test_the_database_keeps_every_block(tara: User, olive: User) -> None:
    block = blocked(tara, by=olive)
    with pytest.raises(AppendOnlyRecord):
        block.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Block.objects.filter(pk=block.pk).update(reason="Nothing")
    lift_block(block=block, reason="Over", officer=olive)
    assert blocks_of(tara).get().lift.reason == "Over"


def test_a_block_is_lifted_once(tara: User, olive: User) -> None:
    block = blocked(tara, by=olive)
    lift_block(block=block, reason="Over", officer=olive)
    with pytest.raises(BlockLifted):
        lift_block(block=block, reason="Over again", officer=person(role=Role.MA_OFFICER))


def test_what_is_no_block_is_refused(tara: User, olive: User) -> None:
    with pytest.raises(ReasonMissing):
        place_block(whose=tara, reason=" ", first_day=today(), last_day=None, officer=olive)
    with pytest.raises(LastDayBeforeFirst):
        blocked(tara, by=olive, first=-9, last=-1)
    with pytest.raises(NotATrader):
        blocked(person(role=Role.CASHIER), by=olive)


def test_nobody_decides_about_their_own_applications(tara: User, olive: User) -> None:
    grant_role(person=tara, role=Role.MA_OFFICER, actor=None)
    block = blocked(tara, by=olive)
    with pytest.raises(OwnBlock):
        lift_block(block=block, reason="Mine", officer=tara)
    house = join_organisation(person=tara, name="Sargasso Seafood Ltd")
    with pytest.raises(OwnBlock):
        blocked(house, by=tara)


def test_trader_and_officers_read_it_and_the_mail_says_no_reason(
    bb: Any, tara: User, olive: User, on_commit: Any
) -> None:
    draft = an_application(tara)
    office, home = bb.client(), bb.client()
    office.force_login(olive)
    home.force_login(tara)
    day = today()
    facts = {"first_day_day": day.day, "first_day_month": day.month, "first_day_year": day.year}
    with on_commit():
        answer = office.post(f"/traders/{tara.pk}/block/", {"reason": "The papers were forged.", **facts})
    assert answer.status_code == 302
    for client, address in (
        (home, "/applications/"),
        (home, f"/applications/{draft.reference}/"),
        (office, f"/traders/{tara.pk}/"),
    ):
        assert "The papers were forged." in client.get(address).content.decode(), address
    assert mail.outbox[-1].to == [tara.email]
    assert "forged" not in mail.outbox[-1].body
    assert AuditEntry.objects.filter(verb="block.placed", subject=f"person:{tara.pk}", actor=olive).exists()


def test_the_page_of_a_case_says_so(bb: Any, tara: User, olive: User) -> None:
    sent = an_application(tara)
    do(sent, "submit", tara)
    blocked(tara, by=olive)
    office = bb.client()
    office.force_login(olive)
    assert "may send no new applications" in office.get(f"/cases/{sent.reference}/").content.decode()
