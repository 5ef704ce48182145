"""From CITESEPermit to facts, by the names of elements alone: partners differ in their namespaces."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final, get_type_hints

from lxml import etree

from cites.permits.documents.xml.facts import LineFacts, PartyFacts, PermitFacts
from cites.permits.documents.xml.mapping import CONSIGNMENT, HEADER, LINE, PARTY, Kind, Row
from cites.permits.documents.xml.units import from_rec_20
from cites.permits.errors import UnreadablePermit

LARGEST: Final = 2_000_000  # bytes; a permit of a hundred lines has a tenth of it
_MOMENTS: Final = {Kind.FIRST_MOMENT, Kind.LAST_MOMENT}


def read_permit(xml: bytes) -> PermitFacts:
    """Return what a message of the toolkit's version 2 says; raise UnreadablePermit where it is none."""
    root = _parsed(xml)
    header = _only(root, "HeaderExchangedDocument")
    consignment = _only(root, "SpecifiedSupplyChainConsignment")
    items = _named(consignment, "IncludedSupplyChainConsignmentItem")
    try:
        lines = tuple(LineFacts(**_line(item)) for item in items)
        found = _read(header, HEADER) | _read(consignment, CONSIGNMENT)
        language = _language(header)
        return PermitFacts(language=language, lines=lines, **_complete(PermitFacts, found))
    except (ValueError, TypeError, InvalidOperation) as error:
        raise UnreadablePermit(str(error)) from error


def _parsed(xml: bytes) -> Any:
    if len(xml) > LARGEST:
        raise UnreadablePermit("too large")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadablePermit(str(error)) from error
    if root.getroottree().docinfo.doctype:
        raise UnreadablePermit("a document type")  # entities may be bombs
    found = (
        [root] if _local(root) == "CITESEPermit" else [each for each in root.iter() if _local(each) == "CITESEPermit"]
    )
    if len(found) != 1:
        raise UnreadablePermit("no CITESEPermit")
    return found[0]


def _line(item: Any) -> dict[str, Any]:
    unit = item.xpath(".//*[local-name()='ItemQuantity']/@unitCode")
    return _complete(LineFacts, _read(item, LINE)) | {"unit": from_rec_20(unit[0]) if unit else ""}


def _complete(kind: type[Any], found: dict[str, Any]) -> dict[str, Any]:
    """What was not in the message is blank, where it is a text or a party."""
    blanks: dict[Any, Any] = {str: "", PartyFacts: PartyFacts()}
    hints = get_type_hints(kind)
    missing = {each.name: blanks[hints[each.name]] for each in fields(kind) if hints[each.name] in blanks}
    return {name: value for name, value in (missing | found).items() if name not in ("language", "lines")}


def _read(parent: Any, rows: Iterable[Row]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in rows:
        if row.fixed:
            continue
        elements = [each for each in _at(parent, row.path) if row.kind is Kind.PARTY or each.text]
        if row.kind is Kind.TEXTS:
            found[row.fact] = tuple(each.text for each in elements)
        elif elements:
            found[row.fact] = _fact(elements[0], row.kind)
    return found


def _fact(element: Any, kind: Kind) -> str | bool | date | datetime | Decimal | PartyFacts:
    if kind is Kind.PARTY:
        return PartyFacts(**_read(element, PARTY))
    if kind is Kind.MOMENT:
        return datetime.fromisoformat(element.text)
    if kind is Kind.INDICATOR:
        return str(element.text).strip() in ("true", "1")
    if kind in _MOMENTS:
        return datetime.fromisoformat(element.text).date()
    return Decimal(element.text) if kind is Kind.QUANTITY else str(element.text)


def _at(parent: Any, path: str) -> list[Any]:
    """The elements of a path, whatever their namespace."""
    found = [parent]
    for step in path.split("/"):
        name, _, code = step.rstrip("]").partition("[")
        found = [each for above in found for each in _named(above, name) if not code or _has_code(each, code)]
    return found


def _has_code(element: Any, code: str) -> bool:
    return any(each.text == code for each in _named(element, "TypeCode"))


def _named(parent: Any, name: str) -> list[Any]:
    return [each for each in parent if _local(each) == name]


def _only(parent: Any, name: str) -> Any:
    found = _named(parent, name)
    if len(found) != 1:
        raise UnreadablePermit(f"no {name}")
    return found[0]


def _local(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _language(header: Any) -> str:
    found = header.xpath(".//@languageID")
    return str(found[0]).lower() if found else "en"
