"""Whom a process may ask beside the Scientific Authority: by which verb each of them finds, and in which role."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class OtherAuthority(StrEnum):
    """Who may be asked, as far as a Party's process asks anybody; no Article names them."""

    FISHERIES = "fisheries"
    FORESTRY = "forestry"
    VETERINARY = "veterinary"
    COMMITTEE = "committee"


AUTHORITY_OF_VERB: Final[Mapping[str, OtherAuthority]] = {
    "record_fisheries_finding": OtherAuthority.FISHERIES,
    "record_forestry_finding": OtherAuthority.FORESTRY,
    "record_veterinary_finding": OtherAuthority.VETERINARY,
    "record_committee_advice": OtherAuthority.COMMITTEE,
}
UNDO_A_DECISION: Final = (
    "submit", "complete_examination", "record_finding", *AUTHORITY_OF_VERB, "refuse", "reopen_decision",
)  # fmt: skip
"""The actions after which an approval of before no longer counts."""
ROLE_OF_AUTHORITY: Final[Mapping[OtherAuthority, str]] = {
    OtherAuthority.FISHERIES: "fisheries_authority",
    OtherAuthority.FORESTRY: "forestry_authority",
    OtherAuthority.VETERINARY: "veterinary_authority",
    OtherAuthority.COMMITTEE: "committee_member",
}
