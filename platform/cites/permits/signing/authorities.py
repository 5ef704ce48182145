"""A Party's own certificate authorities: made, opened and looked for, as the owner."""

from datetime import timedelta
from typing import Final

from cites.permits.models import SigningAuthority
from cites.permits.signing.certificates import Authority, new_authority, read_chain, write_chain
from cites.permits.signing.keys import kid_prefix, open_private, seal_private
from kernel import clock
from localization.territories import country_name
from tenants.audit.services import record
from tenants.errors import SecretUnreadable
from tenants.models import Party

SOON: Final = timedelta(days=90)
"""So long before its end a certificate is taken as ended, for another is to be there in time."""


def authority_in_use(party: Party) -> tuple[SigningAuthority, Authority]:
    """Return the authority that issues for ``party``, made now where none does.

    One that ends soon, or was sealed under a FIELD_KEY that is lost, is followed by another.
    """
    held = SigningAuthority.objects.last()
    opened = open_authority(held) if held else None
    if held is None or opened is None or opened.certificate.not_valid_after_utc <= clock.now() + SOON:
        return make_authority(party)
    return held, opened


def open_authority(held: SigningAuthority) -> Authority | None:
    """Return an authority that can sign, or None where it was sealed under a FIELD_KEY that is lost."""
    (certificate,) = read_chain(held.certificate)
    try:
        return Authority(certificate, open_private(held.sealed_private, held.name))
    except SecretUnreadable:
        return None


def make_authority(party: Party) -> tuple[SigningAuthority, Authority]:
    """Make a new authority for ``party``, as the owner: it issues from now on, and its elders stay believed."""
    now = clock.now()
    prefix = kid_prefix(party.iso2, now.year, practice=party.practice)
    name = f"{prefix}AUTHORITY-{SigningAuthority.objects.count() + 1}"
    made = new_authority(party.iso2, country_name(party.iso2, "en"), now, practice=party.practice)
    kept = SigningAuthority.objects.create(
        name=name, certificate=write_chain([made.certificate]), sealed_private=seal_private(made.private, name)
    )
    record("signing_authority.made", subject=kept.subject)
    return kept, made
