"""Copies the public halves of a Party's keys to the shared table, out of which the front door answers."""

from django.contrib.auth import get_user_model
from django.db import transaction

from cites.permits.models import SigningKey
from cites.permits.signing.queries import keys_of
from tenants.audit.models import AuditEntry
from tenants.audit.services import record
from tenants.context import as_owner
from tenants.models import Party, PublishedKey
from tenants.names import PUBLIC

_MADE, _REVOKED, _PUT_RIGHT = "signing_key.made", "signing_key.revoked", "signing_key.put_right"


def publish_keys(party: Party, *, put_right: bool = False) -> None:
    """Publish what ``party``'s own table says of its keys, telling the shared trail; nothing of a practice twin's.

    A copy with another public half is left alone unless ``put_right``: one of the two was altered, and the caller
    must know that it was not the Party's own. The two tables do not change in one transaction: killed between
    them, calling this again finishes the work.
    """
    if party.practice:
        return
    keys = keys_of(party)
    with as_owner(PUBLIC), transaction.atomic():
        held = Party.objects.select_for_update().get(pk=party.pk)
        for key in keys:
            _publish(held, key, put_right=put_right)


def published_keys(party: Party) -> dict[str, PublishedKey]:
    """Return the published copies of the keys of ``party``, by name."""
    with as_owner(PUBLIC):
        return {copy.kid: copy for copy in PublishedKey.objects.filter(party=party)}


def is_published(key: SigningKey, copy: PublishedKey | None) -> bool:
    """Tell whether the published copy says what the key itself says."""
    return copy is not None and (copy.jwk, copy.revoked_at) == (key.public_jwk, key.revoked_at)


def kids_ever_published(party: Party) -> frozenset[str]:
    """Return the name of each key that was published for this code, even before a removal: the shared trail stays.

    Somebody may still hold the key of that name, so it is never given to another.
    """
    with as_owner(PUBLIC):
        told = AuditEntry.objects.filter(verb=_MADE, subject=f"party:{party.slug}")
        return frozenset(told.values_list("data__kid", flat=True))


def _publish(party: Party, key: SigningKey, *, put_right: bool) -> None:
    copy, is_new = PublishedKey.objects.get_or_create(kid=key.kid, defaults={"party": party, "jwk": key.public_jwk})
    if is_new:
        _tell(_MADE, party, key.kid, key.operator, key.reason)
    if put_right and copy.jwk != key.public_jwk:
        copy.jwk = key.public_jwk
        _tell(_PUT_RIGHT, party, key.kid, "", "")
    if copy.revoked_at != key.revoked_at:
        copy.revoked_at = key.revoked_at
        ended = key.revocation
        _tell(_REVOKED, party, key.kid, ended.operator, ended.reason) if ended else None
    copy.save()


def _tell(verb: str, party: Party, kid: str, operator: str, reason: str) -> None:
    actor = get_user_model()._default_manager.filter(email__iexact=operator).first() if operator else None
    record(verb, subject=f"party:{party.slug}", actor=actor, data={"kid": kid} | ({"reason": reason} if reason else {}))
