"""What a QR, or the code printed beside it, is worth today by this Party's own register."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cites.permits.models import Permit, PermitToken
from cites.permits.queries.permits import find_permit_by_code, shown_state
from cites.permits.signing.keys import key_set
from cites.permits.signing.queries import signing_keys
from cites.permits.tokens.checking import DOUBTS, Checked, Doubt, Standing, check_token, token_in
from cites.permits.tokens.errors import UnreadableToken
from cites.permits.tokens.keys import PublicKey, read_key
from kernel import clock
from kernel.text import gettext_noop
from tenants.context import current_party

UNKNOWN: Final = "unknown"
FORGED: Final = "forged"
UNREADABLE: Final = "unreadable"


class LiveDoubt(StrEnum):
    """What only the register can tell of a token."""

    UNREADABLE = "unreadable"
    NOT_IN_REGISTER = "not_in_register"
    OTHER_PARTY = "other_party"
    NO_SUCH_KEY = "no_such_key"
    REVOKED_SINCE = "revoked_since"


LIVE_DOUBTS: Final[dict[str, str]] = {
    **DOUBTS,
    LiveDoubt.UNREADABLE: UnreadableToken().message,
    LiveDoubt.NOT_IN_REGISTER: gettext_noop("This Party's register knows no such permit."),
    LiveDoubt.OTHER_PARTY: gettext_noop("It names another Party as its issuer: ask there."),
    LiveDoubt.NO_SUCH_KEY: gettext_noop("This Party never had a key of the name with which it is signed."),
    LiveDoubt.REVOKED_SINCE: gettext_noop(
        "The key with which it was signed was revoked since. The register confirms what stands here."
    ),
    Doubt.LINES_MISSING: gettext_noop(
        "The QR code had no room for all lines. All of them stand here, as the register has them."
    ),
}


@dataclass(frozen=True, slots=True)
class Verified:
    """An answer: its state in one word, the permit where there is one, and every reason for doubt."""

    state: str
    permit: Permit | None = None
    doubts: tuple[LiveDoubt | Doubt, ...] = ()


def is_token(text: str) -> bool:
    """Tell whether a text, or the end of an address, is meant to be a token; a printed code has no point in it."""
    return "." in text.rstrip("/").rpartition("/")[2]


def verified(text: str) -> Verified:
    """Return what a token, the address that ends in one, or a printed code is worth at this moment."""
    text = text.rstrip("/")
    if is_token(text):
        return _by_token(text)
    found = find_permit_by_code(text)
    return Verified(shown_state(found), found) if found else Verified(UNKNOWN)


def _by_token(text: str) -> Verified:
    """A permit is found by the very token that was signed for it, and by nothing that only looks like it."""
    published = key_set((key.public_jwk, key.revoked_at) for key in signing_keys())
    keys = dict(map(read_key, published["keys"]))
    try:
        token, checked = token_in(text), check_token(text, keys, clock.now())
    except UnreadableToken:
        return Verified(UNREADABLE, doubts=(LiveDoubt.UNREADABLE,))
    kept = PermitToken.objects.filter(permit__number=checked.claims.jti, token=token).select_related("permit").first()
    if kept is None:
        return _not_ours(checked, keys)
    return Verified(shown_state(kept.permit), kept.permit, tuple(_besides(kept, checked, keys)))


def _besides(kept: PermitToken, checked: Checked, keys: dict[str, PublicKey]) -> Iterator[LiveDoubt | Doubt]:
    """What has to be known of the token of a permit that the register has."""
    if keys[kept.kid].revoked_at:
        yield LiveDoubt.REVOKED_SINCE
    if checked.claims.are_lines_missing:
        yield Doubt.LINES_MISSING


def _not_ours(checked: Checked, keys: dict[str, PublicKey]) -> Verified:
    if checked.standing is Standing.FORGED:
        return Verified(FORGED, doubts=checked.doubts)
    if checked.kid in keys:
        # Our key signed what we never issued: whoever has it has stolen it, or a part of the register is lost.
        return Verified(UNKNOWN, doubts=(LiveDoubt.NOT_IN_REGISTER,))
    if checked.claims.iss != current_party().iso2:
        return Verified(UNKNOWN, doubts=(LiveDoubt.OTHER_PARTY,))
    return Verified(FORGED, doubts=(LiveDoubt.NO_SUCH_KEY,))
