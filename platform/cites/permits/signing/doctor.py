"""Whether a Party's keys open or answer, are what they say, and are published as they stand."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from django.conf import settings

from cites.permits.errors import HardwareModuleAway
from cites.permits.models import SigningKey
from cites.permits.signing.certifying import ends_soon, is_certified
from cites.permits.signing.keys import open_private, public_jwk
from cites.permits.signing.listing import able_authorities, left, renew_lists
from cites.permits.signing.publishing import is_published, publish_keys, published_keys
from cites.permits.signing.queries import find_key_in_use, keys_of
from cites.permits.signing.signers import signing_with
from cites.permits.tokens.keys import public_half
from kernel.text import gettext_noop
from tenants.context import as_owner
from tenants.doctor.checks import DoctorCheck, Finding
from tenants.errors import SecretUnreadable
from tenants.models import Party, PublishedKey

_IN_TIME: Final = timedelta(days=3)


def look(party: Party) -> Iterator[Finding]:
    """Yield what is wrong with the keys of ``party``; that there is none is said by the check of onboarding.

    A published copy is mended only while nothing is wrong with the keys themselves.
    """
    keys = keys_of(party)
    faults = [(fault, {"kid": key.kid} | data) for key in keys for fault, data in _faults_of(key)]
    yield from (Finding(party.schema_name, fault, data=data) for fault, data in faults)
    if settings.HSM_MODULE and not party.practice and not any(key.in_hardware and key.is_in_use for key in keys):
        yield from _module_that_is_away(party)
    yield from (Finding(party.schema_name, _ENDS_SOON, data=data) for data in _national_ones_that_end(party))
    yield from _lists_that_run_out(party)
    if not party.practice:
        mend = None if faults else partial(publish_keys, party, put_right=True)
        for text, kid in _differences(keys, published_keys(party)):
            yield Finding(party.schema_name, text, mend, {"kid": kid})
        for kid in _strangers(keys, published_keys(party)):
            yield Finding(party.schema_name, _STRANGER, data={"kid": kid})


def _faults_of(key: SigningKey) -> Iterator[tuple[str, dict[str, str]]]:
    # What no longer signs need not be opened, nor answer, any more.
    try:
        if key.in_hardware:
            if key.is_in_use and not _answers(key):
                yield _OTHER_HALF, {}
        elif public_jwk(open_private(key.sealed_private, key.kid), key.kid) != key.public_jwk:
            yield _OTHER_HALF, {}
    except SecretUnreadable:
        if key.is_in_use:
            yield _SEALED_ELSEWHERE, {}
    except HardwareModuleAway as error:
        yield _SIGNS_NOT, {}
        yield error.message, error.data


def _national_ones_that_end(party: Party) -> Iterator[dict[str, str]]:
    """What onboarding does not say: our own takes a national one's place only in its last days."""
    with as_owner(party.schema_name):
        key = find_key_in_use()
        held = key.certificates.last() if key else None
        if key and held and held.national and ends_soon(held) and is_certified(key):
            yield {"kid": key.kid, "day": f"{held.valid_until:%Y-%m-%d}"}


def _lists_that_run_out(party: Party) -> Iterator[Finding]:
    """The worker signs them anew long before. Of an authority whose FIELD_KEY is lost the last list stays for good."""
    with as_owner(party.schema_name):
        short = [(held, left(held)) for held, _ in able_authorities() if left(held) < _IN_TIME]
    for held, rest in short:
        fault = _RUNS_OUT if rest else _RAN_OUT
        yield Finding(party.schema_name, fault, partial(renew_lists, party), {"authority": held.name})


def _answers(key: SigningKey) -> bool:
    """Tell whether the module signs with the private half that belongs to what is published."""
    digest = sha256(key.kid.encode()).digest()
    try:
        public_half(key.public_jwk).verify(signing_with(key)(digest), digest, ec.ECDSA(Prehashed(hashes.SHA256())))
    except InvalidSignature:
        return False
    return True


def _module_that_is_away(party: Party) -> Iterator[Finding]:
    """Where no key lies in the module yet the next one is to be made there."""
    from cites.permits.signing.hardware import names_of_keys

    try:
        names_of_keys()
    except HardwareModuleAway as error:
        yield Finding(party.schema_name, error.message, data=error.data)


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
_SIGNS_NOT = gettext_noop("%(kid)s lies in a hardware module and does not sign")
_ENDS_SOON = gettext_noop(
    "the national certificate of %(kid)s ends on %(day)s: the Party has to bring another, else its own authority's "
    "takes its place in the last fortnight"
)
_RUNS_OUT = gettext_noop(
    "the list of what %(authority)s revoked runs out within three days: the operator worker should have renewed it"
)
_RAN_OUT = gettext_noop(
    "what %(authority)s revoked stands in no list that is good today: readers of PDF may refuse all"
)
_UNPUBLISHED = gettext_noop("%(kid)s is not published on the front door")
_OTHER_KEY = gettext_noop("%(kid)s is published on the front door with another key")
_OTHER_DATE = gettext_noop("%(kid)s is published on the front door with another date of revocation")
_STRANGER = gettext_noop("%(kid)s is published on the front door and is no key of this Party")
_SEALED_ELSEWHERE = gettext_noop(
    "%(kid)s was sealed under another FIELD_KEY than this environment's: put that one after a space behind the present"
    " one, or, where it is lost, make a new key by manage.py rotate_signing_key"
)
CHECK = DoctorCheck("signing keys", look)
