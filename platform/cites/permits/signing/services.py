"""Making, rotating and revoking a Party's signing keys, and publishing their public halves; as the owner."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from cites.permits.errors import UnknownSigningKey
from cites.permits.models import KeyEventKind, SigningKey, SigningKeyEvent
from cites.permits.signing.certifying import certify
from cites.permits.signing.hands import told, written
from cites.permits.signing.holding import holding_keys
from cites.permits.signing.keys import kid_prefix, new_private_half, next_kid, public_jwk, seal_private
from cites.permits.signing.listing import list_anew
from cites.permits.signing.news import KeyChange, tell_of
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
            _make(names, by=None, reason="")
    publish_keys(party)


def rotate_key(*, party: Party, by: Any, reason: str, instead_of: str = "") -> SigningKey:
    """Return a new key with which ``party`` signs from now on; the one before is retired and stays published.

    ``by`` is an operator or an Administrator. With ``instead_of`` it takes the place of the key of that name alone:
    where another signs by then nothing is changed, and that one is returned. Raises NoSigningKey where onboarding has
    made none yet.
    """
    with _changing(party) as names:
        signs = key_in_use()
        if instead_of in ("", signs.kid):
            _write_event(signs, KeyEventKind.RETIRED, by, reason)
            signs = _make(names, by=by, reason=reason)
            tell_of(KeyChange.MADE, signs, by, mark=f"key.{signs.pk}")
    publish_keys(party)
    return signs


def revoke_key(*, party: Party, kid: str, by: Any, reason: str, exposed_on: date | None = None) -> SigningKey:
    """Revoke the key ``kid`` of ``party`` and return the one that signs; revoking again changes nothing.

    Where it was the key in use, a new one takes its place at once. ``exposed_on`` is since when somebody else may have
    had it. Raises UnknownSigningKey.
    """
    with _changing(party) as names:
        key = SigningKey.objects.filter(kid=kid).first()
        if key is None:
            raise UnknownSigningKey(kid)
        if key.revocation is None:
            _write_event(key, KeyEventKind.REVOKED, by, reason, exposed_on)
            list_anew()
            tell_of(KeyChange.REVOKED, key, by, mark=f"revocation.{key.pk}")
        in_use = find_key_in_use() or _make(names, by=by, reason=reason)
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


def _make(names: _Names, *, by: Any, reason: str) -> SigningKey:
    kid = names.next()
    public, sealed = _in_hardware(kid) if names.in_hardware else _sealed(kid)
    key = SigningKey.objects.create(kid=kid, public_jwk=public, sealed_private=sealed, reason=reason, **written(by))
    record("signing_key.made", subject=key.subject, **told(by, reason))
    certify(key, names.party)
    return key


def _sealed(kid: str) -> tuple[dict[str, str], str]:
    private = new_private_half()
    return public_jwk(private, kid), seal_private(private, kid)


def _in_hardware(kid: str) -> tuple[dict[str, str], str]:
    from cites.permits.signing.hardware import make_pair

    return make_pair(kid), ""


def _write_event(key: SigningKey, kind: KeyEventKind, by: Any, reason: str, exposed_on: date | None = None) -> None:
    SigningKeyEvent.objects.create(key=key, kind=kind, reason=reason, exposed_on=exposed_on, **written(by))
    record(f"signing_key.{kind.value}", subject=key.subject, **told(by, reason))
