"""The other State of a movement: whether it is a Party, and which of its documents is shown on arrival."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from cites.permits.rules.catalogue import reason
from cites.permits.rules.document_types import DOCUMENTS, Direction
from cites.permits.rules.facts import NO_STATE, DocumentType, LineFacts, TradeFacts
from cites.permits.rules.validity import last_day_of_validity
from kernel.reasons import Reason, Severity
from kernel.text import gettext_noop

_ON_ARRIVAL: Final = {"I": "R-I-IMP-4", "II": "R-II-IMP", "III": "R-III-IMP"}
_PRESENTED: Final = gettext_noop("The document of the country of departure has to be shown on arrival.")
_OF_SIX_MONTHS: Final = ("I", "II")  # those of Appendix III may be certificates of origin, which last longer


def reasons_about_partner(trade: TradeFacts, lines: Sequence[LineFacts]) -> Iterator[Reason]:
    """Yield what the other State's standing asks for, and what is known of its document on an import."""
    document = DOCUMENTS.get(trade.document_type)
    if document is None or document.code == DocumentType.COMPARABLE:  # its papers are the very thing
        return
    if document.direction is not Direction.IN and _is_no_party(trade.destination, trade):
        message = gettext_noop(
            "%(country)s is no Party to the Convention: the papers of its authorities have to say what those of a "
            "Party would say."
        )
        yield _softly(reason("R-NP", message, field="destination", country=trade.destination))
    if document.direction is not Direction.OUT and _is_no_party(trade.exporter, trade):
        message = gettext_noop(
            "%(country)s is no Party to the Convention: its papers are accepted only where a competent authority wrote "
            "them, and where they say what those of a Party would say."
        )
        said = reason("R-NP", message, field="exporter_country", country=trade.exporter)
        yield replace(said, severity=Severity.OVERRIDE) if document.code == DocumentType.IMPORT else _softly(said)
    if document.code == DocumentType.IMPORT:
        yield from _on_arrival(trade, lines)


def shown_on_arrival(appendix: str, **about: Any) -> Reason:
    """Return the advice that the document with which specimens of that Appendix left has to be shown."""
    return _softly(reason(_ON_ARRIVAL[appendix], _PRESENTED, **about))


def _is_no_party(state: str, trade: TradeFacts) -> bool:
    return bool(trade.parties) and bool(state) and state not in trade.parties | NO_STATE


def _on_arrival(trade: TradeFacts, lines: Sequence[LineFacts]) -> Iterator[Reason]:
    for appendix in _ON_ARRIVAL:
        about: dict[str, Any] = {"lines": [line.number for line in lines if line.appendix == appendix]}
        if not about["lines"]:
            continue
        if not trade.export_permit_number.strip():
            yield shown_on_arrival(appendix, field="export_permit_number", **about)
        elif appendix in _OF_SIX_MONTHS and trade.export_permit_date is not None:
            yield from _too_old(trade, appendix, about)


def _too_old(trade: TradeFacts, appendix: str, about: dict[str, Any]) -> Iterator[Reason]:
    granted = trade.export_permit_date
    if granted and granted <= trade.day and (last := last_day_of_validity(DocumentType.EXPORT, granted)) < trade.day:
        message = gettext_noop("The document of the country of departure could be used until %(last_day)s at most.")
        said = reason(_ON_ARRIVAL[appendix], message, field="export_permit_date", last_day=last.isoformat(), **about)
        yield _softly(said)


def _softly(said: Reason) -> Reason:
    """Return it as advice: what the other State writes is not yet at hand."""
    return replace(said, severity=Severity.WARNING)
