"""What speaks against one line of an application."""

from collections.abc import Iterator

from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.coming import reasons_about_what_comes
from cites.permits.rules.document_fit import is_re_export, reasons_against_document
from cites.permits.rules.document_types import came_before
from cites.permits.rules.earlier_papers import reasons_about_last_re_export, reasons_about_unknown_origin
from cites.permits.rules.facts import NO_STATE, LineFacts, TradeFacts
from cites.permits.rules.founder_stock import reasons_about_founder_stock
from cites.permits.rules.listings import reasons_about_listing
from cites.permits.rules.marking import reasons_about_tags
from cites.permits.rules.protections import reasons_from_protections
from cites.permits.rules.quantities import NUMBER_OF_SPECIMENS, reasons_against_quantity
from cites.permits.rules.sources import reasons_against_source
from cites.permits.rules.stricter_effects import reasons_about_carried
from kernel.reasons import Reason
from kernel.text import gettext_noop

# What of an animal a hunter takes home (Guidelines for annual reports: a trophy, or parts of one).
TROPHY_TERMS = frozenset(
    {"TRO", "BOD", "BON", "CLA", "EAR", "FOO", "HAI", "HOR", "RUG", "SKE", "SKI", "SKP", "SKU", "TAI", "TEE", "TUS"}
)


def reasons_against_line(line: LineFacts, trade: TradeFacts) -> list[Reason]:
    """Return every reason against ``line``, each with ``line`` and ``field`` in its data.

    Hard reasons keep an application from being submitted; overrides and warnings are for the officer.
    """
    return [
        *reasons_against_codes(line, trade),
        *reasons_against_quantity(line.quantity, line.unit, line.number),
        *_reasons_about_unit(line),
        *reasons_against_source(line, trade),
        *reasons_about_founder_stock(line, trade),
        *reasons_about_tags(line, trade),
        *reasons_against_document(line, trade),
        *reasons_about_route(line, trade),
        *reasons_about_unknown_origin(line, trade.document_type),
        *reasons_about_last_re_export(line),
        *(reasons_about_carried(line) if trade.carried and not line.living else ()),
    ]


def reasons_against_codes(line: LineFacts, trade: TradeFacts) -> list[Reason]:
    """Say which of taxon, term and unit are not known on the day."""
    return [*_reasons_about_taxon(line, trade), *_reasons_about_codes(line)]


def reasons_about_route(line: LineFacts, trade: TradeFacts) -> list[Reason]:
    """Say what speaks against these specimens on this way: pairs of codes, origin, listing and decisions on trade."""
    return [
        *_reasons_about_pairs(line, trade),
        *_reasons_about_origin(line, trade),
        *reasons_about_listing(line),
        *reasons_about_what_comes(line, trade),
        *reasons_from_protections(line, trade),
    ]


def _reasons_about_taxon(line: LineFacts, trade: TradeFacts) -> Iterator[Reason]:
    about = on_line(line, "taxon", day=trade.day.isoformat())
    if not line.taxon_known:
        message = gettext_noop("This species is not in our list. Choose one from the list.")
        yield reason("P16" if line.taxon.strip() else "P3", message, **about)
    elif not line.appendix:
        message = gettext_noop("This species is in no Appendix on %(day)s: it needs no permit under the Convention.")
        yield reason("S1", message, **about)


def _reasons_about_codes(line: LineFacts) -> Iterator[Reason]:
    if not line.term or not line.term_known:
        message = gettext_noop("Choose a type of specimen from the list.")
        yield reason("P10" if line.term else "P2", message, **on_line(line, "term"))
    if not line.unit_known:
        message = gettext_noop("Choose a unit from the list.")
        yield reason("P13", message, **on_line(line, "unit"))


def _reasons_about_unit(line: LineFacts) -> Iterator[Reason]:
    """Name the unit in which such specimens are reported first, where the line is in another one that is known."""
    if line.preferred_unit and line.unit_known and (line.unit or NUMBER_OF_SPECIMENS) != line.preferred_unit:
        message = gettext_noop("In annual reports %(term)s is given in %(preferred)s where that can be done.")
        yield reason("Q-UNIT", message, **on_line(line, "unit", term=line.term, preferred=line.preferred_unit))


def _reasons_about_pairs(line: LineFacts, trade: TradeFacts) -> Iterator[Reason]:
    """Warn of pairs of codes that nobody reports; where no pair is known, nothing can be said."""
    facts = {"term": line.term, "unit": line.unit or NUMBER_OF_SPECIMENS, "purpose": trade.purpose}
    if line.units_of_term and facts["unit"] not in line.units_of_term:
        message = gettext_noop("%(term)s is not usually given in %(unit)s.")
        yield reason("S2", message, **on_line(line, "unit", **_text(facts, "unit")))
    if line.purposes_of_term and trade.purpose and trade.purpose not in line.purposes_of_term:
        message = gettext_noop("%(term)s is not usually traded for purpose %(purpose)s.")
        yield reason("S3", message, **on_line(line, "term", **_text(facts, "purpose")))
    if trade.purpose == "H" and line.term and line.term not in TROPHY_TERMS:
        message = gettext_noop("%(term)s is not usually a hunting trophy.")
        yield reason("H-TROPHY", message, **on_line(line, "term", **_text(facts)))
    if line.term and line.terms_of_taxon and line.term not in line.terms_of_taxon:
        message = gettext_noop("%(term)s is not usually traded of this species.")
        yield reason("S4", message, **on_line(line, "term", **_text(facts)))


def _reasons_about_origin(line: LineFacts, trade: TradeFacts) -> Iterator[Reason]:
    """Say where country of origin, range and route do not go together (rows of annual reports, S5 to S7)."""
    about = on_line(line, "country_of_origin")
    if not line.origin_known:
        yield reason("P15", gettext_noop("Choose a country of origin from the list."), **about)
    elif line.in_the_wild and line.is_species and line.found_in and line.origin not in NO_STATE:
        taken_in = line.origin or trade.exporter
        if taken_in and taken_in not in line.found_in:
            message = gettext_noop("This species is not known to occur in %(country)s.")
            rule = "S5" if is_re_export(line, trade.exporter) else "S6"
            yield reason(rule, message, **about, country=taken_in)
    if came_before(trade.document_type) and line.origin == trade.exporter:
        message = gettext_noop(
            "What comes from this country is exported, not re-exported, unless it had left and come back: name the "
            "country in which the specimens were taken, bred or grown."
        )
        yield reason("S7", message, **about)


def _text(facts: dict[str, str], *also: str) -> dict[str, str]:
    return {name: facts[name] for name in ("term", *also)}
