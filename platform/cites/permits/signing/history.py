"""What a Party's signing keys were and are, for people: by whose hand, certified by whom, and what they signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, QuerySet

from cites.permits.models import Permit, PermitToken, SigningCertificate, SigningKey, SigningKeyEvent
from cites.permits.queries.permits import ENDED
from cites.permits.signing.certificates import read_chain
from cites.permits.signing.certifying import ends_soon
from cites.permits.signing.reading import ReadCertificate, described
from tenants.context import today

IN_USE: Final = "in_use"


@dataclass(frozen=True, slots=True)
class CertificateStory:
    """A certificate of a key with those above it, as they were written down."""

    record: SigningCertificate
    chain: tuple[ReadCertificate, ...]
    ends_soon: bool

    @property
    def own(self) -> ReadCertificate:
        """The key's own."""
        return self.chain[0]


@dataclass(frozen=True, slots=True)
class KeyStory:
    """A key with what became of it, its certificates, the newest first, and how many permits it signed."""

    key: SigningKey
    events: tuple[SigningKeyEvent, ...]
    certificates: tuple[CertificateStory, ...]
    signed: int

    @property
    def state(self) -> str:
        """``in_use``, ``retired`` or ``revoked``; what was revoked stays so, retired before or not."""
        if self.key.revocation:
            return "revoked"
        return "retired" if self.events else IN_USE

    @property
    def ends_soon(self) -> bool:
        """Tell whether it signs with a certificate that ends within the next months."""
        return self.state == IN_USE and bool(self.certificates) and self.certificates[0].ends_soon


def key_stories() -> list[KeyStory]:
    """Return all keys of the active Party, the newest first."""
    keys = SigningKey.objects.select_related("person").prefetch_related("events__person", "certificates__person")
    signed = _signed_by_key()
    return [_story(key, signed) for key in keys.order_by("-pk")]


def valid_permits_of(kid: str) -> int:
    """Return how many permits that the key signed are valid today."""
    return _valid().filter(tokens__kid=kid).count()


def _story(key: SigningKey, signed: Mapping[str, int]) -> KeyStory:
    held = sorted(key.certificates.all(), key=lambda each: -each.pk)
    certificates = tuple(
        CertificateStory(each, tuple(map(described, read_chain(each.chain))), ends_soon(each)) for each in held
    )
    return KeyStory(key, tuple(key.events.all()), certificates, signed.get(key.kid, 0))


def _signed_by_key() -> dict[str, int]:
    counted = PermitToken.objects.order_by().values_list("kid").annotate(Count("permit", distinct=True))
    return dict(counted)


def _valid() -> QuerySet[Permit]:
    return Permit.objects.filter(valid_until__gte=today()).exclude(events__kind__in=tuple(ENDED))
