"""From a draft to a release: proposed by one person, decided by another; a coming one can be called off."""

from datetime import UTC, date, datetime, time
from typing import Any

from kernel import clock
from kernel.text import gettext_noop
from tenants.audit.services import record
from tenants.releases.drafting import authors
from tenants.releases.errors import (
    BadDay,
    BaseOutdated,
    NoteMissing,
    NothingProposed,
    ReleaseHasBegun,
    SecondPersonNeeded,
)
from tenants.releases.hands import person_in
from tenants.releases.holding import held, one_at_a_time, tell
from tenants.releases.models import CallingOff, Proposal, Release
from tenants.releases.plain import same
from tenants.releases.queries import forget_releases, latest_release, release, release_in_force
from tenants.releases.services import make_release, refuse_publication
from tenants.releases.signals import proposal_approved, proposal_made, proposal_sent_back


def propose(
    *, proposal: Proposal, by: Any, note: str, in_force_from: date | None = None, version: int | None = None
) -> Proposal:
    """Lay the draft before a second person; it comes into force at the local midnight of ``in_force_from``.

    Without a day, or on today's, it does so as soon as it is approved. Raises ProfileFaulty with all faults, also of
    what the Party's people could not do under it,
    NoteMissing, NothingProposed, BaseOutdated, and BadDay for a day that is past or before the newest release.
    """
    with held(proposal, version, *Proposal.IN_HAND) as draft:
        _refuse_old_base(draft)
        _refuse_without(note, gettext_noop("Say in a few words what changes, and why."))
        if same(draft.parts, release(draft.base_number).parts):
            raise NothingProposed(message=gettext_noop("Nothing is changed yet, so there is nothing to propose."))
        refuse_publication(draft.parts)
        _refuse_bad_day(in_force_from)
        draft.state, draft.note, draft.comes_on = Proposal.State.PROPOSED, note.strip(), in_force_from
        draft.proposed_by, draft.proposed_at, draft.reason = person_in(by), clock.now(), ""
        tell("proposed", draft, by, comes_on=in_force_from.isoformat() if in_force_from else "")
        proposal_made.send(Proposal, proposal=draft, by=by)
    return draft


def take_back(*, proposal: Proposal, by: Any, version: int | None = None) -> Proposal:
    """Make a proposal that waits for its decision a draft again."""
    with held(proposal, version, Proposal.State.PROPOSED) as draft:
        draft.state = Proposal.State.DRAFT
        tell("taken_back", draft, by)
    return draft


def send_back(*, proposal: Proposal, by: Any, reason: str, version: int | None = None) -> Proposal:
    """Send a proposal back to be changed, and say why; raise NoteMissing without a reason."""
    with held(proposal, version, Proposal.State.PROPOSED) as draft:
        _refuse_without(reason, gettext_noop("Say why, so that it can be changed."))
        draft.state, draft.reason = Proposal.State.SENT_BACK, reason.strip()
        draft.decided_by, draft.decided_at = by, clock.now()
        tell("sent_back", draft, by)
        proposal_sent_back.send(Proposal, proposal=draft, by=by)
    return draft


def withdraw(*, proposal: Proposal, by: Any, version: int | None = None) -> Proposal:
    """Give a draft or proposal up; it stays on record and can become nothing any more."""
    with held(proposal, version, *Proposal.OPEN) as draft:
        draft.state = Proposal.State.WITHDRAWN
        draft.decided_by, draft.decided_at = person_in(by), clock.now()
        tell("withdrawn", draft, by)
    return draft


def put_in_force(*, proposal: Proposal, by: Any, version: int | None = None) -> Release:
    """Approve a proposal as a second person, and return the release that it becomes.

    It comes into force on its day; where that has begun, now: nothing is ever changed for a time gone by.
    Raises SecondPersonNeeded for whoever wrote or proposed it, BaseOutdated when a newer release was made
    meanwhile, and ProfileFaulty when rules that are newer than the proposal refuse it, or people have left.
    """
    with held(proposal, version, Proposal.State.PROPOSED) as draft:
        if by.pk in authors(draft):
            message = gettext_noop("You had a hand in this proposal, so somebody else has to put it in force.")
            raise SecondPersonNeeded(message=message)
        _refuse_old_base(draft)
        refuse_publication(draft.parts)
        made = make_release(
            parts=draft.parts,
            author=draft.operator if draft.proposed_by is None else "",
            note=draft.note,
            in_force_from=_moment_of(draft.comes_on),
            proposed_by=draft.proposed_by,
            approved_by=by,
        )
        draft.state, draft.release_number = Proposal.State.APPROVED, made.number
        draft.decided_by, draft.decided_at = by, clock.now()
        tell("approved", draft, by, release=made.number)
        proposal_approved.send(Proposal, proposal=draft, by=by, release=made)
    return made


def call_off(*, number: int, by: Any, reason: str) -> None:
    """Call off the newest release before its day has come; raise ReleaseHasBegun for any other."""
    with one_at_a_time():
        coming = release(number)
        if coming.is_called_off:
            return
        if coming.in_force_from <= clock.now() or latest_release().number != number:
            raise ReleaseHasBegun(message=gettext_noop("Only a release that is still to come can be called off."))
        _refuse_without(reason, gettext_noop("Say why it is called off."))
        CallingOff.objects.create(release=coming, by=by, at=clock.now(), reason=reason.strip())
        record("release_called_off", subject=f"release:{number}", actor=by)
        forget_releases()


def _refuse_old_base(draft: Proposal) -> None:
    newest = latest_release()
    if newest.number != draft.base_number:
        message = gettext_noop(
            "This was begun from release %(base)s, and there is a release %(newest)s now. Bring it up to that first."
        )
        raise BaseOutdated(message=message, data={"base": draft.base_number, "newest": newest.number})


def _refuse_without(text: str, message: str) -> None:
    if not text.strip():
        raise NoteMissing(message=message)


def _refuse_bad_day(day: date | None) -> None:
    if day is not None and day < clock.local_date(release_in_force().profile.time_zone):
        raise BadDay(message=gettext_noop("A release cannot come into force on a day that is past."))
    newest = latest_release()
    if _moment_of(day) < newest.in_force_from:
        local = newest.in_force_from.astimezone(release_in_force().profile.zone)
        message = gettext_noop("Release %(number)s comes into force on %(day)s, and this one cannot come before it.")
        raise BadDay(message=message, data={"number": newest.number, "day": local.date().isoformat()})


def _moment_of(day: date | None) -> datetime:
    """The beginning of a day where the Party is; now, where there is none or it has begun."""
    if day is None:
        return clock.now()
    midnight = datetime.combine(day, time.min, tzinfo=release_in_force().profile.zone)
    return max(midnight.astimezone(UTC), clock.now())
