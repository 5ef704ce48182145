"""A draft becomes a release by two people, from a day on, and never otherwise."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from kernel import clock
from kernel.registry import UnknownEntry
from tenants.audit.models import AuditEntry
from tenants.errors import ProfileFaulty
from tenants.releases.deciding import call_off, propose, put_in_force, send_back, take_back, withdraw
from tenants.releases.drafting import begin_draft, change_part, confirm_values, rebase_draft, undo_change
from tenants.releases.errors import (
    BadDay,
    BaseOutdated,
    NoteMissing,
    NothingProposed,
    NothingToUndo,
    ProposalMovedOn,
    ProposalNotOpen,
    ProposalWaiting,
    ReleaseHasBegun,
    SecondPersonNeeded,
)
from tenants.releases.hands import ByOperator
from tenants.releases.models import Proposal
from tenants.releases.queries import (
    Standing,
    forget_releases,
    latest_release,
    open_proposal,
    release,
    release_in_force,
    releases_by_period,
)
from tenants.releases.services import make_release
from tests.factories.accounts import person


@pytest.fixture
def ada(bb: Any) -> Any:
    """An administrator."""
    return person("party_administrator", "Ada Alleyne")


@pytest.fixture
def ben(bb: Any) -> Any:
    """Another."""
    return person("party_administrator", "Ben Belgrave")


@pytest.fixture
def draft(ada: Any) -> Proposal:
    """A draft of Ada's that tells applicants of seven days."""
    return change_profile(begin_draft(by=ada), ada, days_to_expect=7)


def change_profile(draft: Proposal, by: Any, **changes: Any) -> Proposal:
    return change_part(proposal=draft, part="profile", data=draft.parts["profile"] | changes, by=by)


def proposed(draft: Proposal, by: Any, day: date | None = None) -> Proposal:
    return propose(proposal=draft, by=by, note="Seven days.", in_force_from=day)


def test_a_draft_begins_as_the_newest_release_and_changes_nothing_by_itself(ada: Any) -> None:
    draft = begin_draft(by=ada)
    assert draft.parts == release_in_force().parts
    assert release_in_force().number == 1


def test_one_draft_is_open_and_any_administrator_goes_on_with_it(ada: Any, ben: Any) -> None:
    assert begin_draft(by=ada).pk == begin_draft(by=ben).pk
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.create(base_number=1, text="{}", begun_at=clock.now(), state=Proposal.State.PROPOSED)


def test_a_draft_keeps_what_is_faulty_and_is_not_proposed_with_it(draft: Proposal, ada: Any) -> None:
    draft = change_profile(draft, ada, currency="pounds", time_zone="Mars/Olympus")
    with pytest.raises(ProfileFaulty) as refused:
        proposed(draft, ada)
    assert {fault["key"] for fault in refused.value.data["faults"]} == {"currency", "time_zone"}
    assert open_proposal().parts["profile"]["currency"] == "pounds"


def test_a_part_that_nobody_knows_is_refused(draft: Proposal, ada: Any) -> None:
    with pytest.raises(UnknownEntry):
        change_part(proposal=draft, part="anthem", data={}, by=ada)


def test_changes_are_undone_one_by_one_until_none_is_left(draft: Proposal, ada: Any) -> None:
    draft = change_part(proposal=draft, part="letterhead", data="<svg/>", by=ada)
    draft = undo_change(proposal=draft, by=ada)
    assert draft.parts["letterhead"] == release(1).parts["letterhead"]
    assert draft.parts["profile"]["days_to_expect"] == 7
    draft = undo_change(proposal=draft, by=ada)
    assert draft.text == release(1).text
    with pytest.raises(NothingToUndo):
        undo_change(proposal=draft, by=ada)


def test_a_part_that_came_after_the_base_states_nothing_and_does_so_again_when_undone(
    draft: Proposal, ada: Any
) -> None:
    parts = draft.parts
    del parts["letterhead"]
    Proposal.objects.update(text=json.dumps(parts))
    assert open_proposal().parts["letterhead"] == ""
    draft = change_part(proposal=draft, part="letterhead", data="<svg/>", by=ada)
    assert undo_change(proposal=draft, by=ada).parts["letterhead"] == ""


def test_saving_the_same_again_is_no_change(draft: Proposal, ada: Any) -> None:
    again = change_profile(draft, ada, days_to_expect=7)
    assert (again.version, again.changes.count()) == (draft.version, 1)


def test_the_order_of_a_part_is_a_change(draft: Proposal, ada: Any) -> None:
    turned = dict(reversed(draft.parts["fees"]["fees"].items()))
    draft = change_part(proposal=draft, part="fees", data=draft.parts["fees"] | {"fees": turned}, by=ada)
    assert list(open_proposal().parts["fees"]["fees"]) == list(turned)


def test_a_page_that_shows_an_older_draft_changes_nothing(draft: Proposal, ada: Any, ben: Any) -> None:
    seen = draft.version
    change_profile(draft, ben, days_to_expect=9)
    with pytest.raises(ProposalMovedOn):
        change_part(
            proposal=draft, part="profile", data=draft.parts["profile"] | {"currency": "XCD"}, by=ada, version=seen
        )
    assert open_proposal().parts["profile"]["days_to_expect"] == 9


def test_values_are_confirmed_in_the_draft_wherever_their_mark_stands(draft: Proposal, ada: Any) -> None:
    draft = confirm_values(proposal=draft, keys=["ports", "fees"], by=ada)
    marks = draft.parts["profile"]["unconfirmed"]
    assert not {"ports", "fees"} & set(marks)
    assert "holidays" in marks
    assert draft.parts["fees"]["confirmed"] is True


def test_nothing_is_proposed_without_a_note_or_a_change(ada: Any) -> None:
    draft = begin_draft(by=ada)
    with pytest.raises(NothingProposed):
        proposed(draft, ada)
    draft = change_profile(draft, ada, days_to_expect=7)
    with pytest.raises(NoteMissing):
        propose(proposal=draft, by=ada, note="  ")


def test_a_second_person_puts_it_in_force_and_stands_on_the_release(draft: Proposal, ada: Any, ben: Any) -> None:
    made = put_in_force(proposal=proposed(draft, ada), by=ben)
    assert release_in_force().number == made.number == 2
    assert release_in_force().profile.days_to_expect == 7
    assert (made.proposed_by, made.approved_by, made.note) == (ada, ben, "Seven days.")
    assert open_proposal() is None


def test_whoever_proposed_it_does_not_put_it_in_force(draft: Proposal, ada: Any, ben: Any) -> None:
    with pytest.raises(SecondPersonNeeded):
        put_in_force(proposal=proposed(draft, ben), by=ben)


def test_whoever_wrote_some_of_it_does_not_put_it_in_force(draft: Proposal, ada: Any, ben: Any) -> None:
    waiting = proposed(draft, ben)
    with pytest.raises(SecondPersonNeeded):
        put_in_force(proposal=waiting, by=ada)
    assert release_in_force().number == 1


def test_whoever_undid_their_own_change_only_may_put_it_in_force(draft: Proposal, ada: Any, ben: Any) -> None:
    draft = undo_change(proposal=change_profile(draft, ben, days_to_expect=8), by=ben)
    assert put_in_force(proposal=proposed(draft, ada), by=ben).profile.days_to_expect == 7


def test_whoever_undid_the_change_of_another_had_a_hand_in_it(draft: Proposal, ada: Any, ben: Any) -> None:
    draft = undo_change(proposal=change_profile(draft, ada, days_to_expect=8), by=ben)
    with pytest.raises(SecondPersonNeeded):
        put_in_force(proposal=proposed(draft, ada), by=ben)


def test_the_database_refuses_one_person_twice(draft: Proposal, ada: Any) -> None:
    waiting = proposed(draft, ada)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=waiting.pk).update(state=Proposal.State.APPROVED, decided_by=ada)


def test_what_an_operator_proposed_is_put_in_force_by_the_party(ben: Any) -> None:
    olga = ByOperator("olga@hosting.example")
    draft = change_profile(begin_draft(by=olga), olga, days_to_expect=7)
    made = put_in_force(proposal=proposed(draft, olga), by=ben)
    assert (made.author, made.proposed_by, made.approved_by) == ("olga@hosting.example", None, ben)
    assert not AuditEntry.objects.filter(data__icontains="olga@").exists()


def test_a_proposal_is_not_changed_while_it_waits(draft: Proposal, ada: Any) -> None:
    waiting = proposed(draft, ada)
    with pytest.raises(ProposalNotOpen):
        change_profile(waiting, ada, days_to_expect=9)
    with pytest.raises(ProposalWaiting):
        begin_draft(by=ada)
    assert take_back(proposal=waiting, by=ada).is_in_hand


def test_a_proposal_is_sent_back_with_a_reason_and_proposed_anew(draft: Proposal, ada: Any, ben: Any) -> None:
    waiting = proposed(draft, ada)
    with pytest.raises(NoteMissing):
        send_back(proposal=waiting, by=ben, reason="")
    returned = send_back(proposal=waiting, by=ben, reason="Eight would be better.")
    assert (returned.state, returned.reason) == ("sent_back", "Eight would be better.")
    put_in_force(proposal=proposed(change_profile(returned, ada, days_to_expect=8), ada), by=ben)
    assert release_in_force().profile.days_to_expect == 8


def test_a_withdrawn_draft_becomes_nothing_any_more(draft: Proposal, ada: Any, ben: Any) -> None:
    gone = withdraw(proposal=proposed(draft, ada), by=ada)
    with pytest.raises(ProposalNotOpen):
        put_in_force(proposal=gone, by=ben)
    assert begin_draft(by=ada).pk != gone.pk


def test_what_is_decided_is_not_decided_twice(draft: Proposal, ada: Any, ben: Any) -> None:
    waiting = proposed(draft, ada)
    put_in_force(proposal=waiting, by=ben)
    with pytest.raises(ProposalNotOpen):
        put_in_force(proposal=waiting, by=ben)
    assert len(releases_by_period()) == 2


def test_each_step_stands_in_the_trail(draft: Proposal, ada: Any, ben: Any) -> None:
    put_in_force(proposal=proposed(draft, ada), by=ben)
    told = list(AuditEntry.objects.filter(subject=f"proposal:{draft.pk}").order_by("id").values_list("verb", "actor"))
    assert told == [
        ("proposal.begun", ada.pk), ("proposal.changed", ada.pk), ("proposal.proposed", ada.pk), ("proposal.approved", ben.pk),
    ]  # fmt: skip
    assert AuditEntry.objects.get(verb="release_made", subject="release:2").actor == ben


NOON = datetime(2027, 3, 1, 16, 0, tzinfo=UTC)  # noon in Bridgetown
MIDNIGHT = datetime(2027, 3, 10, 4, 0, tzinfo=UTC)


def test_a_release_comes_into_force_at_the_local_midnight_of_its_day(draft: Proposal, ada: Any, ben: Any) -> None:
    with clock.frozen(NOON):
        assert put_in_force(proposal=proposed(draft, ada, date(2027, 3, 10)), by=ben).in_force_from == MIDNIGHT
        assert release_in_force().number == 1
    with clock.frozen(MIDNIGHT - timedelta(microseconds=1)):
        assert release_in_force().number == 1
    with clock.frozen(MIDNIGHT):
        assert release_in_force().number == 2


def test_a_process_that_keeps_the_release_notices_the_boundary(draft: Proposal, ada: Any, ben: Any) -> None:
    with clock.frozen(NOON):
        put_in_force(proposal=proposed(draft, ada, date(2027, 3, 10)), by=ben)
    forget_releases()
    with clock.frozen(MIDNIGHT - timedelta(seconds=1)):
        assert release_in_force().number == 1  # read now, and kept for ten seconds
    with clock.frozen(MIDNIGHT + timedelta(seconds=1)):
        assert release_in_force().number == 2


def test_a_day_that_passed_while_it_waited_changes_nothing_gone_by(draft: Proposal, ada: Any, ben: Any) -> None:
    with clock.frozen(NOON):
        waiting = proposed(draft, ada, date(2027, 3, 2))
    with clock.frozen(NOON + timedelta(days=5)):
        assert put_in_force(proposal=waiting, by=ben).in_force_from == NOON + timedelta(days=5)


def test_yesterday_is_refused_where_the_party_is(draft: Proposal, ada: Any) -> None:
    with clock.frozen(datetime(2027, 3, 2, 2, 0, tzinfo=UTC)):  # still the first of March in Barbados
        with pytest.raises(BadDay):
            proposed(draft, ada, date(2027, 2, 28))
        assert proposed(draft, ada, date(2027, 3, 1)).comes_on == date(2027, 3, 1)


def test_the_next_draft_builds_on_a_release_that_is_still_to_come(draft: Proposal, ada: Any, ben: Any) -> None:
    with clock.frozen(NOON):
        put_in_force(proposal=proposed(draft, ada, date(2027, 3, 10)), by=ben)
        after = change_profile(begin_draft(by=ada), ada, currency="XCD")
        assert after.base_number == 2
        with pytest.raises(BadDay):
            proposed(after, ada, date(2027, 3, 9))
        assert put_in_force(proposal=proposed(after, ada, date(2027, 3, 11)), by=ben).profile.days_to_expect == 7


def test_a_coming_release_is_called_off_and_the_next_draft_begins_without_it(
    draft: Proposal, ada: Any, ben: Any
) -> None:
    with clock.frozen(NOON):
        put_in_force(proposal=proposed(draft, ada, date(2027, 3, 10)), by=ben)
        call_off(number=2, by=ada, reason="The minister wants to think.")
        call_off(number=2, by=ada, reason="Clicked twice.")
        assert latest_release().number == 1
    with clock.frozen(MIDNIGHT):
        assert release_in_force().number == 1
        assert [each.standing for each in releases_by_period()] == [Standing.CALLED_OFF, Standing.IN_FORCE]


def test_a_release_in_force_is_not_called_off(ada: Any) -> None:
    with pytest.raises(ReleaseHasBegun):
        call_off(number=1, by=ada, reason="No.")


def test_each_release_knows_its_time(draft: Proposal, ada: Any, ben: Any) -> None:
    with clock.frozen(NOON):
        put_in_force(proposal=proposed(draft, ada, date(2027, 3, 10)), by=ben)
        second, first = releases_by_period()
        assert (second.standing, second.since, second.until) == (Standing.COMING, MIDNIGHT, None)
        assert (first.standing, first.until) == (Standing.IN_FORCE, MIDNIGHT)
    with clock.frozen(MIDNIGHT):
        assert [each.standing for each in releases_by_period()] == [Standing.IN_FORCE, Standing.PAST]


def test_a_draft_whose_base_is_outdated_is_brought_up_to_the_newest(draft: Proposal, ada: Any, ben: Any) -> None:
    waiting = proposed(draft, ada)
    parts = release(1).parts
    parts["profile"] |= {"currency": "XCD"}
    make_release(parts=parts, author="operator")
    with pytest.raises(BaseOutdated):
        put_in_force(proposal=waiting, by=ben)
    again = rebase_draft(proposal=waiting, by=ada)
    assert (again.state, again.base_number, again.conflicts) == ("draft", 2, [])
    made = put_in_force(proposal=proposed(again, ada), by=ben)
    assert (made.profile.currency, made.profile.days_to_expect) == ("XCD", 7)


def test_what_both_changed_stays_as_drafted_and_is_said(draft: Proposal, ada: Any) -> None:
    parts = release(1).parts
    parts["profile"] |= {"days_to_expect": 12}
    make_release(parts=parts, author="operator")
    again = rebase_draft(proposal=draft, by=ada)
    assert again.parts["profile"]["days_to_expect"] == 7
    assert again.conflicts == [{"part": "profile", "key": "days_to_expect", "before": 10, "draft": 7, "newer": 12}]
    with pytest.raises(NothingToUndo):
        undo_change(proposal=again, by=ada)


def test_a_partys_login_cannot_rewrite_a_release_or_a_calling_off(bb: Any) -> None:
    for table in ("releases_release", "releases_callingoff"):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET id = id")
