"""Giving signing keys their certificates, as the owner: by the Party's own authority, or a national one's."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Final

from django.db import connection, transaction

from cites.permits.models import SigningAuthority, SigningCertificate, SigningKey
from cites.permits.signing.certificates import (
    Authority,
    issue_certificate,
    new_authority,
    read_chain,
    write_chain,
)
from cites.permits.signing.chains import fit_chain, name_of
from cites.permits.signing.hands import told, written
from cites.permits.signing.keys import kid_prefix, open_private, seal_private
from cites.permits.signing.queries import find_key_in_use, key_in_use
from cites.permits.signing.reading import read_certificates
from cites.permits.signing.signers import signing_with
from kernel import clock
from localization.territories import country_name
from tenants.audit.services import record
from tenants.context import as_owner
from tenants.errors import SecretUnreadable
from tenants.models import Party

SOON: Final = timedelta(days=90)
"""So long before its end a certificate is taken as ended, for another is to be there in time."""
_LAST_DAYS: Final = timedelta(days=14)
"""So long before its end our own takes the place of a national one: until then the authority may give another."""

_ONE_AT_A_TIME = 0x4B455953


def ensure_certificate(*, party: Party) -> None:
    """Give the key in use of ``party`` a certificate of its own authority, unless it has a good one; repeatable."""
    with holding_keys(party):
        key = find_key_in_use()
        if key is not None and not is_certified(key):
            certify(key, party)


def install_certificate(*, party: Party, pem: str, by: Any, reason: str, kid: str = "") -> SigningCertificate:
    """Let a national chain stand behind the key in use of ``party``; raise UnfitCertificate, NoSigningKey.

    ``pem`` holds the key's certificate and those above it to one that signs itself. ``by`` is an operator or an
    Administrator. With ``kid`` it is for the key of that name alone. What stands there already changes nothing.
    """
    with holding_keys(party):
        key = key_in_use()
        chain = fit_chain(read_certificates(pem.encode()), key, kid)
        text, held = write_chain(chain), key.certificates.last()
        if held is not None and held.chain == text:
            return held
        made = SigningCertificate.objects.create(
            key=key,
            chain=text,
            valid_until=min(each.not_valid_after_utc for each in chain),
            national=True,
            reason=reason,
            **written(by),
        )
        about = told(by, reason)
        about["data"] |= {"kid": key.kid, "issuer": name_of(chain[0].issuer)}
        record("signing_certificate.installed", subject=key.subject, **about)
        return made


def certification_request(*, party: Party) -> str:
    """Return a certification request in PEM for the key in use of ``party``; raise NoSigningKey, HardwareModuleAway."""
    with as_owner(party.schema_name):
        return request_of_key(key_in_use(), party.iso2)


def request_of_key(key: SigningKey, iso2: str) -> str:
    """Return a certification request in PEM for ``key``; raise SecretUnreadable, HardwareModuleAway."""
    # Operators and tasks alone ask: other processes do without the memory that the library takes.
    from cites.permits.signing.requesting import request_for

    return request_for(key.public_jwk, signing_with(key), iso2)


def is_certified(key: SigningKey) -> bool:
    """Tell whether the newest certificate of a key is good for a while yet."""
    found = key.certificates.last()
    return found is not None and found.valid_until > clock.now() + (_LAST_DAYS if found.national else SOON)


def ends_soon(certificate: SigningCertificate) -> bool:
    """Tell whether it is time to have another."""
    return certificate.valid_until <= clock.now() + SOON


def certify(key: SigningKey, party: Party) -> SigningCertificate:
    """Issue a certificate for ``key`` by the authority of ``party``, made now where there is none; as the owner."""
    authority = _authority(party)
    leaf = issue_certificate(authority, key.public_jwk, country_name(party.iso2, "en"), clock.now())
    made = SigningCertificate.objects.create(
        key=key,
        chain=write_chain([leaf, authority.certificate]),
        valid_until=leaf.not_valid_after_utc,
    )
    record("signing_certificate.made", subject=key.subject, data={"kid": key.kid, "serial": f"{leaf.serial_number:x}"})
    return made


def _authority(party: Party) -> Authority:
    held = SigningAuthority.objects.last()
    return (_opened(held) if held else None) or make_authority(party)


def _opened(held: SigningAuthority) -> Authority | None:
    """The authority, or None where it ends soon or was sealed under a FIELD_KEY that is lost: another follows it."""
    (certificate,) = read_chain(held.certificate)
    if certificate.not_valid_after_utc <= clock.now() + SOON:
        return None
    try:
        return Authority(certificate, open_private(held.sealed_private, held.name))
    except SecretUnreadable:
        return None


def make_authority(party: Party) -> Authority:
    """Make a new authority for ``party``, as the owner: it issues from now on, and its elders stay believed."""
    now = clock.now()
    prefix = kid_prefix(party.iso2, now.year, practice=party.practice)
    name = f"{prefix}AUTHORITY-{SigningAuthority.objects.count() + 1}"
    made = new_authority(party.iso2, country_name(party.iso2, "en"), now, practice=party.practice)
    kept = SigningAuthority.objects.create(
        name=name, certificate=write_chain([made.certificate]), sealed_private=seal_private(made.private, name)
    )
    record("signing_authority.made", subject=kept.subject)
    return made


@contextmanager
def holding_keys(party: Party) -> Iterator[None]:
    """Hold the keys and certificates of ``party`` against others, in one transaction, as the owner."""
    with as_owner(party.schema_name), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_ONE_AT_A_TIME, party.schema_name])
        yield
