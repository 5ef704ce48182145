"""What the rows of ``tests/access/signing_keys.csv`` name."""

from typing import Any

from cites.permits.signing.queries import key_in_use


def access_samples(party: Any, trader: Any) -> dict[str, str]:
    """The key in use."""
    return {"key": key_in_use().kid}
