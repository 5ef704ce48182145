"""How schemas are named."""

PUBLIC = "public"
TEMPLATE = "party_template"
_PREFIX = "party_"


def schema_of(iso2: str, *, practice: bool = False) -> str:
    """Return the schema of the Party with that code; prefixed, for ``do`` and ``to`` are words of SQL."""
    return _PREFIX + iso2.lower() + ("_practice" if practice else "")


def slug_of(iso2: str, *, practice: bool = False) -> str:
    """Return the code of a Party as it stands in host names, e.g. ``bb`` or ``bb-practice``."""
    return iso2.lower() + ("-practice" if practice else "")


def slug_of_schema(schema: str) -> str:
    """Return the code of the Party that has ``schema``, as it stands in host names; any other name as it is."""
    return schema.removeprefix(_PREFIX).replace("_", "-") if schema.startswith(_PREFIX) else schema
