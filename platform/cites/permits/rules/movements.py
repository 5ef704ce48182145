"""Which documents a movement of specimens needs, from whom, and what stands against it: the whole of it, as reasons.

It answers "Do I need a permit?" from the same facts and rules by which applications are judged.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from cites.permits.rules.catalogue import RULES, reason
from cites.permits.rules.coming import reasons_about_what_comes
from cites.permits.rules.document_fit import is_re_export
from cites.permits.rules.document_types import came_before
from cites.permits.rules.earlier_papers import permit_of_origin_to_show, reasons_about_unknown_origin
from cites.permits.rules.exemptions import exemptions_to_know
from cites.permits.rules.facts import SEA, Coverage, DocumentType, LineFacts, TradeFacts
from cites.permits.rules.findings import RequiredFinding, required_findings
from cites.permits.rules.hybrids import is_free_part, is_propagated_hybrid
from cites.permits.rules.import_permits import WITHOUT_IMPORT_PERMIT
from cites.permits.rules.lines import reasons_about_route, reasons_against_codes
from cites.permits.rules.listings import reasons_about_listing
from cites.permits.rules.partners import shown_on_arrival
from cites.permits.rules.personal_effects import Exemption, Journey, allowance_of, exemption_of
from cites.permits.rules.protections import is_outside
from cites.permits.rules.quantities import reasons_against_quantity
from cites.permits.rules.sources import reasons_against_source
from cites.permits.rules.stricter_effects import exemption_left, reasons_about_carried
from kernel.reasons import Reason, Severity
from kernel.text import gettext_noop


class Outcome(StrEnum):
    """The answer in one word, the mildest first."""

    NOT_LISTED = "not_listed"
    EXEMPT = "exempt"
    MAYBE = "maybe"  # documents unless what is said under the reasons holds
    NEEDED = "needed"
    FORBIDDEN = "forbidden"
    UNCLEAR = "unclear"  # something that was asked about is not known


@dataclass(frozen=True, slots=True)
class Carrying:
    """Whether somebody wears or carries the specimens, or moves house with them, and where they usually live."""

    carried: bool = False
    residence: str = ""


@dataclass(frozen=True, slots=True)
class RequiredDocument:
    """One document, the State whose authority gives it, the rule that asks for it, and what serves in its stead."""

    code: DocumentType
    state: str
    rule: str
    source: str
    or_else: tuple[DocumentType, ...] = ()
    findings: tuple[RequiredFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a movement needs: the documents in the order in which they are asked for, and every reason."""

    outcome: Outcome
    documents: tuple[RequiredDocument, ...] = ()
    reasons: tuple[Reason, ...] = ()


def answer(trade: TradeFacts, line: LineFacts, carrying: Carrying | None = None) -> Answer:
    """Return what a movement from ``trade.exporter`` to ``trade.destination`` on ``trade.day`` needs.

    ``trade.document_type`` is not looked at.
    """
    if not line.taxon_known:
        return Answer(Outcome.UNCLEAR, reasons=tuple(reasons_against_codes(line, trade)))
    if not line.appendix:
        message = gettext_noop("This species is in no Appendix on %(day)s: it needs no permit under the Convention.")
        not_listed = reason("S1", message, day=trade.day.isoformat())
        return Answer(Outcome.NOT_LISTED, reasons=(not_listed, *reasons_about_what_comes(line, trade)))
    if trade.exporter and trade.exporter == trade.destination:
        message = gettext_noop("What does not leave a country is not traded under the Convention.")
        return Answer(Outcome.EXEMPT, reasons=(_softly(reason("S8", message, line=line.number)),))
    if line.coverage is Coverage.EXEMPT or is_free_part(line):
        return Answer(Outcome.EXEMPT, reasons=tuple(reasons_about_listing(line)))
    documents = tuple(_documents(trade, line))
    agreed = _exemption(trade, line, carrying) if carrying and carrying.carried else None
    exemption = exemption_left(agreed, line) if agreed else None
    reasons = (*_exempting(line, agreed, exemption), *_against(documents, trade, line))
    outcome = _outcome(documents, reasons, line, exemption)
    if outcome in _WITHOUT_DOCUMENTS:
        return Answer(outcome, reasons=reasons)
    document = documents[-1].code
    unknown = map(_softly, reasons_about_unknown_origin(line, document))
    to_show = permit_of_origin_to_show(line) if came_before(document) else ()
    return Answer(outcome, documents, (*reasons, *unknown, *to_show, *_on_arrival(trade, line)))


def _documents(trade: TradeFacts, line: LineFacts) -> Iterator[RequiredDocument]:
    """Yield the documents, that of the destination first, for it has to be granted before the other."""
    from_the_sea = line.source == "X" and trade.exporter in ("", SEA)
    if line.appendix == "I" and line.source not in WITHOUT_IMPORT_PERMIT and not from_the_sea:
        yield _of_state(trade.destination, DocumentType.IMPORT, "R-I-IMP", trade, line)
    elif stricter := next((each for each in line.national if each.asks_import_permit), None):
        source = stricter.stated_in or RULES["B-STRICT"].source
        yield RequiredDocument(DocumentType.IMPORT, trade.destination, "B-STRICT", source)
    if from_the_sea:
        yield from _from_the_sea(trade, line)
    else:
        yield _leaving(trade, line)


def _from_the_sea(trade: TradeFacts, line: LineFacts) -> Iterator[RequiredDocument]:
    if line.appendix != "III":
        rule = f"R-{line.appendix}-IFS"
        yield _of_state(trade.destination, DocumentType.INTRODUCTION_FROM_THE_SEA, rule, trade, line)


def _leaving(trade: TradeFacts, line: LineFacts) -> RequiredDocument:
    state, appendix = trade.exporter, line.appendix
    if line.source == "O":
        document = _of_state(state, DocumentType.PRE_CONVENTION, "M-O", trade, line, source="Article VII.2")
        return _served_by(document, _by_article(line, state))
    if is_re_export(line, state):
        return _of_state(state, DocumentType.RE_EXPORT, f"R-{appendix}-REX", trade, line)
    if line.source in _OF_BREEDING:
        return _bred(trade, line)
    if appendix == "III" and state not in line.listed_by:
        document = _of_state(state, DocumentType.ORIGIN, "R-III-EXP-O", trade, line)
        return _served_by(document, _by_article(line, state)[1:])
    rule = "R-III-EXP-L" if appendix == "III" else f"R-{appendix}-EXP"
    return _of_state(state, DocumentType.EXPORT, rule, trade, line)


def _by_article(line: LineFacts, state: str) -> tuple[DocumentType, ...]:
    """Return what Articles III to V ask, which serves in place of a certificate of Article VII as well.

    In Appendix III that is an export permit of a State that listed the species, and of others a certificate of origin;
    either, where nobody knows who listed it.
    """
    if is_re_export(line, state):
        return (DocumentType.RE_EXPORT,)
    if line.appendix == "III" and state not in line.listed_by:
        return (DocumentType.ORIGIN,) if line.listed_by else (DocumentType.ORIGIN, DocumentType.EXPORT)
    return (DocumentType.EXPORT,)


def _bred(trade: TradeFacts, line: LineFacts) -> RequiredDocument:
    or_else = _by_article(line, trade.exporter)
    if line.source == "A" and (line.appendix != "I" or is_propagated_hybrid(line)):
        or_else = (*or_else, DocumentType.PHYTOSANITARY)
    code = _OF_BREEDING[line.source]
    return _served_by(_of_state(trade.exporter, code, "M-C/A", trade, line, source="Article VII.5"), or_else)


def _served_by(document: RequiredDocument, or_else: tuple[DocumentType, ...]) -> RequiredDocument:
    """Return it with what serves in its stead; of comparable papers that is for their State to say."""
    return document if document.code is DocumentType.COMPARABLE else replace(document, or_else=or_else)


def _of_state(
    state: str, code: DocumentType, rule: str, trade: TradeFacts, line: LineFacts, source: str = ""
) -> RequiredDocument:
    """Return the document as that State gives it: comparable papers where it is none of the Parties for this taxon."""
    if is_outside(state, line, trade):
        reserved = state in line.reserved_by
        rule = "B-RES" if reserved else "R-NP"
        return RequiredDocument(DocumentType.COMPARABLE, state, rule, RULES[rule].source)
    findings = required_findings(code, line.appendix, line.source, line.living)
    return RequiredDocument(code, state, rule, source or RULES[rule].source, findings=findings)


def _exempting(line: LineFacts, agreed: Exemption | None, exemption: Exemption | None) -> Iterator[Reason]:
    """Say what holds of personal effects; nothing where the specimens are none.

    ``agreed`` is what the Parties agreed upon, ``exemption`` what the countries of the journey leave of it.
    """
    if agreed and not line.living:
        yield from reasons_about_carried(line)
    if agreed is not exemption:
        return
    match exemption:
        case Exemption.YES:
            message = gettext_noop(
                "Personal effects within what one person may carry need no document under the Convention. "
                "A country may be stricter."
            )
            yield reason("X-PHE", message, line=line.number)
        case Exemption.MAYBE:
            message = gettext_noop(
                "Personal effects may need no document. It depends on where you live, and on what the country asks "
                "where the specimen was taken from the wild. Ask the authority before you travel."
            )
            yield reason("X-PHE", message, line=line.number)
        case Exemption.NONE:
            yield _not_exempt(line)


def _not_exempt(line: LineFacts) -> Reason:
    if allowance := allowance_of(line):
        message = gettext_noop("One person may carry %(most)s %(unit)s of these without a document, and no more.")
        return reason("X-PHE", message, line=line.number, most=str(allowance.most), unit=allowance.unit)
    if line.living:
        return reason("X-PHE", gettext_noop("Living specimens are never exempt as personal effects."), line=line.number)
    return reason("X-PHE", gettext_noop("These are not exempt as personal effects."), line=line.number)


def _exemption(trade: TradeFacts, line: LineFacts, carrying: Carrying) -> Exemption:
    return exemption_of(line, Journey(trade.exporter, trade.destination, carrying.residence))


def _against(documents: tuple[RequiredDocument, ...], trade: TradeFacts, line: LineFacts) -> Iterator[Reason]:
    """Yield what the rules of lines say, under the document with which the specimens leave."""
    leaving = documents[-1].code if documents else DocumentType.EXPORT
    under = replace(trade, document_type=leaving)
    yield from reasons_against_source(line, under)
    if line.quantity is not None:
        yield from reasons_against_quantity(line.quantity, line.unit, line.number)
    yield from reasons_about_route(line, under)
    yield from exemptions_to_know(line, trade.purpose)
    if line.appendix == "III" and line.source == "X" and not documents:
        message = gettext_noop("Introduction from the sea is not for Appendix III.")
        yield reason("R-III-IFS", message, line=line.number)


def _on_arrival(trade: TradeFacts, line: LineFacts) -> Iterator[Reason]:
    """Yield that the document of the State of departure is shown on arrival, where they leave a State."""
    if trade.exporter not in ("", SEA):
        yield shown_on_arrival(line.appendix, line=line.number)


def _softly(said: Reason) -> Reason:
    """Return it as advice: nobody asks for a decision yet, so nothing is refused."""
    return replace(said, severity=Severity.WARNING)


def _outcome(
    documents: tuple[RequiredDocument, ...], reasons: tuple[Reason, ...], line: LineFacts, exemption: Exemption | None
) -> Outcome:
    if any(said.code in _FORBIDDING for said in reasons):
        return Outcome.FORBIDDEN
    if exemption is Exemption.YES or not documents:
        return Outcome.EXEMPT
    if line.coverage is Coverage.JUDGE or exemption is Exemption.MAYBE:
        return Outcome.MAYBE
    return Outcome.NEEDED


_OF_BREEDING: Final = {"C": DocumentType.CAPTIVE_BREEDING, "A": DocumentType.ARTIFICIAL_PROPAGATION}
_WITHOUT_DOCUMENTS: Final = frozenset({Outcome.EXEMPT, Outcome.FORBIDDEN})
_FORBIDDING: Final = frozenset({"B-A1-T", "B-DOM", "B-NOTE"})
