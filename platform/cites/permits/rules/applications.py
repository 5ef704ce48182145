"""What speaks against an application as a whole."""

from collections.abc import Iterator, Sequence

from cites.permits.rules.catalogue import reason
from cites.permits.rules.comparable import reasons_about_comparable
from cites.permits.rules.conditions import reasons_against_conditions
from cites.permits.rules.document_fit import reasons_about_purpose, reasons_against_purpose
from cites.permits.rules.document_types import DOCUMENTS, Direction, came_before
from cites.permits.rules.earlier_papers import reasons_about_permit_of_origin
from cites.permits.rules.exemptions import reasons_about_earlier_treaty, reasons_about_exhibition
from cites.permits.rules.facts import LineFacts, TradeFacts
from cites.permits.rules.import_permits import reasons_about_import_permit
from cites.permits.rules.lines import reasons_against_line
from cites.permits.rules.operators import reasons_about_operator
from cites.permits.rules.partners import reasons_about_partner
from cites.permits.rules.periods import reasons_against_period
from cites.permits.rules.quota_years import reasons_about_quota_year
from cites.permits.rules.refused import reasons_refused_before
from cites.permits.rules.registrations import reasons_about_exchange
from cites.permits.rules.retrospective import reasons_against_retrospective
from cites.permits.rules.simplified import reasons_about_kinds
from cites.permits.rules.transit import reasons_about_transit
from cites.permits.rules.vessels import reasons_about_vessel
from kernel.reasons import Reason
from kernel.text import gettext_noop


def reasons_against_application(trade: TradeFacts, lines: Sequence[LineFacts]) -> list[Reason]:
    """Return every reason against an application, its own first, then those of each line in turn."""
    return [
        *_reasons_about_lines(lines),
        *reasons_about_purpose(trade),
        *_reasons_about_destination(trade),
        *reasons_about_import_permit(trade, lines),
        *reasons_about_partner(trade, lines),
        *reasons_against_purpose(trade),
        *reasons_against_conditions(trade, lines),
        *reasons_about_comparable(trade, lines),
        *reasons_about_operator(trade, lines),
        *reasons_about_kinds(trade, lines),
        *reasons_about_exchange(trade, lines),
        *reasons_about_exhibition(trade),
        *reasons_about_transit(trade),
        *reasons_about_vessel(trade, lines),
        *reasons_about_earlier_treaty(trade, lines),
        *reasons_against_period(trade),
        *reasons_against_retrospective(trade, lines),
        *reasons_refused_before(trade, lines),
        *reasons_about_quota_year(trade, [line.number for line in lines if line.quotas]),
        *(reason for line in lines for reason in _reasons_about_line(line, trade)),
    ]


def _reasons_about_line(line: LineFacts, trade: TradeFacts) -> Iterator[Reason]:
    """Yield what speaks against a line, and what its own document has to say of the one of before.

    The import desk looks at the boxes of a paper of others by itself.
    """
    yield from reasons_against_line(line, trade)
    if came_before(trade.document_type):
        yield from reasons_about_permit_of_origin(line)


def _reasons_about_lines(lines: Sequence[LineFacts]) -> Iterator[Reason]:
    if not lines:
        message = gettext_noop("Add at least one species.")
        yield reason("LINE-MISSING", message, field="lines")


def _reasons_about_destination(trade: TradeFacts) -> Iterator[Reason]:
    document = DOCUMENTS.get(trade.document_type)
    if not trade.names_consignee:
        return
    if not trade.destination or not trade.destination_known:
        message = gettext_noop("Choose a country of destination from the list.")
        yield reason("P14" if trade.destination else "P1", message, field="destination")
    elif trade.exporter_known and trade.destination == trade.exporter:
        message = gettext_noop("The country of destination is the country of export.")
        leaves = document is None or document.direction is Direction.OUT
        yield reason("S8", message, field="destination" if leaves else "exporter_country")
