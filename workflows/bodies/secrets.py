"""Links and codes: random, and kept as digests alone, which carry the Party."""

import secrets
from typing import Final

from django.contrib.auth.hashers import check_password, make_password
from django.utils.crypto import salted_hmac

from kernel.clock import now as this_moment
from tenants.signing import party_salt
from workflows.models import BodyLink, BodyRequest

# Neither 0, O, 1, I nor L, which are read out wrongly.
ALPHABET: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_LENGTH, _GROUP = 8, 4


def make_link(request: BodyRequest) -> str:
    """Return a new token that leads to the request; the older ones go on leading there."""
    token = secrets.token_urlsafe(32)
    BodyLink.objects.create(request=request, digest=digest_of(token), made_at=this_moment())
    return token


def digest_of(token: str) -> str:
    """Return what is kept of a token, which has so much chance in it that it needs no slow digest."""
    return salted_hmac(party_salt("workflows.body"), token, algorithm="sha256").hexdigest()


def make_code(request: BodyRequest) -> str:
    """Return a new code, after which the one before opens nothing; a lock is undone. The request is saved."""
    plain = "".join(secrets.choice(ALPHABET) for _sign in range(_LENGTH))
    request.code_digest, request.wrong_codes = make_password(plain), 0
    request.code_number += 1
    request.save(update_fields=["code_digest", "code_number", "wrong_codes"])
    return f"{plain[:_GROUP]}-{plain[_GROUP:]}"


def is_code(request: BodyRequest | None, typed: str) -> bool:
    """Tell whether that is the code, however it is spaced; without a request it costs as much and is not."""
    plain = "".join(sign for sign in typed.upper() if sign.isalnum())[:64]
    if request is None or not request.code_digest:
        make_password(plain)
        return False
    return check_password(plain, request.code_digest)
