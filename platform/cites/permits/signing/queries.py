"""Reading a Party's signing keys, in the schema that is active."""

from cites.permits.errors import NoSigningKey
from cites.permits.models import KeyEventKind, RevocationList, SigningAuthority, SigningKey, SigningKeyEvent
from kernel.text import gettext_noop
from tenants.context import as_owner
from tenants.models import Party


def signing_keys() -> list[SigningKey]:
    """Return every key that was ever made, oldest first, with what became of each."""
    return list(SigningKey.objects.prefetch_related("events"))


def find_key_in_use() -> SigningKey | None:
    """Return the key that signs, or None."""
    return SigningKey.objects.filter(events=None).last()


def key_in_use() -> SigningKey:
    """Return the key that signs; raise NoSigningKey where there is none."""
    found = find_key_in_use()
    if found is None:
        raise NoSigningKey(message=gettext_noop("This Party has no key to sign with."))
    return found


def keys_of(party: Party) -> list[SigningKey]:
    """Return every key of ``party`` from outside it; needs the owner's login."""
    with as_owner(party.schema_name):
        return signing_keys()


def find_list(authority: str = "") -> RevocationList | None:
    """Return the newest list of the authority of that name, without one of that which issues now; None without any."""
    found = SigningAuthority.objects.filter(name=authority) if authority else SigningAuthority.objects.all()
    held = found.last()
    return held.lists.last() if held else None


def is_revoked(kid: str) -> bool:
    """Tell whether the key of that name was revoked, so that what it signed is not confirmed offline."""
    return SigningKeyEvent.objects.filter(key__kid=kid, kind=KeyEventKind.REVOKED).exists()
