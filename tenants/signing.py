"""Signed texts that carry their Party: worthless on any other host."""

from typing import Any

from django.core import signing

from tenants.context import active_schema
from tenants.errors import SignedElsewhere


def party_salt(purpose: str) -> str:
    """Return the salt of ``purpose`` in the active schema."""
    return f"{active_schema()}:{purpose}"


class Signer:
    """Signs values for one purpose within the active Party."""

    def __init__(self, purpose: str) -> None:
        self.purpose = purpose

    def sign(self, value: Any) -> str:
        """Return ``value`` (anything JSON holds) as signed, URL-safe text."""
        return signing.dumps(value, salt=party_salt(self.purpose), compress=True)

    def read(self, text: str, *, max_age: int | None = None) -> Any:
        """Return the value signed in ``text`` no more than ``max_age`` seconds ago; raise SignedElsewhere."""
        try:
            return signing.loads(text, salt=party_salt(self.purpose), max_age=max_age)
        except signing.BadSignature as error:
            raise SignedElsewhere(message="this link is not valid here") from error
