"""How long a permit is checked and its token signed, beside the bare signature, the page and the API beside their bare query."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any

from _place import milliseconds, product, show

OURS = 200


def main() -> None:
    with product(as_owner=False):
        from django.db import transaction

        from tenants.context import party_context
        from tenants.models import Party

        with party_context(Party.objects.get(iso2="BB", practice=False)), transaction.atomic():
            for title, measured in _offline():
                show(title, measured)
            show("a token of two lines, by the register", _live())
            transaction.set_rollback(True)


def _offline() -> Iterator[tuple[str, dict[str, list[float]]]]:
    """Checking beside the bare check, and writing beside the bare signature."""
    from cites.permits.tokens.checking import check_token
    from cites.permits.tokens.keys import read_keys
    from cites.permits.tokens.writing import sign_token
    from kernel import clock
    from tests.factories.tokens import CONCH, KEY, KID, a_key_set, a_token, by, claims

    now, sign = int(clock.now().timestamp()), by(KEY)
    token = a_token(CONCH, CONCH, iat=now - 60, exp=now + 60)
    keys, said = read_keys(json.dumps(a_key_set())), claims(n=2, lines=(CONCH, CONCH))
    digest = hashlib.sha256(token.rpartition(".")[0].encode()).digest()
    yield (
        "a token of two lines checked, offline",
        {
            "bare check of the signature": milliseconds(_bare_check(token, KEY.public_key()), OURS),
            "ours: read, checked, dated": milliseconds(lambda: check_token(token, keys, clock.now()), OURS),
        },
    )
    yield (
        "a token of two lines signed",
        {
            "bare signature": milliseconds(lambda: sign(digest), OURS),
            "ours: written and signed": milliseconds(lambda: sign_token(said, KID, sign), OURS),
        },
    )


def _bare_check(token: str, public: Any) -> Callable[[], None]:
    """The check of one signature by its key, with nothing read and nothing dated."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, encode_dss_signature

    signed, _dot, signature = token.rpartition(".")
    raw = base64.urlsafe_b64decode(signature + "==")
    der = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    digest, curve = hashlib.sha256(signed.encode()).digest(), ec.ECDSA(Prehashed(hashes.SHA256()))
    return lambda: public.verify(der, digest, curve)


def _live() -> dict[str, list[float]]:
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client

    from cites.permits.documents.publishing import publish_permit
    from cites.permits.queries.verification import verified
    from cites.permits.signing.signers import signer_in_use
    from tests.factories.permits import cast, issued

    permit = issued(cast())
    publish_permit(permit_id=permit.pk)
    token, client = permit.tokens.get().token, Client(headers={"host": "bb.localhost"})

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT p.*, l.*, e.kind FROM permits_permittoken t JOIN permits_permit p ON p.id = t.permit_id "
                "JOIN permits_permitline l ON l.permit_id = p.id JOIN permits_permitevent e ON e.permit_id = p.id "
                "WHERE t.token = %s AND p.number = %s",
                [token, permit.number],
            )
            cursor.fetchall()

    def asked(ask: Callable[[], Any]) -> Callable[[], None]:
        def once() -> None:
            cache.clear()  # whoever asks so often is slowed down
            assert ask().status_code == 200

        return once

    checked = _bare_check(token, signer_in_use().certificate.public_key())

    def both() -> None:
        checked()
        bare()

    connection.moves_in_transaction = True
    posted = {"token": token}
    return {
        "bare check of the signature, and query of the permit": milliseconds(both, OURS),
        "bare query alone": milliseconds(bare, OURS),
        "ours: the query with the check of the signature": milliseconds(lambda: verified(token), OURS),
        "ours: POST /api/verify": milliseconds(
            asked(lambda: client.post("/api/verify", posted, content_type="application/json")), OURS
        ),
        "ours: the page": milliseconds(asked(lambda: client.get(f"/verify/{token}")), OURS),
    }


if __name__ == "__main__":
    main()
