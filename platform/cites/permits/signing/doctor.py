"""Whether a Party's keys open, are what they say, and are published as they stand."""

from collections.abc import Iterator
from functools import partial

from cites.permits.models import SigningKey
from cites.permits.signing.keys import open_private, public_jwk
from cites.permits.signing.publishing import is_published, publish_keys, published_keys
from cites.permits.signing.queries import keys_of
from tenants.doctor.checks import DoctorCheck, Finding
from tenants.errors import SecretUnreadable
from tenants.models import Party, PublishedKey


def look(party: Party) -> Iterator[Finding]:
    """Yield what is wrong with the keys of ``party``; that there is none is said by the check of onboarding.

    A published copy is mended only while nothing is wrong with the keys themselves.
    """
    keys = keys_of(party)
    faults = [fault for key in keys if (fault := _fault_of(key))]
    yield from (Finding(party.schema_name, fault) for fault in faults)
    if not party.practice:
        mend = None if faults else partial(publish_keys, party, put_right=True)
        yield from (Finding(party.schema_name, text, mend) for text in _differences(keys, published_keys(party)))
        yield from (Finding(party.schema_name, text) for text in _strangers(keys, published_keys(party)))


def _fault_of(key: SigningKey) -> str:
    try:
        private = open_private(key.sealed_private, key.kid)
    except SecretUnreadable:
        # What no longer signs need not be opened any more.
        return _SEALED_ELSEWHERE.format(kid=key.kid) if key.is_in_use else ""
    return "" if public_jwk(private, key.kid) == key.public_jwk else f"{key.kid} has the public half of another key"


def _differences(keys: list[SigningKey], copies: dict[str, PublishedKey]) -> Iterator[str]:
    for key in keys:
        copy = copies.get(key.kid)
        if copy is None:
            yield f"{key.kid} is not published on the front door"
        elif not is_published(key, copy):
            what = "another key" if copy.jwk != key.public_jwk else "another date of revocation"
            yield f"{key.kid} is published on the front door with {what}"


def _strangers(keys: list[SigningKey], copies: dict[str, PublishedKey]) -> Iterator[str]:
    own = {key.kid for key in keys}
    return (f"{kid} is published on the front door and is no key of this Party" for kid in sorted(copies.keys() - own))


_SEALED_ELSEWHERE = (
    "{kid} was sealed under another FIELD_KEY than this environment's: put that one after a space behind the present"
    " one, or, where it is lost, make a new key by manage.py rotate_signing_key"
)
CHECK = DoctorCheck("signing keys", look)
