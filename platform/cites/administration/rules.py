"""Who may read what a Party chose, who may draft a change, and who may decide on one; no person does both."""

from cites.accounts.roles import Role

DRAFTERS = frozenset({Role.PARTY_ADMINISTRATOR})
DECIDERS = frozenset({Role.PARTY_ADMINISTRATOR, Role.MA_SIGNATORY})
READERS = DRAFTERS | DECIDERS | {Role.AUDITOR}
