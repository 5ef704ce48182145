"""What a Party chose (releases), and what it is about to choose (proposals)."""

from tenants.releases.models.proposal import Proposal, ProposalChange
from tenants.releases.models.release import CallingOff, Release

__all__ = ["CallingOff", "Proposal", "ProposalChange", "Release"]
