"""The changes of keys that administrators ask for, done by the process that holds the owner's login."""

from django.utils.translation import gettext_lazy as _

from cites.permits.signing.asking import Change, believed
from cites.permits.signing.certifying import install_certificate
from cites.permits.signing.hands import Administrator
from cites.permits.signing.services import revoke_key, rotate_key
from kernel.text import gettext_noop
from tenants.jobs.kinds import JobKind, OneParty, Say
from tenants.parties import party_of

_SIGNS = gettext_noop("%(kid)s signs.")
_REVOKED = gettext_noop("%(kid)s is revoked; %(now)s signs.")
_CERTIFIED = gettext_noop("%(kid)s signs with a national certificate until %(day)s.")


class KeyChange(OneParty):
    """What was asked for, as the page signed it."""

    asked: str


def rotate(wanted: KeyChange, say: Say) -> None:
    """Make a new key in place of the one that was named, unless that was done already."""
    party = party_of(wanted.slug)
    asked = believed(Change.ROTATE, party, wanted.asked)
    signs = rotate_key(party=party, by=Administrator(asked.person), reason=asked.reason, instead_of=asked.kid)
    say(_SIGNS, party=party.slug, kid=signs.kid)


def revoke(wanted: KeyChange, say: Say) -> None:
    """Revoke the key that was named, unless that was done already."""
    party = party_of(wanted.slug)
    asked = believed(Change.REVOKE, party, wanted.asked)
    signs = revoke_key(
        party=party,
        kid=asked.kid,
        by=Administrator(asked.person),
        reason=asked.reason,
        exposed_on=asked.exposed_on,
    )
    say(_REVOKED, party=party.slug, kid=asked.kid, now=signs.kid)


def certify(wanted: KeyChange, say: Say) -> None:
    """Let the chain that was brought stand behind the key in use, unless it does."""
    party = party_of(wanted.slug)
    asked = believed(Change.CERTIFY, party, wanted.asked)
    made = install_certificate(
        party=party, pem=asked.chain, by=Administrator(asked.person), reason=asked.reason, kid=asked.kid
    )
    say(_CERTIFIED, party=party.slug, kid=asked.kid, day=f"{made.valid_until:%Y-%m-%d}")


KINDS = (
    JobKind(Change.ROTATE, _("Make a new signing key for a Party"), rotate, KeyChange),
    JobKind(Change.REVOKE, _("Revoke a signing key of a Party"), revoke, KeyChange),
    JobKind(Change.CERTIFY, _("Put a national certificate behind a signing key"), certify, KeyChange),
)
