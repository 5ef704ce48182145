"""Making, rotating and revoking a Party's signing keys, and publishing their public halves; as the owner."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from cites.permits.errors import UnknownSigningKey
from cites.permits.models import KeyEventKind, SigningKey, SigningKeyEvent
from cites.permits.signing.certifying import certify, holding_keys
from cites.permits.signing.keys import kid_prefix, new_private_half, next_kid, public_jwk, seal_private
from cites.permits.signing.publishing import kids_ever_published, publish_keys
from cites.permits.signing.queries import find_key_in_use, key_in_use
from kernel import clock
from tenants.audit.services import record
from tenants.context import current_profile, party_context
from tenants.models import Party


def make_first_key(*, party: Party) -> None:
    """Make the key of ``party`` unless it has one in use, and publish it; harmless when repeated.

    Raises HardwareModuleAway, as all that makes a key does, where one is to keep it.
    """
    with _changing(party) as names:
        if find_key_in_use() is None:
            _make(names, operator="", reason="")
    publish_keys(party)


def rotate_key(*, party: Party, by: Any, reason: str) -> SigningKey:
    """Return a new key with which ``party`` signs from now on; the one before is retired and stays published.

    ``by`` is an operator. Raises NoSigningKey where onboarding has made none yet.
    """
    with _changing(party) as names:
        _write_event(key_in_use(), KeyEventKind.RETIRED, by.email, reason)
        made = _make(names, operator=by.email, reason=reason)
    publish_keys(party)
    return made


def revoke_key(*, party: Party, kid: str, by: Any, reason: str) -> SigningKey:
    """Revoke the key ``kid`` of ``party`` and return the one that signs; revoking again changes nothing.

    Where it was the key in use, a new one takes its place at once. Raises UnknownSigningKey.
    """
    with _changing(party) as names:
        key = SigningKey.objects.filter(kid=kid).first()
        if key is None:
            raise UnknownSigningKey(kid)
        if key.revocation is None:
            _write_event(key, KeyEventKind.REVOKED, by.email, reason)
        in_use = find_key_in_use() or _make(names, operator=by.email, reason=reason)
    publish_keys(party)
    return in_use


@dataclass(frozen=True, slots=True)
class _Names:
    """Gives out the name of a new key: none that the Party has, and none that the world may know as another."""

    party: Party
    prefix: str
    published: frozenset[str]

    @property
    def in_hardware(self) -> bool:
        """Whether a hardware module keeps the private half; of a practice twin none does, for twins come and go."""
        return bool(settings.HSM_MODULE) and not self.party.practice

    def next(self) -> str:
        return next_kid(
            self.prefix, {*SigningKey.objects.values_list("kid", flat=True), *self.published, *self._left()}
        )

    def _left(self) -> set[str]:
        """What the module made for a transaction that came to nothing: that name is used up."""
        if not self.in_hardware:
            return set()
        from cites.permits.signing.hardware import names_of_keys

        return names_of_keys()


@contextmanager
def _changing(party: Party) -> Iterator[_Names]:
    """Hold the keys of ``party`` against others, in one transaction; yield the names of new ones."""
    with party_context(party):
        year = clock.local_date(current_profile().time_zone).year
    names = _Names(party, kid_prefix(party.iso2, year, practice=party.practice), kids_ever_published(party))
    with holding_keys(party):
        yield names


def _make(names: _Names, *, operator: str, reason: str) -> SigningKey:
    kid = names.next()
    public, sealed = _in_hardware(kid) if names.in_hardware else _sealed(kid)
    key = SigningKey.objects.create(kid=kid, public_jwk=public, sealed_private=sealed, operator=operator, reason=reason)
    _tell("made", key, operator, reason)
    certify(key, names.party)
    return key


def _sealed(kid: str) -> tuple[dict[str, str], str]:
    private = new_private_half()
    return public_jwk(private, kid), seal_private(private, kid)


def _in_hardware(kid: str) -> tuple[dict[str, str], str]:
    from cites.permits.signing.hardware import make_pair

    return make_pair(kid), ""


def _write_event(key: SigningKey, kind: KeyEventKind, operator: str, reason: str) -> None:
    SigningKeyEvent.objects.create(key=key, kind=kind, operator=operator, reason=reason)
    _tell(kind.value, key, operator, reason)


def _tell(verb: str, key: SigningKey, operator: str, reason: str) -> None:
    # An operator is no person of the Party: the shared trail names them.
    data = {"by": "operator", "reason": reason} if operator else {}
    personal = {"operator": operator} if operator else None
    record(f"signing_key.{verb}", subject=key.subject, data=data, personal=personal)
