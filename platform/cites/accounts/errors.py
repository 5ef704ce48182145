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


class NotAnOfficial(DomainError):
    """An absence or a team was meant for somebody who holds no role of an authority, or may not sign in."""

    code = "not_an_official"


class LastDayBeforeFirst(DomainError):
    """An absence would end before it begins."""

    code = "last_day_before_first"


class AbsenceOver(DomainError):
    """The absence ended before today, and what is past is neither noted nor withdrawn."""

    code = "absence_over"


class OverlappingAbsence(DomainError):
    """The person is away on some of these days already."""

    code = "overlapping_absence"


class OwnDeputy(DomainError):
    """Somebody would stand in for themself."""

    code = "own_deputy"


class DeputyWithoutRole(DomainError):
    """The deputy shares no role of an authority with the person, and so could do nothing of their work."""

    code = "deputy_without_role"


class DeputyAway(DomainError):
    """The deputy may not sign in, or is away on all of these days too."""

    code = "deputy_away"


class TeamNameTaken(DomainError):
    """Another team has this name."""

    code = "team_name_taken"


class TeamRetired(DomainError):
    """The team was retired, and nothing about it is changed any more."""

    code = "team_retired"


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


class NoSecondStep(DomainError):
    """The person has no second step that could be reset, or may not sign in any more."""

    code = "no_second_step"


class OwnSecondStep(DomainError):
    """Somebody would propose or confirm the reset of their own second step."""

    code = "own_second_step"


class ResetProposedAlready(DomainError):
    """A reset of this person's second step waits for confirmation already."""

    code = "reset_proposed_already"


class ResetNotOpen(DomainError):
    """The reset was confirmed or withdrawn, or the seven days for it are over."""

    code = "reset_not_open"


class SamePersonTwice(DomainError):
    """Who proposed a reset would confirm it as well."""

    code = "same_person_twice"


class OwnBlock(DomainError):
    """An officer would block, or lift the block of, themself or an organisation that they belong to."""

    code = "own_block"


class BlockLifted(DomainError):
    """The block was lifted already."""

    code = "block_lifted"


class NotAnAgent(DomainError):
    """A mandate was meant for somebody who is no agent, or whom the Management Authority has not verified."""

    code = "not_an_agent"


class OwnAgent(DomainError):
    """Somebody would give a mandate to themself."""

    code = "own_agent"


class NotYourMandate(DomainError):
    """A mandate would be withdrawn by somebody who neither gave nor holds it."""

    code = "not_your_mandate"


class MandateOver(DomainError):
    """The mandate was withdrawn, has ended or not begun, or does not cover the document."""

    code = "not_allowed_without_mandate"


class OwnCorrection(DomainError):
    """An official would decide about a correction that they asked for themself."""

    code = "own_correction"


class AlreadyDecided(DomainError):
    """Somebody has decided about the correction before."""

    code = "already_decided"


class OwnErasure(DomainError):
    """Somebody would erase their own details."""

    code = "own_erasure"


class CasesUnderWay(DomainError):
    """Somebody's details would be erased while cases of theirs are under way; ``data["cases"]`` names them."""

    code = "cases_under_way"
