"""What a PDF that somebody received is worth: whether it was handed out here, and what its permit is good for today."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from cites.permits.models import (
    DocumentKind,
    DocumentSignature,
    Permit,
    PermitDocument,
    PrintedOverlay,
    SigningCertificate,
    SigningKey,
)
from cites.permits.queries.permits import shown_state
from cites.permits.queries.verification import FORGED, UNKNOWN, UNREADABLE
from cites.permits.rules.received import FileStanding, SeenSignature, judge
from cites.permits.signing.inspector import signatures_in
from cites.permits.signing.queries import signing_keys
from cites.permits.tokens.checking import DOUBTS, Doubt
from cites.permits.tokens.keys import is_for_practice, public_half
from kernel import clock
from kernel.reasons import Reason
from kernel.text import gettext_noop
from tenants.context import as_public, current_party
from tenants.models import Party, PublishedKey


class Rendition(StrEnum):
    """Which file of a permit it is."""

    ORIGINAL = "original"
    COPY = "copy"
    OVERLAY = "overlay"


@dataclass(frozen=True, slots=True)
class Received:
    """An answer about a file; ``state`` is the permit's as its QR code tells it, or why there is none.

    ``revoked_at`` is of the key ``kid`` with which it is signed, and ``ask`` the Party who can say more of it.
    """

    state: str
    file: FileStanding
    permit: Permit | None = None
    rendition: Rendition | None = None
    kid: str = ""
    revoked_at: datetime | None = None
    ask: Party | None = None

    @property
    def doubts(self) -> list[Reason]:
        """Why it is not what it seems, or what has to be known besides; the day of a revocation is a moment."""
        return list(_doubts(self))


STATES: Final = {
    FileStanding.NOT_ON_RECORD: UNKNOWN,
    FileStanding.ADDED_TO: FORGED,
    FileStanding.ALTERED: FORGED,
    FileStanding.ELSEWHERE: UNKNOWN,
    FileStanding.PRACTICE: FORGED,
    FileStanding.SIGNED_BY_OTHERS: UNKNOWN,
    FileStanding.NOT_SIGNED: UNKNOWN,
    FileStanding.UNREADABLE: UNREADABLE,
}


def find_handed_out(content: bytes) -> Received | None:
    """Return the answer for a file that is byte for byte one of ours, or None. Nobody guesses such a file."""
    digest = hashlib.sha256(content).hexdigest()
    document = PermitDocument.objects.filter(sha256=digest).select_related("permit").first()
    if document is not None:
        rendition = Rendition.COPY if document.kind == DocumentKind.COPY else Rendition.ORIGINAL
        return _handed_out(document.permit, rendition, _key_of(document))
    overlay = PrintedOverlay.objects.filter(sha256=digest).select_related("permit").first()
    return _handed_out(overlay.permit, Rendition.OVERLAY, None) if overlay else None


def received(content: bytes) -> Received:
    """Return the answer for a file that is none of ours byte for byte, by its signatures; raise AskedTooOften."""
    keys = {_digits(key.public_jwk): key for key in signing_keys()}
    chains = "".join(SigningCertificate.objects.values_list("chain", flat=True))
    standing, by = judge(signatures_in(content, chain=chains, at=clock.now()), keys)
    key = keys.get(by.key) if by else None
    elsewhere = _issuer(by) if by and key is None else None
    if elsewhere is not None:
        standing = FileStanding.ELSEWHERE
    elif by and key is None and is_for_practice(by.kid):
        standing = FileStanding.PRACTICE
    return Received(
        STATES[standing],
        standing,
        kid=key.kid if key else "",
        revoked_at=key.revoked_at if key else None,
        ask=elsewhere,
    )


def _handed_out(permit: Permit, rendition: Rendition, key: SigningKey | None) -> Received:
    kid, revoked_at = (key.kid, key.revoked_at) if key else ("", None)
    return Received(shown_state(permit), FileStanding.HANDED_OUT, permit, rendition, kid, revoked_at)


def _key_of(document: PermitDocument) -> SigningKey | None:
    signed = DocumentSignature.objects.filter(document=document).first()
    return next((key for key in signing_keys() if signed and key.kid == signed.kid), None)


def _digits(jwk: Mapping[str, Any]) -> str:
    """A public half as a SeenSignature has it."""
    return public_half(jwk).public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo).hex()


def _issuer(by: SeenSignature) -> Party | None:
    """The other Party whose published key it is, and not only a key that is called so."""
    with as_public():
        found = PublishedKey.objects.filter(kid=by.kid).select_related("party").first()
    if found is None or found.party.iso2 == current_party().iso2:
        return None
    return found.party if _digits(found.jwk) == by.key else None


def _doubts(found: Received) -> Iterator[Reason]:
    if found.rendition in _RENDITIONS:
        yield Reason(found.rendition, _RENDITIONS[found.rendition])
    if found.file in _STANDINGS:
        yield Reason(found.file, _STANDINGS[found.file])
    if found.revoked_at:
        says = _REVOKED_SINCE if found.permit else _REVOKED
        yield Reason("revoked_key", says, data={"kid": found.kid, "day": found.revoked_at})


_RENDITIONS: Final = {
    Rendition.COPY: gettext_noop("This is the copy, which may not be used in place of the original."),
    Rendition.OVERLAY: gettext_noop(
        "This is what was printed on security paper: the paper may be used, and not this file."
    ),
}
_STANDINGS: Final = {
    FileStanding.NOT_ON_RECORD: gettext_noop(
        "It is signed with a key of this Management Authority, and was never handed out: somebody tampered with the "
        "signature, or the key is stolen."
    ),
    FileStanding.ADDED_TO: gettext_noop(
        "Something was added to it after this Management Authority had signed it, so that it may show something else."
    ),
    FileStanding.ALTERED: gettext_noop(
        "It bears a signature of this Management Authority that does not belong to it: it was altered, or the "
        "signature was taken from another document."
    ),
    FileStanding.ELSEWHERE: gettext_noop("It bears the signature of another Party: ask there."),
    FileStanding.PRACTICE: DOUBTS[Doubt.PRACTICE],
    FileStanding.SIGNED_BY_OTHERS: gettext_noop("It is signed, but not by this Management Authority."),
    FileStanding.NOT_SIGNED: gettext_noop("It bears no signature. What is handed out here as a file bears one."),
    FileStanding.UNREADABLE: gettext_noop("It was cut off or damaged on its way, and cannot be read. Ask for it anew."),
}
_REVOKED: Final = gettext_noop(
    "The key %(kid)s with which it is signed was revoked on %(day)s: whoever has it can write any date."
)
_REVOKED_SINCE: Final = gettext_noop(
    "The key %(kid)s with which it is signed was revoked on %(day)s. The register confirms that it was handed out here."
)
