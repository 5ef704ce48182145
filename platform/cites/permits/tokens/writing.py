"""Writing a token that fits into a QR code of version 20 at error level M."""

import json
from collections.abc import Sequence
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec
from jwt.api_jws import PyJWS

from cites.permits.tokens.model import ALGORITHM, Claims, TokenLine, base64url, digest_of

MOST_BYTES: Final = 666  # of a QR code of version 20 at level M (ISO/IEC 18004)
MOST_VERSION: Final = 20
_SIGNATURE = 86  # 64 bytes as base64url
_NONE_YET = "A" * _SIGNATURE


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


def sign_token(claims: Claims, private: ec.EllipticCurvePrivateKey, kid: str) -> str:
    """Return ``claims`` as a compact JWS, signed with the key of that name; its header is ``alg`` and ``kid``."""
    signer = PyJWS(algorithms=[ALGORITHM])
    return signer.encode(claims.written(), private, ALGORITHM, headers={"kid": kid, "typ": None})


def trial_token(claims: Claims, kid: str) -> str:
    """Return a token as long as the signed one would be, signed by nobody: for trials of how a permit looks."""
    header = json.dumps({"alg": ALGORITHM, "kid": kid}, separators=(",", ":"))
    return ".".join([base64url(header.encode()), base64url(claims.written()), _NONE_YET])
