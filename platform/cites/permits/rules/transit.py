"""What only passes through: the export document that goes with it, and where it says that specimens go (VII.1)."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from cites.permits.rules.catalogue import reason
from cites.permits.rules.facts import DocumentType, TradeFacts
from cites.permits.rules.validity import last_day_of_validity
from kernel.reasons import Reason
from kernel.text import gettext_noop

DESTINATION: Final = "paper_destination"
"""The answer that tells which country of destination the export document names."""


def reasons_about_transit(trade: TradeFacts) -> Iterator[Reason]:
    """Yield that a transit needs no document of this country, and what of the export document does not fit."""
    if trade.document_type != DocumentType.TRANSIT:
        return
    message = gettext_noop(
        "What only passes through under the control of Customs needs no document of this country. "
        "The export document that goes with it has to be valid and to name the destination."
    )
    yield reason("X-TRANSIT", message, field="paper_number")
    if (last := _last_day(trade)) and last < trade.day:
        message = gettext_noop("The export document was valid until %(last_day)s, and no longer.")
        field = "paper_until" if trade.paper_until else "paper_date"
        yield reason("R-TRANSIT", message, field=field, last_day=last.isoformat())
    if trade.paper_destination and trade.destination and trade.paper_destination != trade.destination:
        message = gettext_noop("The export document names another country of destination: %(country)s.")
        yield reason("R-TRANSIT", message, field=DESTINATION, country=trade.paper_destination)


def _last_day(trade: TradeFacts) -> date | None:
    """Return the last day that the document says, or else the last that it could say (Article VI.2)."""
    if trade.paper_until or trade.paper_date is None or trade.paper_date > trade.day:
        return trade.paper_until
    return last_day_of_validity(DocumentType.EXPORT, trade.paper_date)
