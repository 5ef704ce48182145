"""Taxon concepts as Species+ tells them, in its API and in its weekly file."""

from collections.abc import Iterable, Mapping
from typing import Any

from cites.species.folding import folded
from cites.species.imports import legislation
from cites.species.imports.nodes import Node, first, node, nodes, number, text, truth
from cites.species.imports.records import Fault, NameRecord, TaxonRecord
from cites.species.models import Appendix, Kingdom, Taxon
from kernel.text import gettext_noop

ACCEPTED, HYBRID = "A", "H"
NAMELESS = gettext_noop("A taxon has no name or no number.")
UNKNOWN_RANK = gettext_noop("%(taxon)s: left out, for its rank is not used here: %(rank)s")
UNKNOWN_STATUS = gettext_noop("%(taxon)s: left out, for it is no accepted name and names none: %(status)s")
UNKNOWN_KINGDOM = gettext_noop("%(taxon)s: left out, for its kingdom is neither animals nor plants: %(kingdom)s")
UNKNOWN_LANGUAGE = gettext_noop("%(taxon)s: a common name was left out, for its language is not known: %(language)s")
TOO_LONG = gettext_noop("%(taxon)s: a name was left out, for it is too long: %(name)s")
_LONGEST_NAME, _LONGEST_FOLDED, _LONGEST_TAXON = 160, 200, 120
_LANGUAGES = {
    "english": "en", "french": "fr", "spanish": "es", "portuguese": "pt", "german": "de", "italian": "it",
    "dutch": "nl", "danish": "da", "swedish": "sv", "finnish": "fi", "russian": "ru", "japanese": "ja",
    "chinese": "zh", "arabic": "ar", "polish": "pl", "hungarian": "hu", "czech": "cs",
}  # fmt: skip


def read_concept(concept: Node) -> tuple[list[TaxonRecord], list[Fault]]:
    """Return the records of one concept, and what could not be read in it."""
    faults: list[Fault] = []
    name, their_id = text(first(concept, "full_name", "scientific_name")), number(concept.get("id"))
    if not name or their_id is None or len(name) > _LONGEST_TAXON:
        return [], [Fault(text=NAMELESS, unreadable=True)]
    status = text(concept.get("name_status")).upper() or ACCEPTED
    if status != ACCEPTED:
        return _as_synonyms(concept, name, status)
    fault = why_left_out(name, rank_of(concept.get("rank")), _kingdom(concept))
    if fault:
        return [], [fault]
    record = _taxon(concept, name, their_id, faults)
    return [record], faults


def why_left_out(name: str, rank: str, kingdom: str) -> Fault | None:
    """Return why a taxon cannot be taken over, or None."""
    if rank not in Taxon.Rank.values:
        return Fault(text=UNKNOWN_RANK, facts={"taxon": name, "rank": rank or "–"})
    if kingdom not in Kingdom.values:
        return Fault(text=UNKNOWN_KINGDOM, facts={"taxon": name, "kingdom": kingdom or "–"})
    return None


def rank_of(value: object) -> str:
    """Return a rank as we write it."""
    return text(value).lower()


def _kingdom(concept: Node) -> str:
    return text(node(concept.get("higher_taxa")).get("kingdom") or concept.get("kingdom")).capitalize()


def _taxon(concept: Node, name: str, their_id: int, faults: list[Fault]) -> TaxonRecord:
    above = node(concept.get("higher_taxa"))
    return TaxonRecord(
        name=name, their_id=their_id, author=text(concept.get("author_year"))[:120],
        rank=rank_of(concept.get("rank")), kingdom=_kingdom(concept), phylum=text(above.get("phylum"))[:40],
        class_name=text(above.get("class"))[:40], order_name=text(above.get("order"))[:40],
        family=text(above.get("family"))[:40], active=truth(concept.get("active")) is not False,
        synonyms=_synonyms(concept, name, faults), common_names=_common_names(concept, name, faults),
        **_legislation(concept, name, their_id, faults),
    )  # fmt: skip


def _legislation(concept: Node, name: str, own_id: int, faults: list[Fault]) -> dict[str, Any]:
    """Return what is told of trade; the summary of today counts only where no dated listings came."""
    law = node(concept.get("cites_legislation")) or concept
    told: dict[str, Any] = {}
    if _is_dated(law.get("cites_listings")):
        told["events"] = legislation.events(law["cites_listings"], name, own_id, faults)
    else:
        told["stands_in"] = appendices(concept.get("cites_listing"))
    if law.get("cites_quotas") is not None:
        told["quotas"] = legislation.quotas(law["cites_quotas"], name, own_id, faults)
    if law.get("cites_suspensions") is not None:
        told["suspensions"] = legislation.suspensions(law["cites_suspensions"], name, own_id, faults)
    if concept.get("distributions") is not None:
        told["ranges"] = legislation.ranges(concept["distributions"], name, faults)
    return told


def _is_dated(listings: object) -> bool:
    """Tell whether these are listings with their history: the summary beside a concept has neither day nor change."""
    return any("effective_at" in each or "change_type" in each for each in nodes(listings))


def appendices(summary: object) -> tuple[str, ...] | None:
    """Return the Appendices in a summary such as ``I/II`` or ``I/NC``, none of ``NC``; None if it is silent."""
    parts = [part.strip().upper() for part in text(summary).split("/") if part.strip()]
    if not parts or not set(parts) <= {*Appendix.values, "NC"}:
        return None
    return tuple(each for each in Appendix.values if each in parts)


def _synonyms(concept: Node, taxon: str, faults: list[Fault]) -> tuple[str, ...] | None:
    if concept.get("synonyms") is None:
        return None
    told = concept["synonyms"]
    names = [_name_in(each) for each in (told if isinstance(told, list) else [told])]
    return tuple(dict.fromkeys(name for name in names if name != taxon and fits(name, taxon, faults)))


def _name_in(value: object) -> str:
    return text(first(value, "full_name", "name")) if isinstance(value, Mapping) else text(value)


def _common_names(concept: Node, taxon: str, faults: list[Fault]) -> tuple[NameRecord, ...] | None:
    if concept.get("common_names") is None:
        return None
    return tuple(dict.fromkeys(named(nodes(concept["common_names"]), taxon, faults)))


def named(found: Iterable[Node], taxon: str, faults: list[Fault]) -> Iterable[NameRecord]:
    """Yield the common names whose language is known."""
    for each in found:
        name, said = text(each.get("name")), text(first(each, "language", "iso_code1")).lower()
        language = _LANGUAGES.get(said, said)
        if not (2 <= len(language) <= 3 and language.isascii() and language.isalpha()):
            faults.append(Fault(text=UNKNOWN_LANGUAGE, facts={"taxon": taxon, "language": said[:40] or "–"}))
        elif fits(name, taxon, faults):
            yield NameRecord(name=name, language=language)


def fits(name: str, taxon: str, faults: list[Fault]) -> bool:
    """Tell whether a name can be kept; one that is too long is told."""
    if len(name) <= _LONGEST_NAME // 2 or (len(name) <= _LONGEST_NAME and len(folded(name)) <= _LONGEST_FOLDED):
        return bool(name)
    faults.append(Fault(text=TOO_LONG, facts={"taxon": taxon, "name": name[:60]}))
    return False


def _as_synonyms(concept: Node, name: str, status: str) -> tuple[list[TaxonRecord], list[Fault]]:
    """Make a name that is not accepted a name of the taxa that are meant by it."""
    meant = [
        (number(each.get("id")), text(each.get("full_name"))[:_LONGEST_TAXON])
        for each in nodes(concept.get("accepted_names"))
    ]
    inactive = truth(concept.get("active")) is False
    faults: list[Fault] = []
    records = [
        TaxonRecord(name=accepted, their_id=their_id, also_known_as=(name,), only_names=True)
        for their_id, accepted in meant
        if their_id is not None and accepted != name and not inactive and fits(name, accepted or name, faults)
    ]
    if records or faults or inactive:
        return records, faults
    return [], [Fault(text=UNKNOWN_STATUS, facts={"taxon": name, "status": status[:20]})]
