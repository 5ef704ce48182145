"""Exemptions that an official judges by their papers: travelling exhibitions (VII.7), and specimens of the sea under an
earlier treaty (XIV.4 and XIV.5)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.facts import DocumentType, LineFacts, TradeFacts
from cites.permits.rules.vessels import state_of_document
from kernel.reasons import Reason, Severity
from kernel.text import gettext_noop

REGISTRATION: Final = "exhibition_registration"
EARLIER_TREATY: Final = "earlier_treaty"
EXHIBITED: Final = frozenset({"O", "C", "A"})
"""Pre-Convention, bred or propagated: what Article VII.7(b) lets travel with an exhibition."""
_ON_SEA_ROUTES: Final = frozenset({DocumentType.EXPORT, DocumentType.INTRODUCTION_FROM_THE_SEA})


def reasons_about_exhibition(trade: TradeFacts) -> Iterator[Reason]:
    """Say of a travelling exhibition that its specimens are to be registered in full (Article VII.7(a))."""
    if trade.document_type == DocumentType.TRAVELLING_EXHIBITION and not trade.exhibition_registration.strip():
        message = gettext_noop(
            "An exhibition travels without permits only once full details of its specimens are registered with the "
            "Management Authority: give the number of its registration, or register them with this application."
        )
        yield reason("X-TRAV", message, field=REGISTRATION)


def reasons_about_earlier_treaty(trade: TradeFacts, lines: Sequence[LineFacts]) -> Iterator[Reason]:
    """Say what an official has to look at where specimens of the sea were taken under an earlier treaty."""
    if trade.document_type not in _ON_SEA_ROUTES or not trade.earlier_treaty.strip():
        return
    other = [line for line in lines if line.appendix != "II" or "X" not in (line.source, line.second_source)]
    for line in other:
        message = gettext_noop(
            "An earlier treaty frees only marine species of Appendix II that a ship took in the sea: these need their "
            "usual document."
        )
        yield reason("X-XIV4", message, **on_line(line, "taxon"))
    if len(other) == len(lines):
        return
    if trade.vessel_flag and trade.vessel_flag != state_of_document(trade):
        message = gettext_noop(
            "An earlier treaty frees only what ships of the State take whose document this is: this ship flies another "
            "flag."
        )
    else:
        message = gettext_noop(
            "An official compares the treaty: it has to have been in force on 1 July 1975 and to protect the species, "
            "and this country and the ship’s have to be one. Then only a certificate says so that they were taken in "
            "accordance with it."
        )
    yield reason("X-XIV4", message, field=EARLIER_TREATY)


def exemptions_to_know(line: LineFacts, purpose: str) -> Iterator[Reason]:
    """Say of a movement which exemption may serve: exchange between institutions (VII.6), or an exhibition (VII.7)."""
    if purpose == "S" and not (line.living and line.kingdom == "Animalia"):
        message = gettext_noop(
            "Scientific institutions that are both registered lend, give or exchange such specimens under a label, "
            "without a permit."
        )
        yield replace(reason("X-SCI", message, line=line.number), severity=Severity.WARNING)
    if purpose == "Q" and line.source in EXHIBITED:
        message = gettext_noop(
            "With a travelling exhibition whose specimens are registered in full they may travel under one certificate."
        )
        yield reason("X-TRAV", message, line=line.number)
