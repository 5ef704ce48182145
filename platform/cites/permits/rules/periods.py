"""An introduction from the sea for a period: one certificate for all landings within it (Article IV.7)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from cites.permits.rules.catalogue import reason
from cites.permits.rules.document_types import DOCUMENTS, Uses, for_several_movements
from cites.permits.rules.facts import TradeFacts
from cites.permits.rules.validity import add_months
from kernel.reasons import Reason
from kernel.text import gettext_noop

MOST_MONTHS: Final = 12
FIRST_DAY: Final = "period_from"
LAST_DAY: Final = "period_until"
_SOURCE: Final = "Article IV.7"


@dataclass(frozen=True, slots=True)
class Period:
    """From one day until another, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def period_of(document_type: str, answers: Mapping[str, Any]) -> Period | None:
    """Return the period for which a document is asked or was granted, or None where it is for one movement."""
    document = DOCUMENTS.get(document_type)
    first, last = day_said(answers, FIRST_DAY), day_said(answers, LAST_DAY)
    if document is None or document.uses is not Uses.PERIOD or first is None or last is None:
        return None
    return Period(first, last)


def is_good_for_several(document_type: str, answers: Mapping[str, Any]) -> bool:
    """Tell whether each movement under a document is entered by itself, and none of them uses it up."""
    return for_several_movements(document_type) or period_of(document_type, answers) is not None


def day_said(answers: Mapping[str, Any], name: str) -> date | None:
    """Return the day that an answer names, or None."""
    try:
        return date.fromisoformat(str(answers.get(name) or ""))
    except ValueError:
        return None


def reasons_against_period(trade: TradeFacts) -> Iterator[Reason]:
    """Yield what is wrong with the days of a period; nothing where none is asked for."""
    first, last = trade.period_from, trade.period_until
    if first is None and last is None:
        return
    if first is None or last is None:
        message = gettext_noop("A period needs a first and a last day.")
        yield reason("V-ENDS-FIRST", message, source=_SOURCE, field=FIRST_DAY if first is None else LAST_DAY)
    elif last < first or last < trade.day:
        message = gettext_noop("The period is over before it begins, or before today.")
        yield reason("V-ENDS-FIRST", message, source=_SOURCE, field=LAST_DAY)
    elif last > (latest := add_months(first, MOST_MONTHS) - timedelta(days=1)):
        message = gettext_noop("A period is a year at most: it can end on %(last_day)s.")
        yield reason("V-TOO-LONG", message, source=_SOURCE, field=LAST_DAY, last_day=latest.isoformat())
