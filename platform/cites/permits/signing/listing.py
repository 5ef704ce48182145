"""The lists of what a Party's authorities have revoked: signed anew in time and at each revocation, as the owner."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

import structlog
from django.db import DatabaseError
from django.urls import reverse

from cites.permits.models import KeyEventKind, RevocationList, SigningAuthority, SigningCertificate
from cites.permits.signing.authorities import open_authority
from cites.permits.signing.certificates import Authority, read_chain
from cites.permits.signing.crls import GOOD_FOR, Revoked, sign_list, write_list
from cites.permits.signing.holding import holding_keys
from kernel import clock
from tenants.audit.services import record
from tenants.context import as_owner
from tenants.hosts import unencrypted_address
from tenants.models import Party
from tenants.names import PUBLIC

RENEWED_AFTER: Final = timedelta(days=3)
EVERY_SECONDS: Final = 3600.0
"""How often the operator worker looks which lists are that old."""
log = structlog.get_logger("permits")


def list_address(party: Party, held: SigningAuthority) -> str:
    """Return where the list of an authority is, at the one name of ``party`` that nobody takes away.

    Without TLS, as RFC 5280 has it: a program that checks the certificate of a server must not need a list for that.
    """
    return unencrypted_address(party.own_host(), reverse("signing-authority-list", args=[held.name]))


def list_at_first(held: SigningAuthority, authority: Authority) -> None:
    """Give an authority its first list, before it issues anything that names it; as the owner, the keys held."""
    if not held.lists.exists():
        _sign_anew(held, authority)


def list_anew() -> None:
    """Sign the list of each authority anew that can still sign, as the owner, the keys held."""
    for held, authority in able_authorities():
        _sign_anew(held, authority)


def renew_lists(party: Party) -> None:
    """Sign those lists of ``party`` anew that are some days old, or were never made; repeatable."""
    with as_owner(party.schema_name):
        if not any(is_due(held) for held in SigningAuthority.objects.all()):
            return
    with holding_keys(party):
        for held, authority in able_authorities():
            if is_due(held):
                _sign_anew(held, authority)


def renew_all_lists() -> None:
    """Renew the lists of all Parties, the closed ones' too, for what they signed is in circulation."""
    with as_owner(PUBLIC):
        parties = list(Party.objects.exclude(status=Party.Status.ONBOARDING).filter(maintenance_reason=""))
    for party in parties:
        try:
            renew_lists(party)
        except DatabaseError:  # one whose tables are not there holds up none of the others
            log.warning("lists of revoked certificates are not renewed", party=party.slug, exc_info=True)


def able_authorities() -> Iterator[tuple[SigningAuthority, Authority]]:
    """Yield each authority that can sign, as the owner; of one that ended or does not open the last list stays."""
    for held in SigningAuthority.objects.all():
        authority = open_authority(held)
        if authority is None:
            log.info("an authority does not open, and its list of revoked certificates stays", authority=held.name)
        elif clock.now() < authority.certificate.not_valid_after_utc:
            yield held, authority


def is_due(held: SigningAuthority) -> bool:
    """Tell whether the list of an authority is old enough to be signed anew, or missing."""
    return left(held) <= GOOD_FOR - RENEWED_AFTER


def left(held: SigningAuthority) -> timedelta:
    """Return how long the list of an authority is still good; nothing where it has run out or was never made."""
    newest = held.lists.last()
    return max(newest.good_until - clock.now(), timedelta()) if newest else timedelta()


def _sign_anew(held: SigningAuthority, authority: Authority) -> None:
    newest, now, revoked = held.lists.last(), clock.now(), list(_revoked_by(authority))
    number = newest.number + 1 if newest else 1
    made = sign_list(authority, revoked, number, now)
    RevocationList.objects.create(
        authority=held, number=number, made_at=now, good_until=now + GOOD_FOR, pem=write_list(made)
    )
    record("signing_authority.listed", subject=held.subject, data={"number": number, "revoked": len(revoked)})


def _revoked_by(authority: Authority) -> Iterator[Revoked]:
    """Every certificate of the authority whose key was revoked, also what has ended since: documents outlive it."""
    issued = SigningCertificate.objects.filter(national=False, key__events__kind=KeyEventKind.REVOKED)
    for each in issued.select_related("key").prefetch_related("key__events"):
        leaf, *above = read_chain(each.chain)
        event = each.key.revocation
        if event and above == [authority.certificate]:
            yield Revoked(leaf.serial_number, event.at, event.exposed_on)
