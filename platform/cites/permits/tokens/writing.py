"""Writing a token that fits into a QR code of version 20 at error level M."""

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Final

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from cites.permits.tokens.model import ALGORITHM, Claims, TokenLine, base64url, digest_of

MOST_BYTES: Final = 666  # of a QR code of version 20 at level M (ISO/IEC 18004)
MOST_VERSION: Final = 20
_HALF = 32  # bytes of each of the two numbers that make a signature on P-256


def claims_with_room(claims: Claims, lines: Sequence[TokenLine], *, kid: str, before: str) -> Claims:
    """Return ``claims`` of all ``lines``, and with as many of them as fit behind the address ``before``.

    Where not even the claims without a line fit, they are returned all the same: ``draw`` refuses them.
    """
    whole = claims.model_copy(update={"n": len(lines), "dig": digest_of(lines), "lines": ()})
    # From none on, for the first too long ends it: 5,000 lines are not tried one by one from their end.
    for count in range(1, len(lines) + 1):
        more = whole.model_copy(update={"lines": tuple(lines[:count])})
        if len(before) + len(trial_token(more, kid)) > MOST_BYTES:
            break
        whole = more
    return whole


def sign_token(claims: Claims, kid: str, sign_digest: Callable[[bytes], bytes]) -> str:
    """Return ``claims`` as a compact JWS by the key of that name; its header is ``alg`` and ``kid``.

    ``sign_digest`` gives the ECDSA signature, in DER, of a SHA-256 digest, wherever the private half is.
    """
    unsigned = _unsigned(claims, kid)
    r, s = decode_dss_signature(sign_digest(hashlib.sha256(unsigned.encode()).digest()))
    return f"{unsigned}.{base64url(r.to_bytes(_HALF) + s.to_bytes(_HALF))}"


def trial_token(claims: Claims, kid: str) -> str:
    """Return a token as long as the signed one would be, signed by nobody: for trials of how a permit looks."""
    return f"{_unsigned(claims, kid)}.{base64url(bytes(2 * _HALF))}"


def _unsigned(claims: Claims, kid: str) -> str:
    header = json.dumps({"alg": ALGORITHM, "kid": kid}, separators=(",", ":"))
    return f"{base64url(header.encode())}.{base64url(claims.written())}"
