"""Drafting a release: begun from the newest, changed part by part, undone, brought up to a newer one."""

import json
from collections.abc import Collection
from typing import Any

from kernel import clock
from kernel.text import gettext_noop
from tenants.profiles.confirmation import confirmed
from tenants.releases.errors import NothingToUndo, ProposalWaiting
from tenants.releases.hands import operator_in, person_in
from tenants.releases.holding import held, one_at_a_time, tell
from tenants.releases.merging import merged
from tenants.releases.models import Proposal, ProposalChange
from tenants.releases.parts import release_parts
from tenants.releases.plain import same, written
from tenants.releases.queries import latest_release, open_proposal, release

# A change of the whole draft; its text before is kept with the number of its base.
_BASE = ""


def begin_draft(*, by: Any) -> Proposal:
    """Return the open draft of the active Party, begun from its newest release where there is none.

    Raises ProposalWaiting while one waits for its decision.
    """
    with one_at_a_time():
        if (found := open_proposal()) is not None:
            if found.is_in_hand:
                return found
            message = gettext_noop("A proposal waits for its decision. Take it back to change it.")
            raise ProposalWaiting(message=message)
        newest = latest_release()
        made = Proposal.objects.create(
            base_number=newest.number,
            text=newest.text,
            begun_by=person_in(by),
            operator=operator_in(by),
            begun_at=clock.now(),
        )
        tell("begun", made, by, base=newest.number)
        return made


def change_part(*, proposal: Proposal, part: str, data: Any, by: Any, version: int | None = None) -> Proposal:
    """Put ``data`` (plain, the whole part) into the draft and return it; faults are kept, and said elsewhere.

    Data that is there already changes nothing. Raises UnknownEntry for a part that nobody registered.
    """
    release_parts.get(part)
    if same(_now(proposal).parts.get(part), data):
        return _now(proposal)
    with held(proposal, version, *Proposal.IN_HAND) as draft:
        parts = draft.parts
        _keep(draft, part, written(parts.get(part)), by)
        draft.text = written(parts | {part: data})
        tell("changed", draft, by, part=part)
    return draft


def confirm_values(*, proposal: Proposal, keys: Collection[str], by: Any, version: int | None = None) -> Proposal:
    """Confirm values of the draft by their keys, as ``values_to_confirm`` names them."""
    with one_at_a_time():
        parts = _now(proposal).parts
        changed = {"profile": confirmed(parts["profile"], keys)}
        for name in set(keys) & set(parts):
            if isinstance(parts[name], dict) and parts[name].get("confirmed") is False:
                changed[name] = parts[name] | {"confirmed": True}
        for name, data in changed.items():
            proposal = change_part(proposal=proposal, part=name, data=data, by=by, version=version)
            version = proposal.version if version is not None else None
        return proposal


def undo_change(*, proposal: Proposal, by: Any, version: int | None = None) -> Proposal:
    """Take the last change back that was not undone yet; raise NothingToUndo where none is left."""
    with held(proposal, version, *Proposal.IN_HAND) as draft:
        change = draft.changes.filter(undone_at=None).last()
        if change is None or change.part == _BASE:
            raise NothingToUndo(message=gettext_noop("There is no change left to undo."))
        draft.text = written(draft.parts | {change.part: json.loads(change.before)})
        change.undone_by, change.undone_at = person_in(by), clock.now()
        change.save(update_fields=["undone_by", "undone_at"])
        tell("undone", draft, by, part=change.part)
    return draft


def rebase_draft(*, proposal: Proposal, by: Any, version: int | None = None) -> Proposal:
    """Bring the draft up to the newest release: that one, with what the draft changed.

    Where both changed a value, the draft's stays and stands in ``conflicts``. A proposal that waited is a
    draft again, for it says something else now. One that is up to date stays as it is.
    """
    if _now(proposal).base_number == latest_release().number:
        return _now(proposal)
    with held(proposal, version, *Proposal.OPEN) as draft:
        newest = latest_release()
        parts, conflicts = merged(release(draft.base_number).parts, draft.parts, newest.parts)
        _keep(draft, _BASE, draft.text, by)
        draft.text, draft.base_number = written(parts), newest.number
        draft.conflicts = [each.as_plain() for each in conflicts]
        draft.state = Proposal.State.DRAFT if draft.state == Proposal.State.PROPOSED else draft.state
        tell("rebased", draft, by, base=newest.number, conflicts=len(conflicts))
    return draft


def authors(proposal: Proposal) -> set[int]:
    """Return the ids of the people whose hand is in the draft: those who changed it, undid others' or proposed it."""
    found = {proposal.proposed_by_id}
    for change in proposal.changes.all():
        own = change.undone_by_id == change.by_id
        found |= {change.by_id} if change.undone_at is None else set() if own else {change.undone_by_id}
    return {each for each in found if each is not None}


def _now(proposal: Proposal) -> Proposal:
    return Proposal.objects.get(pk=proposal.pk)


def _keep(draft: Proposal, part: str, before: str, by: Any) -> None:
    ProposalChange.objects.create(
        proposal=draft, part=part, before=before, by=person_in(by), operator=operator_in(by), at=clock.now()
    )
