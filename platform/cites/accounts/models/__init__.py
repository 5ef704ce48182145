"""The tables of people; they lie in the shared schema and in each Party's."""

from cites.accounts.models.absences import Absence
from cites.accounts.models.blocks import Block, BlockLift
from cites.accounts.models.corrections import CorrectionRequest, Outcome
from cites.accounts.models.mandates import Mandate
from cites.accounts.models.people import (
    AddressField,
    Invitation,
    Membership,
    Organisation,
    People,
    RoleGrant,
    User,
    UserManager,
    Verification,
)
from cites.accounts.models.second_step import SecondStepReset
from cites.accounts.models.teams import Team, TeamMembership
from cites.accounts.roles import Role

__all__ = [
    "Absence",
    "AddressField",
    "Block",
    "BlockLift",
    "CorrectionRequest",
    "Invitation",
    "Mandate",
    "Membership",
    "Organisation",
    "Outcome",
    "People",
    "Role",
    "RoleGrant",
    "SecondStepReset",
    "Team",
    "TeamMembership",
    "User",
    "UserManager",
    "Verification",
]
