"""What will change: amendments of the Appendices that enter into force while a document may still be used.

Amendments of Appendices I and II do so 90 days after the meeting that adopted them (Article XV.1(c)), listings in
Appendix III 90 days after they were communicated (XVI.2), withdrawals from it 30 days after (XVI.3).
"""

from collections.abc import Iterator
from datetime import date

from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.document_types import DOCUMENTS
from cites.permits.rules.facts import LineFacts, TradeFacts
from cites.permits.rules.validity import add_months, last_day_of_validity
from kernel.reasons import Reason
from kernel.text import gettext_noop

LONGEST = 12
"""Months ahead that are looked at: no document of a single consignment is valid for longer."""


def last_day_looked_at(day: date) -> date:
    """Return the last day on which a change still matters to somebody who asks on ``day``."""
    return add_months(day, LONGEST)


def reasons_about_what_comes(line: LineFacts, trade: TradeFacts) -> Iterator[Reason]:
    """Say in which Appendix specimens will stand before a document that is granted now ends."""
    if line.coming is None or line.coming.day > _last_day(trade):
        return
    about = on_line(line, "taxon", day=line.coming.day.isoformat())
    if line.coming.appendix:
        message = gettext_noop(
            "From %(day)s on these specimens stand in Appendix %(appendix)s: what crosses a border from that day on "
            "needs its documents."
        )
        yield reason("B-NEWLIST", message, **about, appendix=line.coming.appendix)
    else:
        message = gettext_noop("From %(day)s on these specimens stand in no Appendix.")
        yield reason("B-NEWLIST", message, **about)


def _last_day(trade: TradeFacts) -> date:
    document = DOCUMENTS.get(trade.document_type)
    if document is None or document.months is None:
        return last_day_looked_at(trade.day)
    return min(last_day_of_validity(trade.document_type, trade.day), last_day_looked_at(trade.day))
