"""What can go wrong with Parties, as nouns."""

from kernel.errors import DomainError


class UnknownParty(DomainError):
    """No Party of that code is served here."""

    code = "unknown_party"


class NoParty(DomainError):
    """This works only inside a Party, and none is active."""

    code = "no_party"


class PartyChangeInTransaction(DomainError):
    """The Party may not change inside a transaction, for the two would not commit together."""

    code = "party_change_in_transaction"


class NotTheOwner(DomainError):
    """This process holds no owner's login, so it may not change structure."""

    code = "not_the_owner"


class OwnerLoginHere(DomainError):
    """This process was given the owner's login, and serves pages to everybody."""

    code = "owner_login_here"


class ProfileFaulty(DomainError):
    """A profile does not check; ``data['faults']`` lists file, key and reason."""

    code = "profile_faulty"


class NoRelease(DomainError):
    """No release of that number exists, or none is in force on that day."""

    code = "no_release"


class SignedElsewhere(DomainError):
    """A signed text is forged, too old, or was signed for another Party."""

    code = "signed_elsewhere"


class SecretUnreadable(DomainError):
    """A secret was sealed under a key that this deployment no longer has, or for something else."""

    code = "secret_unreadable"


class AppendOnlyRecord(DomainError):
    """A record of this kind is never changed or removed."""

    code = "append_only_record"


class NotAnOperator(DomainError):
    """Only a hosting operator may do this."""

    code = "not_an_operator"


class NotInThatState(DomainError):
    """The Party's status does not allow this."""

    code = "party_state_conflict"


class StatusMoved(DomainError):
    """Somebody else has changed the Party's status since the page was opened."""

    code = "stale_status"


class RemovalRefused(DomainError):
    """Not yet, or not by this person: two operators and a waiting time stand before a removal."""

    code = "removal_refused"


class HostRefused(DomainError):
    """That host name cannot be given to this Party."""

    code = "host_refused"


class FaultyAttachment(DomainError):
    """A file is too large, empty, or not of a kind that is accepted."""

    code = "faulty_attachment"
