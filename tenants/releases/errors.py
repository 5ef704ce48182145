"""What can go wrong between a draft and a release, as nouns."""

from kernel.errors import DomainError


class ProposalNotOpen(DomainError):
    """The proposal is not at the stage at which this may be done."""

    code = "proposal_state_conflict"


class ProposalWaiting(DomainError):
    """A proposal waits for its decision, so nothing else is drafted meanwhile."""

    code = "proposal_waiting"


class ProposalMovedOn(DomainError):
    """Somebody changed the proposal after the page was shown."""

    code = "stale_proposal"


class NothingProposed(DomainError):
    """The draft says what its base says."""

    code = "nothing_proposed"


class NothingToUndo(DomainError):
    """No change of the draft is left that could be undone."""

    code = "nothing_to_undo"


class NoteMissing(DomainError):
    """A proposal says in a note what it changes, and a refusal says why."""

    code = "note_missing"


class BadDay(DomainError):
    """A release cannot come into force on that day."""

    code = "bad_day"


class BaseOutdated(DomainError):
    """A newer release was made since the draft was begun; the draft has to be brought up to it first."""

    code = "base_outdated"


class SecondPersonNeeded(DomainError):
    """Whoever wrote or proposed a release does not put it in force."""

    code = "second_person_needed"


class ReleaseHasBegun(DomainError):
    """A release that is in force, or was, cannot be called off."""

    code = "release_has_begun"
