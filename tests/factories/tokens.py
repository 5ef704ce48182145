"""Tokens of invented permits, and the keys with which they are signed."""

from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from hypothesis import strategies as st

from cites.permits.signing.keys import key_set, public_jwk
from cites.permits.tokens.model import Claims, TokenLine
from cites.permits.tokens.writing import claims_with_room, sign_token

ADDRESS = "https://bb.archipelago.example/verify/"
KID = "BB-2026-1"
KEY = ec.generate_private_key(ec.SECP256R1())
ISSUED, ENDS = 1_790_000_000, 1_806_000_000
CONCH = TokenLine("Aliger gigas", "SHE", "120", "NAR", "W", "T", "II")


def claims(**changes: Any) -> Claims:
    """An export from Barbados to the United States, without its lines."""
    said = {
        "iss": "BB", "jti": "26BB000001", "typ": "EXP", "iat": ISSUED, "exp": ENDS, "sender": "BB", "receiver": "US",
        "n": 0, "dig": "", "lines": (),
    }  # fmt: skip
    return Claims(**{**said, **changes})


def a_token(*lines: TokenLine, key: Any = KEY, kid: str = KID, **changes: Any) -> str:
    """A token of these lines, or of one of conch shells."""
    whole = claims_with_room(claims(**changes), lines or (CONCH,), kid=kid, before=ADDRESS)
    return sign_token(whole, kid, by(key))


def by(key: ec.EllipticCurvePrivateKey) -> Callable[[bytes], bytes]:
    """What signs a SHA-256 digest with ``key``."""
    return lambda digest: key.sign(digest, ec.ECDSA(Prehashed(hashes.SHA256())))


def a_key_set(*, kid: str = KID, key: Any = KEY, revoked_at: Any = None) -> dict[str, Any]:
    """The set that a Party publishes, of one key."""
    return key_set([(public_jwk(key, kid), revoked_at)])


codes = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=3, max_size=3)
quantities = st.decimals(min_value="0.000001", max_value="999999999999", places=6).map(
    lambda number: format(number.normalize(), "f")
)
token_lines = st.builds(
    TokenLine,
    name=st.text(min_size=1, max_size=60),
    term=codes,
    quantity=quantities,
    unit=codes | st.just(""),
    source=st.sampled_from("WRDACFUIOXY"),
    purpose=st.sampled_from("TZGQSHPMEBNL"),
    appendix=st.sampled_from(("I", "II", "III", "")),
)
