"""What can go wrong with people; every error is a noun that an officer would use."""

from kernel.errors import DomainError


class PeopleAreNeverDeleted(DomainError):
    """A person was to be deleted; people are deactivated and anonymised instead."""

    code = "people_are_never_deleted"


class UnknownPerson(DomainError):
    """Nobody of that number is known here."""

    code = "unknown_person"


class AlreadyVerified(DomainError):
    """A decision was already made on this trader; nothing is decided twice."""

    code = "already_verified"


class NotATrader(DomainError):
    """Verification was asked for somebody who is no trader or agent."""

    code = "not_a_trader"


class ReasonMissing(DomainError):
    """A refusal needs a reason that the person can read."""

    code = "reason_missing"


class RoleNotOfferedHere(DomainError):
    """A role of the shared front door was given on a Party's site, or the other way round."""

    code = "role_not_offered_here"


class OwnRole(DomainError):
    """Somebody would give a role to themself."""

    code = "own_role"


class AlreadyMember(DomainError):
    """The person belongs to the organisation already."""

    code = "already_member"


class OwnMembership(DomainError):
    """An officer would decide about a membership of their own."""

    code = "own_membership"


class SharedOrganisation(DomainError):
    """An organisation to which several people belong would be changed by one of them."""

    code = "shared_organisation"


class LastAdministrator(DomainError):
    """The last Party administrator would lose the role, and nobody could give it back."""

    code = "last_administrator"


class InvitationNotOpen(DomainError):
    """The invitation is forged, of another Party, expired, withdrawn or already used."""

    code = "invitation_not_open"


class SomebodyHere(DomainError):
    """A Party has people already, so no operator names its administrator any more."""

    code = "somebody_here"


class AddressTaken(DomainError):
    """Somebody already uses this e-mail address here."""

    code = "address_taken"


class DemoRefused(DomainError):
    """Demo people were asked for in production."""

    code = "demo_refused"
