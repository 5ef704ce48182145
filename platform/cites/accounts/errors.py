"""What can go wrong with people; every error is a noun that an officer would use."""

from kernel.errors import DomainError


class PeopleAreNeverDeleted(DomainError):
    """A person was to be deleted; people are deactivated and anonymised instead."""


class AlreadyVerified(DomainError):
    """A decision was already made on this trader; nothing is decided twice."""


class NotATrader(DomainError):
    """Verification was asked for somebody who is no trader or agent."""


class ReasonMissing(DomainError):
    """A refusal needs a reason that the person can read."""


class RoleNotOfferedHere(DomainError):
    """A role of the shared front door was given on a Party's site, or the other way round."""


class LastAdministrator(DomainError):
    """The last Party administrator would lose the role, and nobody could give it back."""


class InvitationNotOpen(DomainError):
    """The invitation is forged, of another Party, expired, withdrawn or already used."""


class AddressTaken(DomainError):
    """Somebody already uses this e-mail address here."""


class DemoRefused(DomainError):
    """Demo people were asked for in production."""
