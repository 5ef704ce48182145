"""Which parts of a case each official may read: the role table, as data."""

from collections.abc import Iterable
from enum import StrEnum

from cites.accounts.roles import OTHER_AUTHORITIES, Role


class Part(StrEnum):
    """One section of the case page, in the order of the page."""

    MISSING = "missing"
    REQUEST = "request"
    LINES = "lines"
    CHANGES = "changes"
    RULES = "rules"
    PERMITTED = "permitted"
    RECENT = "recent"
    FINDINGS = "findings"
    INCOMING = "incoming"
    FEES = "fees"
    MESSAGES = "messages"
    NOTES = "notes"
    BODIES = "bodies"
    ATTACHMENTS = "attachments"
    PERMIT = "permit"
    HISTORY = "history"


class SharedPart(StrEnum):
    """What of a case an officer may show to a body outside."""

    SPECIMENS = "specimens"
    PURPOSE = "purpose"
    PEOPLE = "people"
    RULES = "rules"
    FINDINGS = "findings"


# Whoever shows a part has to read it; the first two name nobody, and are shown unless the officer unticks them.
PART_OF_SHARED: dict[SharedPart, Part] = {
    SharedPart.SPECIMENS: Part.LINES,
    SharedPart.PURPOSE: Part.REQUEST,
    SharedPart.PEOPLE: Part.REQUEST,
    SharedPart.RULES: Part.RULES,
    SharedPart.FINDINGS: Part.FINDINGS,
}
SHARED_AT_FIRST = (SharedPart.SPECIMENS, SharedPart.PURPOSE)

EVERYTHING = frozenset(Part)

PARTS_BY_ROLE: dict[Role, frozenset[Part]] = {
    Role.MA_OFFICER: EVERYTHING,
    Role.MA_SIGNATORY: EVERYTHING,
    Role.SCIENTIFIC_AUTHORITY: EVERYTHING - {Part.FEES},
    **dict.fromkeys(OTHER_AUTHORITIES, EVERYTHING - {Part.FEES}),
    Role.CASHIER: frozenset({Part.FEES}),
    Role.CUSTOMS: frozenset({Part.REQUEST, Part.LINES, Part.INCOMING, Part.PERMIT}),
    Role.AUDITOR: EVERYTHING,
    Role.PARTY_ADMINISTRATOR: EVERYTHING,
}
CASE_READERS = frozenset(PARTS_BY_ROLE)
NOTE_WRITERS = frozenset(role for role, parts in PARTS_BY_ROLE.items() if Part.NOTES in parts) - {Role.AUDITOR}
BODY_ASKERS = frozenset({Role.MA_OFFICER, Role.MA_SIGNATORY, Role.SCIENTIFIC_AUTHORITY, *OTHER_AUTHORITIES})
TEXT_WRITERS = frozenset({Role.MA_OFFICER, Role.MA_SIGNATORY, Role.PARTY_ADMINISTRATOR})
FINDING_MAKERS: dict[str, frozenset[Role]] = {
    "scientific": frozenset({Role.SCIENTIFIC_AUTHORITY}),
    "management": frozenset({Role.MA_OFFICER, Role.MA_SIGNATORY}),
}
"""Who makes findings for more than one case, by authority."""
ALL_FINDING_MAKERS = frozenset[Role]().union(*FINDING_MAKERS.values())
FINDING_READERS = frozenset(role for role, parts in PARTS_BY_ROLE.items() if Part.FINDINGS in parts)
OPERATOR_READERS = FINDING_READERS
OPERATOR_KEEPERS = frozenset({Role.MA_OFFICER, Role.MA_SIGNATORY})
"""Who keeps the register of operators of the simplified procedure."""
CHECKERS = frozenset({Role.MA_OFFICER, Role.MA_SIGNATORY, Role.CUSTOMS})
"""Who checks the papers of other States: at the import desk and at the border."""
CHECK_READERS = CHECKERS | {Role.SCIENTIFIC_AUTHORITY, Role.AUDITOR, Role.PARTY_ADMINISTRATOR}
CHECK_ACCEPTERS = frozenset({Role.MA_OFFICER, Role.MA_SIGNATORY})
"""Who accepts such a paper although a rule that leaves room for it speaks against it."""
AUTHORITY_ASKERS = CHECK_ACCEPTERS
"""Who asks the Management Authority of another State."""
INDICATOR_READERS = frozenset({Role.MA_OFFICER, Role.MA_SIGNATORY, Role.PARTY_ADMINISTRATOR})
QUOTA_READERS = frozenset(role for role, parts in PARTS_BY_ROLE.items() if Part.PERMITTED in parts)
REISSUERS = frozenset({Role.MA_SIGNATORY})
RECORD_READERS = INDICATOR_READERS | {Role.AUDITOR}
PAPER_REMOVERS = frozenset({Role.PARTY_ADMINISTRATOR, Role.MA_SIGNATORY})
"""Who removes papers whose time is over, two together; of two kinds, as for second steps."""
PAPER_HOLDERS = PAPER_REMOVERS | {Role.MA_OFFICER}
"""Who keeps the papers of a case whatever their age."""
OLD_PAPER_READERS = PAPER_HOLDERS | {Role.AUDITOR}
AUDIT_READERS = frozenset({Role.AUDITOR, Role.PARTY_ADMINISTRATOR})
REGISTER_TAKERS = frozenset({Role.MA_OFFICER, Role.MA_SIGNATORY, Role.AUDITOR})
"""Who takes the lines and the documents of many permits away as files, with all names and addresses in them."""
PAPER_IMPORTERS = frozenset({Role.MA_OFFICER, Role.MA_SIGNATORY})
"""Who takes permits into the register that were issued on paper."""
SHARED_VIEW_KEEPERS = frozenset({Role.MA_OFFICER, Role.MA_SIGNATORY})
"""Who changes and removes views of the register that others share with the office."""
SEES_ISSUED_ONLY = frozenset({Role.CUSTOMS})


def parts_open_to(roles: Iterable[Role], *, has_permit: bool) -> frozenset[Part]:
    """The parts of a case that somebody with these roles may read; none at all means no access.

    Customs officers read a case only once it has a permit, or its paper is registered.
    """
    held = set(roles)
    readable = held if has_permit else held - SEES_ISSUED_ONLY
    return frozenset[Part]().union(*(PARTS_BY_ROLE.get(role, frozenset()) for role in readable))


def sees_issued_only(roles: Iterable[Role]) -> bool:
    """True when every case-reading role that the person holds stops at cases with a permit."""
    reading = CASE_READERS & set(roles)
    return bool(reading) and reading <= SEES_ISSUED_ONLY
