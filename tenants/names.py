"""How schemas and Parties are named."""

PUBLIC = "public"
TEMPLATE = "party_template"
_PREFIX = "party_"
PRACTICE_ENDING = "_practice"


def schema_of(iso2: str, *, practice: bool = False) -> str:
    """Return the schema of the Party with that code; prefixed, for ``do`` and ``to`` are words of SQL."""
    return _PREFIX + iso2.lower() + (PRACTICE_ENDING if practice else "")


def is_of_practice(schema: str) -> bool:
    """Tell whether ``schema`` is that of a practice twin; the database keeps a Party from changing sides."""
    return schema.startswith(_PREFIX) and schema.endswith(PRACTICE_ENDING)


def slug_of(iso2: str, *, practice: bool = False) -> str:
    """Return the code of a Party as it stands in host names, e.g. ``bb`` or ``bb-practice``."""
    return iso2.lower() + ("-practice" if practice else "")


def slug_of_schema(schema: str) -> str:
    """Return the code of the Party that has ``schema``, as it stands in host names; any other name as it is."""
    return schema.removeprefix(_PREFIX).replace("_", "-") if schema.startswith(_PREFIX) else schema
