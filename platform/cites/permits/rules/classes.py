"""The classes of cases of which the Convention asks the same, and whether a document may be granted at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cites.permits.rules.document_types import DOCUMENTS, Document
from cites.permits.rules.facts import LineFacts, TradeFacts
from cites.permits.rules.findings import Findings, required_findings
from cites.permits.rules.sources import COMMERCIAL, reasons_against_source
from kernel.reasons import hard_reasons

KINGDOM_OF_SOURCE = {"R": "Animalia", "C": "Animalia", "F": "Animalia", "A": "Plantae", "Y": "Plantae"}
KINGDOMS = ("Animalia", "Plantae")


@dataclass(frozen=True, slots=True)
class LineClass:
    """One line's Appendix, first source, whether it lives, and whether the trade is commercial."""

    document_type: str
    appendix: str
    source: str
    living: bool
    commercial: bool

    @property
    def kingdoms(self) -> tuple[str, ...]:
        """Return the kingdoms that its document and its source allow."""
        if DOCUMENTS[self.document_type].living:
            return KINGDOMS[:1]
        return (KINGDOM_OF_SOURCE[self.source],) if self.source in KINGDOM_OF_SOURCE else KINGDOMS

    @property
    def findings(self) -> Findings:
        """Return what the authorities have to find of it."""
        return required_findings(self.document_type, self.appendix, self.source, self.living)

    @property
    def may_be_granted(self) -> bool:
        """Tell whether no rule about its source forbids the trade outright (e.g. Article III.3(c))."""
        return not hard_reasons(reasons_against_source(_a_line(self), _a_trade(self)))


def classes_of(document_type: str) -> Iterator[LineClass]:
    """Yield the classes of cases of that document: of the Appendices, sources and purposes for which it is."""
    document = DOCUMENTS[document_type]
    for appendix in document.appendices:
        for source in document.sources:
            for living in (True, False) if document.living is None else (document.living,):
                for commercial in _commercial(document):
                    yield LineClass(document_type, appendix, source, living, commercial)


def _commercial(document: Document) -> Iterator[bool]:
    if COMMERCIAL in document.purposes:
        yield True
    if document.purposes - {COMMERCIAL}:
        yield False


def _a_line(each: LineClass) -> LineFacts:
    """A line of the class of which all else is in order."""
    return LineFacts(
        number=1,
        taxon_known=True,
        kingdom=each.kingdoms[0],
        appendix=each.appendix,
        term="LIV" if each.living else "SPE",
        quantity=Decimal(1),
        unit="",
        source=each.source,
        second_source="W" if each.source in ("O", "I") else "",
        justification="said",
        registered_operation="registered",
    )


def _a_trade(each: LineClass) -> TradeFacts:
    purpose = COMMERCIAL if each.commercial else "S"
    return TradeFacts(each.document_type, exporter="", destination="", purpose=purpose, day=date.min)
