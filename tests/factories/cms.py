"""The front door as it stands when nobody has written on it yet."""

from typing import Any

from cms.services import ensure_front_door


def access_samples(party: Any) -> dict[str, str]:
    """Put up the front door, which the rows of ``tests/access/cms.csv`` visit; no row needs a sample."""
    if party is None:
        ensure_front_door(host="localhost")
    return {}
