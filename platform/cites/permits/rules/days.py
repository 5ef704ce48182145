"""The earliest day that an answer can name: what a day is of decides how old it may be."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from cites.permits.rules.catalogue import CONVENTION
from kernel.text import gettext_noop

BEFORE_THE_CONVENTION: Final = gettext_noop("No permit was issued before 1 July 1975, when the Convention began")
FIRST_ACQUISITION: Final = date(1700, 1, 1)
"""What was acquired long before the Convention is old, yet nobody can show a day earlier than this."""
LONGEST_AGO: Final = timedelta(days=5 * 366)

_OF_PAPERS: Final = frozenset(
    {
        "issued_on", "valid_until", "origin_permit_date", "reexport_date", "import_permit_date", "import_permit_until",
        "export_permit_date",
        "paper_date", "paper_until",
    }
)  # fmt: skip
_OF_MOVEMENTS: Final = frozenset({"left_on", "trip_from", "trip_to", "period_from", "period_until"})
_FIXED: Final[Mapping[str, tuple[date, str]]] = {
    **dict.fromkeys(_OF_PAPERS, (CONVENTION, BEFORE_THE_CONVENTION)),
    "acquired_on": (FIRST_ACQUISITION, gettext_noop("Check the year: no acquisition before 1700 is taken")),
    "hunted_on": (FIRST_ACQUISITION, gettext_noop("Check the year: no hunt before 1700 is taken")),
}


def too_early(name: str, day: date, today: date) -> str:
    """Return what is said of a day that is earlier than the answer of that name can be; nothing where it may be so."""
    if name in _OF_MOVEMENTS:
        message = gettext_noop("Check the year: this is more than five years ago")
        return message if day < today - LONGEST_AGO else ""
    first, message = _FIXED.get(name, (date.min, ""))
    return message if day < first else ""
