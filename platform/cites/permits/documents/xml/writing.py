"""From facts to CITESEPermit, strictly: each element in its place, its namespace and its order."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from typing import Any, Final

from lxml import etree

from cites.permits.documents.xml.facts import LineFacts, PartyFacts, PermitFacts
from cites.permits.documents.xml.mapping import (
    BUSINESS_PROCESS,
    CONSIGNMENT,
    DOCUMENT_NAMESPACE,
    HEADER,
    LINE,
    PARTS_NAMESPACE,
    PARTY,
    Kind,
    Row,
)
from cites.permits.documents.xml.units import to_rec_20

_LAST: Final = time(23, 59, 59)
_UNWRITABLE: Final = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LISTED: Final = {"listID": "1001", "listAgencyID": "6"}


def write_permit(facts: PermitFacts) -> bytes:
    """Return the permit as XML in UTF-8; the same facts give the same bytes."""
    root = etree.Element(_document("CITESEPermit"), nsmap={"rsm": DOCUMENT_NAMESPACE, "ram": PARTS_NAMESPACE})
    _write_context(etree.SubElement(root, _document("SpecifiedExchangedDocumentContext")))
    writer = _Writer(facts.language.split("-")[0].upper(), facts.issued_at.tzinfo)
    writer.write(etree.SubElement(root, _document("HeaderExchangedDocument")), HEADER, facts)
    consignment = etree.SubElement(root, _document("SpecifiedSupplyChainConsignment"))
    writer.write(consignment, CONSIGNMENT, facts)
    for line in facts.lines:
        writer.write(etree.SubElement(consignment, _part("IncludedSupplyChainConsignmentItem")), LINE, line)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return made


def writable(text: str) -> str:
    """Return a text as XML can hold it: ends of rows as one sign, and signs that it forbids as blanks."""
    return _UNWRITABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


class _Writer:
    """Writes the tables of the mapping in one language; days begin and end in one zone."""

    def __init__(self, language: str, zone: tzinfo | None) -> None:
        self._language, self._zone = language, zone

    def write(self, parent: Any, rows: Iterable[Row], facts: PermitFacts | PartyFacts | LineFacts) -> None:
        made: dict[str, Any] = {"": parent}
        for row in rows:
            fact = getattr(facts, row.fact)
            for each in fact if row.kind is Kind.TEXTS else [fact]:
                if each not in ("", None, PartyFacts()):
                    self._put(_element(made, row), row, each, facts)

    def _put(self, element: Any, row: Row, fact: Any, facts: Any) -> None:
        if row.kind is Kind.PARTY:
            self.write(element, PARTY, fact)
            return
        element.text = row.fixed or writable(self._said(row.kind, fact))
        if row.kind in (Kind.TEXT, Kind.TEXTS):
            element.set("languageID", self._language)
        elif row.kind is Kind.LISTED:
            element.attrib.update(_LISTED)
        elif row.kind is Kind.QUANTITY and facts.unit:
            element.set("unitCode", to_rec_20(facts.unit))

    def _said(self, kind: Kind, fact: str | bool | date | datetime | Decimal) -> str:
        if isinstance(fact, bool):
            return "true" if fact else "false"
        if isinstance(fact, Decimal):
            return f"{fact:f}"
        if isinstance(fact, datetime):
            return fact.isoformat(timespec="milliseconds")
        if isinstance(fact, date):
            moment = datetime.combine(fact, _LAST if kind is Kind.LAST_MOMENT else time(), self._zone)
            return moment.isoformat(timespec="milliseconds")
        return fact


def _element(made: dict[str, Any], row: Row) -> Any:
    """The new last element of a row's path; those above it are made once."""
    above, _, name = row.path.rpartition("/")
    if above not in made:
        made[above] = _element(made, Row(row.box, above, row.fact))
    return etree.SubElement(made[above], _part(name.partition("[")[0]))


def _write_context(context: Any) -> None:
    parameter = etree.SubElement(context, _part("BusinessProcessSpecifiedDocumentContextParameter"))
    etree.SubElement(parameter, _part("ID")).text = "1"
    value = etree.SubElement(parameter, _part("Value"), languageID="EN")
    value.text = BUSINESS_PROCESS
    version = etree.SubElement(parameter, _part("SpecifiedDocumentVersion"))
    etree.SubElement(version, _part("ID")).text = "1"


def _document(name: str) -> str:
    return f"{{{DOCUMENT_NAMESPACE}}}{name}"


def _part(name: str) -> str:
    return f"{{{PARTS_NAMESPACE}}}{name}"
