"""The roles that a person can hold, each with the sentence that says what it is for."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """One thing that a person may be on a Party's site or, for the last two, on the shared front door."""

    TRADER = "trader", _("Trader")
    AGENT = "agent", _("Agent")
    MA_OFFICER = "ma_officer", _("Management Authority officer")
    MA_SIGNATORY = "ma_signatory", _("Management Authority signatory")
    SCIENTIFIC_AUTHORITY = "scientific_authority", _("Scientific Authority")
    FISHERIES_AUTHORITY = "fisheries_authority", _("Fisheries authority")
    FORESTRY_AUTHORITY = "forestry_authority", _("Forestry authority")
    VETERINARY_AUTHORITY = "veterinary_authority", _("Veterinary authority")
    COMMITTEE_MEMBER = "committee_member", _("Committee member")
    CASHIER = "cashier", _("Cashier")
    CUSTOMS = "customs", _("Customs officer")
    AUDITOR = "auditor", _("Auditor")
    PARTY_ADMINISTRATOR = "party_administrator", _("Party administrator")
    OPERATOR = "operator", _("Hosting operator")
    EDITOR = "editor", _("Secretariat editor")

    @property
    def sentence(self) -> Promise:
        """What a person with this role may do, as one sentence."""
        return ROLE_SENTENCES[self]


ROLE_SENTENCES: dict[Role, Promise] = {
    Role.TRADER: _("Applies for permits in their own name or for their organisation."),
    Role.AGENT: _("Applies for permits on behalf of the people and organisations they act for."),
    Role.MA_OFFICER: _("Verifies traders, examines applications and decides on them."),
    Role.MA_SIGNATORY: _("Signs off permits for the Management Authority once they are paid."),
    Role.SCIENTIFIC_AUTHORITY: _("Records non-detriment findings on applications."),
    Role.FISHERIES_AUTHORITY: _("Records what the fisheries authority finds, where the process asks it."),
    Role.FORESTRY_AUTHORITY: _("Records what the forestry authority finds, where the process asks it."),
    Role.VETERINARY_AUTHORITY: _("Records what the veterinary authority finds, where the process asks it."),
    Role.COMMITTEE_MEMBER: _("Records what the advisory committee advises, where the process asks it."),
    Role.CASHIER: _("Takes payments at the counter and prints receipts."),
    Role.CUSTOMS: _("Checks permits at the border."),
    Role.AUDITOR: _("Reads cases and the audit trail, and changes nothing."),
    Role.PARTY_ADMINISTRATOR: _("Invites officials and decides which roles they hold."),
    Role.OPERATOR: _("Runs this service for all Parties, without seeing into their cases."),
    Role.EDITOR: _("Writes the pages of the shared front door."),
}

APPLICANTS = frozenset({Role.TRADER, Role.AGENT})
FRONT_DOOR = frozenset({Role.OPERATOR, Role.EDITOR})
OFFICIALS = frozenset(Role) - APPLICANTS
OTHER_AUTHORITIES = frozenset(
    {Role.FISHERIES_AUTHORITY, Role.FORESTRY_AUTHORITY, Role.VETERINARY_AUTHORITY, Role.COMMITTEE_MEMBER}
)
PARTY_OFFICIALS = OFFICIALS - FRONT_DOOR

# Who resets a lost second step, two together; of two kinds, so that an office with one administrator finds a second.
RESETTERS = frozenset({Role.PARTY_ADMINISTRATOR, Role.MA_SIGNATORY})
# Who decides for the Management Authority that somebody may send no new applications.
BLOCKERS = frozenset({Role.MA_OFFICER, Role.MA_SIGNATORY})
