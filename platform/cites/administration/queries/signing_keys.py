"""What an administrator reads of the Party's keys: where they are published, and how the last change is going."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from cites.permits.signing.asking import Change
from kernel.errors import DomainError
from localization.sentences import sentence_of
from tenants.context import as_public, current_party
from tenants.hosts import address_of
from tenants.models import Job

KEY_SET: Final = "/.well-known/jwks.json"
CHAIN: Final = "/.well-known/signing-chain.pem"
REVOKED: Final = "/.well-known/signing-authority.crl"


@dataclass(frozen=True, slots=True)
class Published:
    """The addresses at which all the world reads them."""

    key_set: str
    chain: str
    revoked: str


@dataclass(frozen=True, slots=True)
class LastChange:
    """The change that was asked for last: whether it is still to be done, or else why it was not."""

    asked_at: datetime
    is_awaited: bool
    fault: str


def published() -> Published:
    """Return where the keys of the active Party and their certificates are."""
    party = current_party()
    return Published(address_of(party, KEY_SET), address_of(party, CHAIN), address_of(party, REVOKED))


def last_change() -> LastChange | None:
    """Return the change of this Party's keys that was asked for last, on these pages."""
    slug = current_party().slug
    with as_public():
        asked = Job.objects.filter(kind__in=[each.value for each in Change], parameters__parties=[slug]).first()
    if asked is None:
        return None
    failed = asked.state == Job.State.FAILED
    error = DomainError(message=asked.error, data=asked.error_facts)
    return LastChange(asked.asked_at, not asked.is_finished, sentence_of(error) if failed else "")
