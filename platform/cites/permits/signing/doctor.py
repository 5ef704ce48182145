"""Whether a Party's keys open, are what they say, and are published as they stand."""

from collections.abc import Iterator
from functools import partial

from cites.permits.models import SigningKey
from cites.permits.signing.keys import open_private, public_jwk
from cites.permits.signing.publishing import is_published, publish_keys, published_keys
from cites.permits.signing.queries import keys_of
from kernel.text import gettext_noop
from tenants.doctor.checks import DoctorCheck, Finding
from tenants.errors import SecretUnreadable
from tenants.models import Party, PublishedKey


def look(party: Party) -> Iterator[Finding]:
    """Yield what is wrong with the keys of ``party``; that there is none is said by the check of onboarding.

    A published copy is mended only while nothing is wrong with the keys themselves.
    """
    keys = keys_of(party)
    faults = [(fault, key.kid) for key in keys if (fault := _fault_of(key))]
    yield from (Finding(party.schema_name, fault, data={"kid": kid}) for fault, kid in faults)
    if not party.practice:
        mend = None if faults else partial(publish_keys, party, put_right=True)
        for text, kid in _differences(keys, published_keys(party)):
            yield Finding(party.schema_name, text, mend, {"kid": kid})
        for kid in _strangers(keys, published_keys(party)):
            yield Finding(party.schema_name, _STRANGER, data={"kid": kid})


def _fault_of(key: SigningKey) -> str:
    try:
        private = open_private(key.sealed_private, key.kid)
    except SecretUnreadable:
        # What no longer signs need not be opened any more.
        return _SEALED_ELSEWHERE if key.is_in_use else ""
    return "" if public_jwk(private, key.kid) == key.public_jwk else _OTHER_HALF


def _differences(keys: list[SigningKey], copies: dict[str, PublishedKey]) -> Iterator[tuple[str, str]]:
    for key in keys:
        copy = copies.get(key.kid)
        if copy is None:
            yield _UNPUBLISHED, key.kid
        elif not is_published(key, copy):
            yield (_OTHER_KEY if copy.jwk != key.public_jwk else _OTHER_DATE), key.kid


def _strangers(keys: list[SigningKey], copies: dict[str, PublishedKey]) -> list[str]:
    own = {key.kid for key in keys}
    return sorted(copies.keys() - own)


_OTHER_HALF = gettext_noop("%(kid)s has the public half of another key")
_UNPUBLISHED = gettext_noop("%(kid)s is not published on the front door")
_OTHER_KEY = gettext_noop("%(kid)s is published on the front door with another key")
_OTHER_DATE = gettext_noop("%(kid)s is published on the front door with another date of revocation")
_STRANGER = gettext_noop("%(kid)s is published on the front door and is no key of this Party")
_SEALED_ELSEWHERE = gettext_noop(
    "%(kid)s was sealed under another FIELD_KEY than this environment's: put that one after a space behind the present"
    " one, or, where it is lost, make a new key by manage.py rotate_signing_key"
)
CHECK = DoctorCheck("signing keys", look)
