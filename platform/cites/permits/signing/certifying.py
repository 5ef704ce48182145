"""Giving signing keys their certificates, as the owner: by the Party's own authority, or a national one's."""

from datetime import timedelta
from typing import Any, Final

from cites.permits.models import SigningCertificate, SigningKey
from cites.permits.signing.authorities import SOON, authority_in_use
from cites.permits.signing.certificates import issue_certificate, write_chain
from cites.permits.signing.chains import fit_chain, name_of
from cites.permits.signing.hands import told, written
from cites.permits.signing.holding import holding_keys
from cites.permits.signing.listing import list_address, list_at_first
from cites.permits.signing.news import KeyChange, tell_of
from cites.permits.signing.queries import find_key_in_use, key_in_use
from cites.permits.signing.reading import read_certificates
from cites.permits.signing.signers import signing_with
from kernel import clock
from localization.territories import country_name
from tenants.audit.services import record
from tenants.context import as_owner
from tenants.models import Party

_LAST_DAYS: Final = timedelta(days=14)
"""So long before its end our own takes the place of a national one: until then the authority may give another."""


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
        tell_of(KeyChange.CERTIFIED, key, by, mark=f"certificate.{made.pk}")
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
    held, authority = authority_in_use(party)
    list_at_first(held, authority)
    place = list_address(party, held)
    leaf = issue_certificate(authority, key.public_jwk, country_name(party.iso2, "en"), clock.now(), listed_at=place)
    made = SigningCertificate.objects.create(
        key=key,
        chain=write_chain([leaf, authority.certificate]),
        valid_until=leaf.not_valid_after_utc,
    )
    record("signing_certificate.made", subject=key.subject, data={"kid": key.kid, "serial": f"{leaf.serial_number:x}"})
    return made
