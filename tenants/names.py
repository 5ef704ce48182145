"""How schemas are named."""

PUBLIC = "public"
TEMPLATE = "party_template"
_PREFIX = "party_"


def schema_of(iso2: str) -> str:
    """Return the schema of the Party with that code; prefixed, for ``do`` and ``to`` are words of SQL."""
    return _PREFIX + iso2.lower()
