"""What speaks against one line of an application."""

from collections.abc import Iterator

from cites.permits.rules.facts import DocumentType, LineFacts, TradeFacts
from cites.permits.rules.quantities import NUMBER_OF_SPECIMENS, reasons_against_quantity
from cites.permits.rules.sources import reasons_against_source
from kernel.reasons import Reason, Severity
from kernel.text import gettext_noop

_REPORT = "UNEP-WCMC checks of annual reports"


def reasons_against_line(line: LineFacts, trade: TradeFacts) -> list[Reason]:
    """Return every reason against ``line``, each with ``line`` and ``field`` in its data.

    Hard reasons keep an application from being submitted; overrides and warnings are for the officer.
    """
    return [
        *_reasons_about_taxon(line, trade),
        *_reasons_about_codes(line),
        *reasons_against_quantity(line.quantity, line.unit, line.number),
        *reasons_against_source(line, trade),
        *_reasons_about_pairs(line, trade),
    ]


def _about(line: LineFacts, field: str, **more: str) -> dict[str, object]:
    return {"line": line.number, "field": field, **more}


def _reasons_about_taxon(line: LineFacts, trade: TradeFacts) -> Iterator[Reason]:
    about = _about(line, "taxon", day=trade.day.isoformat())
    if not line.taxon_known:
        message = gettext_noop("This species is not in our list. Choose one from the list.")
        yield Reason("P16", message, data=about, source="Resolution Conf. 12.4")
    elif not line.appendix:
        message = gettext_noop("This species is in no Appendix on %(day)s: it needs no permit under the Convention.")
        yield Reason("S1", message, data=about, source="Article II")
    elif _needs_certificate_of_origin(line, trade):
        message = gettext_noop("Appendix III, listed by another State: this needs a certificate of origin.")
        yield Reason("R-III-EXP-O", message, data=about, source="Article V.3")


def _needs_certificate_of_origin(line: LineFacts, trade: TradeFacts) -> bool:
    from_elsewhere = bool(line.listed_by) and trade.exporter not in line.listed_by
    return trade.document_type == DocumentType.EXPORT and line.appendix == "III" and from_elsewhere


def _reasons_about_codes(line: LineFacts) -> Iterator[Reason]:
    if not line.term or not line.term_known:
        message = gettext_noop("Choose a type of specimen from the list.")
        yield Reason("P10", message, data=_about(line, "term"), source="Guidelines for annual reports")
    if not line.unit_known:
        message = gettext_noop("Choose a unit from the list.")
        yield Reason("P13", message, data=_about(line, "unit"), source="Guidelines for annual reports")


def _reasons_about_pairs(line: LineFacts, trade: TradeFacts) -> Iterator[Reason]:
    """Warn of pairs of codes that nobody reports; where no pair is known, nothing can be said."""
    facts = {"term": line.term, "unit": line.unit or NUMBER_OF_SPECIMENS, "purpose": trade.purpose}
    if line.units_of_term and facts["unit"] not in line.units_of_term:
        message = gettext_noop("%(term)s is not usually given in %(unit)s.")
        yield Reason("S2", message, Severity.WARNING, _about(line, "unit", **_text(facts, "unit")), _REPORT)
    if line.purposes_of_term and trade.purpose and trade.purpose not in line.purposes_of_term:
        message = gettext_noop("%(term)s is not usually traded for purpose %(purpose)s.")
        yield Reason("S3", message, Severity.WARNING, _about(line, "term", **_text(facts, "purpose")), _REPORT)
    if line.terms_of_taxon and line.term not in line.terms_of_taxon:
        message = gettext_noop("%(term)s is not usually traded of this species.")
        yield Reason("S4", message, Severity.WARNING, _about(line, "term", **_text(facts)), _REPORT)


def _text(facts: dict[str, str], *also: str) -> dict[str, str]:
    return {name: facts[name] for name in ("term", *also)}
