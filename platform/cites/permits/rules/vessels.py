"""Whose document specimens of the high seas need: that of the State whose vessel took them, or where they are landed.

Resolution Conf. 14.6, at second hand: a vessel's own State certifies what is landed there; what its vessel lands in
another State leaves with its export permit; where a vessel is chartered, the two States agree which of both it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from cites.permits.rules.catalogue import reason
from cites.permits.rules.document_types import is_from_the_sea
from cites.permits.rules.facts import NO_STATE, DocumentType, LineFacts, TradeFacts
from kernel.reasons import Reason, Severity
from kernel.text import gettext_noop

FLAG: Final = "vessel_flag"
CHARTER: Final = "vessel_charter"
CATCH_DOCUMENT: Final = "catch_document"
CATCH_RULES: Final = "catch_rules"


def reasons_about_vessel(trade: TradeFacts, lines: Sequence[LineFacts]) -> Iterator[Reason]:
    """Yield where the vessel's flag is not that of the State whose document this is."""
    if not _is_from_the_sea(trade, lines):
        return
    yield from _about_catch(trade)
    if not trade.vessel_flag:
        if trade.document_type == DocumentType.EXPORT:
            message = gettext_noop("Source X: say which vessel took the specimens, and under which flag.")
            yield replace(reason("M-X", message, field=FLAG), severity=Severity.WARNING)
    elif trade.vessel_flag != state_of_document(trade):
        yield _of_another_state(trade)


def _about_catch(trade: TradeFacts) -> Iterator[Reason]:
    """Yield that the rules of fisheries organisations are part of legal acquisition, where nothing is said of them."""
    if not trade.catch_document.strip() and not trade.catch_rules.strip():
        message = gettext_noop(
            "Nothing shows that the catch was in keeping with the measures of the fisheries organisation of that area: "
            "whether specimens were acquired legally is judged by them, too."
        )
        yield reason("M-X-RFMO", message, field=CATCH_RULES)


def _is_from_the_sea(trade: TradeFacts, lines: Sequence[LineFacts]) -> bool:
    if is_from_the_sea(trade.document_type):
        return True
    exported = trade.document_type == DocumentType.EXPORT
    return exported and any("X" in (line.source, line.second_source) for line in lines)


def state_of_document(trade: TradeFacts) -> str:
    """Return whose document it is: of an introduction that was said to come from the sea, the State of landing."""
    return trade.destination if trade.exporter in ("", *NO_STATE) else trade.exporter


def _of_another_state(trade: TradeFacts) -> Reason:
    if trade.vessel_charter.strip():
        message = gettext_noop(
            "The vessel flies another flag under a charter: both States have to have told the fisheries organisation "
            "and the Secretariat before which of them grants the document."
        )
        return replace(reason("M-X-FLAG", message, field=CHARTER), severity=Severity.WARNING)
    if trade.document_type == DocumentType.EXPORT:
        message = gettext_noop(
            "The vessel flies the flag of %(country)s: its export permit is for that State to grant, unless a charter "
            "says otherwise."
        )
    else:
        message = gettext_noop(
            "The vessel flies the flag of %(country)s: what it lands here needs an export permit of that State, and no "
            "certificate of introduction from the sea, unless a charter says otherwise."
        )
    return reason("M-X-FLAG", message, field=FLAG, country=trade.vessel_flag)
