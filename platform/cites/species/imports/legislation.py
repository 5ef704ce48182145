"""Listings, quotas, suspensions and distribution as Species+ tells them of one taxon."""

from cites.species.imports.handed_down import once
from cites.species.imports.nodes import Node, amount, country, day, first, items, node, nodes, number, text, truth
from cites.species.imports.records import (
    Change,
    Event,
    Fault,
    QuotaRecord,
    RangeRecord,
    SuspensionRecord,
)
from cites.species.models import Appendix
from kernel.text import gettext_noop

CHANGES: dict[str, Change] = {
    "+": "+", "-": "-", "R+": "R+", "R-": "R-",
    "ADDITION": "+", "INCLUSION": "+", "AMENDMENT": "+", "DELETION": "-", "REMOVAL": "-",
    "RESERVATION": "R+", "RESERVATION_WITHDRAWAL": "R-", "RESERVATION WITHDRAWAL": "R-",
}  # fmt: skip
UNDATED = gettext_noop("%(taxon)s: a change of its listing has no day that can be read: %(told)s")
UNKNOWN_CHANGE = gettext_noop("%(taxon)s: a change of its listing is of no known kind: %(told)s")
NOWHERE = gettext_noop("%(taxon)s: the country of a %(what)s cannot be read: %(told)s")
_EDITED = ("annotation", "short_note")


def events(found: object, taxon: str, own_id: int | None, faults: list[Fault]) -> tuple[Event, ...]:
    """Return the changes of the Appendices; those that a wider taxon hands down name it in ``of``."""
    return once(event for each in nodes(found) if (event := _event(each, taxon, own_id, faults)))


def _event(found: Node, taxon: str, own_id: int | None, faults: list[Fault]) -> Event | None:
    told = text(found.get("change_type")).upper()
    change, effective = CHANGES.get(told or "+"), day(found.get("effective_at"))
    appendix = text(found.get("appendix")).upper()
    if change is None or appendix not in Appendix.values:
        faults.append(Fault(text=UNKNOWN_CHANGE, facts={"taxon": taxon, "told": f"{appendix} {told}".strip()}))
        return None
    if effective is None:
        told = f"{appendix} {told} {text(found.get('effective_at'))}"
        faults.append(Fault(text=UNDATED, facts={"taxon": taxon, "told": told.strip()}))
        return None
    return Event(
        change=change, appendix=appendix, day=effective, party=country(found.get("party")),
        annotation=_words(found), symbol=symbol(found.get("hash_annotation")), current=truth(found.get("is_current")),
        their_id=number(found.get("id")), of=_of(found, own_id),
    )  # fmt: skip


def _of(found: Node, own_id: int | None) -> int | None:
    """Return the number of the taxon that is named, where it is another one than that of which this is told."""
    named = number(found.get("taxon_concept_id"))
    return None if named == own_id else named


def symbol(found: object) -> str:
    """Return the symbol of a numbered annotation, e.g. ``#4``, from its object or its text."""
    if isinstance(found, list):
        found = node(found) or next((each for each in found if isinstance(each, str)), "")
    said = text(node(found).get("symbol") or found) if found else ""
    said = said.split(" ")[0]
    return said if said.startswith("#") and len(said) <= 8 else ""


def _words(found: Node) -> str:
    said = found.get("annotation")
    return text(said) or text(first(node(said), "note", "full_note_en", *_EDITED))


def ranges(found: object, taxon: str, faults: list[Fault]) -> tuple[RangeRecord, ...]:
    """Return where a taxon occurs, each country once."""
    tags: dict[str, list[str]] = {}
    for each in nodes(found):
        code = country(each) or country(node(each.get("geo_entity")))
        if not code:
            _nowhere("distribution", each, taxon, faults)
            continue
        tags.setdefault(code, []).extend(text(tag).lower() for tag in items(each.get("tags")) if text(tag))
    return tuple(RangeRecord(country=code, tags=tuple(dict.fromkeys(found))) for code, found in tags.items())


def quotas(found: object, taxon: str, own_id: int | None, faults: list[Fault]) -> tuple[QuotaRecord, ...]:
    """Return the export quotas that may be shown; those that a wider taxon hands down name it in ``of``."""
    return once(quota for each in nodes(found) if (quota := _quota(each, taxon, own_id, faults)))


def _quota(found: Node, taxon: str, own_id: int | None, faults: list[Fault]) -> QuotaRecord | None:
    if truth(found.get("public_display")) is False:
        return None
    code = country(node(found.get("geo_entity")))
    if not code:
        _nowhere("quota", found, taxon, faults)
        return None
    return QuotaRecord(
        country=code, quantity=amount(found.get("quota")), unit=_unit(found.get("unit")),
        published_on=day(found.get("publication_date")), current=truth(found.get("is_current")),
        notes=text(found.get("notes")), address=_address(found.get("url")), their_id=number(found.get("id")),
        of=_of(found, own_id),
    )  # fmt: skip


def _unit(found: object) -> str:
    said = text(node(found).get("code") or found).upper() if found else ""
    return said if len(said) <= 3 else ""


def suspensions(found: object, taxon: str, own_id: int | None, faults: list[Fault]) -> tuple[SuspensionRecord, ...]:
    """Return the recommendations to suspend trade; those that a wider taxon hands down name it in ``of``."""
    return once(_suspension(each, own_id) for each in nodes(found) if _says_where(each, taxon, faults))


def _says_where(found: Node, taxon: str, faults: list[Fault]) -> bool:
    """Tell whether the country is given or is nobody's in particular; a code that cannot be read must not mean all."""
    place = found.get("geo_entity")
    if not place or country(node(place)):
        return True
    _nowhere("suspension", found, taxon, faults)
    return False


def _suspension(found: Node, own_id: int | None) -> SuspensionRecord:
    begun, ended = node(found.get("start_notification")), node(found.get("end_notification"))
    return SuspensionRecord(
        country=country(node(found.get("geo_entity"))),
        everything="taxon_concept_id" in found and found["taxon_concept_id"] is None,
        begins=day(found.get("start_date")) or day(begun.get("date")),
        ends=day(found.get("end_date")) or day(ended.get("date")), current=truth(found.get("is_current")),
        applies_to_import=truth(found.get("applies_to_import")) or False,
        begun_by=text(begun.get("name"))[:200], ended_by=text(ended.get("name"))[:200],
        notes=text(found.get("notes")), address=_address(begun.get("url")), their_id=number(found.get("id")),
        of=_of(found, own_id),
    )  # fmt: skip


def _address(found: object) -> str:
    said = text(found)
    return said if said.startswith(("http://", "https://")) and len(said) <= 500 else ""


def _nowhere(what: str, found: Node, taxon: str, faults: list[Fault]) -> None:
    told = text(node(found.get("geo_entity")).get("name") or found.get("name"))
    faults.append(Fault(text=NOWHERE, facts={"taxon": taxon, "what": what, "told": told[:100]}))
