"""The lines of a document of another State: their codes by the rules of applications, and how much is here."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from cites.permits.rules.catalogue import reason
from cites.permits.rules.conditions import reasons_against_conditions
from cites.permits.rules.document_fit import reasons_against_purpose
from cites.permits.rules.facts import TradeFacts
from cites.permits.rules.incoming_facts import Amount, PaperFacts, PresentedLine
from cites.permits.rules.incoming_questions import ENDORSED, YES
from cites.permits.rules.lines import reasons_against_line
from cites.permits.rules.measures import converted
from kernel.reasons import Reason, Severity
from kernel.text import gettext_noop

_TO_KNOW: Final = frozenset({"S1", "P16", "BOX-12"})
"""What forbids an application, and of a paper of others only says that an official has to look at it."""
_OF_WHO_APPLIES: Final = frozenset({"M-C/A-STOCK", "M-TAG"})
"""What an applicant is asked; of a paper of others the check list and the reasons to verify it ask in other words."""
_MORE_THAN_LEFT: Final = gettext_noop("More of it is here than left by box 14, which is %(most)s %(unit)s.")
_MORE_LEFT: Final = gettext_noop("More of it left than was permitted, which is %(most)s %(unit)s.")
_MORE_THAN_PERMITTED: Final = gettext_noop("More of it is here than was permitted, which is %(most)s %(unit)s.")


def reasons_about_lines(paper: PaperFacts, lines: Sequence[PresentedLine]) -> Iterator[Reason]:
    """Yield what speaks against the lines: their codes and route, box 10, and the quantities."""
    if not lines:
        yield reason("LINE-MISSING", gettext_noop("Add at least one species."), field="lines")
    trade = trade_of(paper)
    yield from reasons_against_purpose(trade)
    yield from reasons_against_conditions(trade, [line.facts for line in lines])
    for line in lines:
        yield from _about_codes(line, trade)
        yield from _about_appendix(line)
        yield from _about_quantities(line, paper)


def trade_of(paper: PaperFacts) -> TradeFacts:
    """Return the movement under a paper, as the rules of applications are asked about it."""
    return TradeFacts(
        document_type=paper.document_type,
        exporter=paper.country,
        destination=paper.here,
        purpose=paper.purpose,
        day=paper.day,
        purposes=paper.purposes,
        parties=paper.parties,
    )


def _about_codes(line: PresentedLine, trade: TradeFacts) -> Iterator[Reason]:
    for each in reasons_against_line(line.facts, trade):
        if each.code in _OF_WHO_APPLIES:
            continue
        is_to_know = each.code in _TO_KNOW and each.severity is Severity.HARD
        yield replace(each, severity=Severity.WARNING) if is_to_know else each


def _about_appendix(line: PresentedLine) -> Iterator[Reason]:
    if not line.appendix:
        message = gettext_noop("It does not say in which Appendix the species stands (box 10).")
        yield reason("IN-BOX", message, line=line.number, field="appendix")
    elif line.facts.appendix and line.appendix != line.facts.appendix:
        message = gettext_noop(
            "Box 10 says Appendix %(said)s, and such specimens stand in Appendix %(appendix)s today."
        )
        found = {"said": line.appendix, "appendix": line.facts.appendix}
        yield reason("IN-APPENDIX", message, line=line.number, field="appendix", **found)


def _about_quantities(line: PresentedLine, paper: PaperFacts) -> Iterator[Reason]:
    """Compare what is here with what left, and both with what was permitted: only in units that can be compared."""
    if not paper.arrived:
        return
    if line.presented is None:
        message = gettext_noop("Nobody has said how much of it is here.")
        yield reason("IN-UNSEEN", message, line=line.number, field="presented")
    if line.endorsed is None and paper.answers.get(ENDORSED) == YES:
        message = gettext_noop("Nobody has said how much of it left (box 14).")
        yield reason("IN-UNSEEN", message, line=line.number, field="endorsed")
    for more, most, field, message in (
        (line.presented, line.endorsed, "presented", _MORE_THAN_LEFT),
        (line.endorsed, line.permitted, "endorsed", _MORE_LEFT),
        (line.presented, line.permitted, "presented", _MORE_THAN_PERMITTED),
    ):
        if more is not None and most is not None:
            yield from _compared(more, most, line, field, message)


def _compared(more: Amount, most: Amount, line: PresentedLine, field: str, message: str) -> Iterator[Reason]:
    measured = converted(more.quantity, more.unit, most.unit)
    if measured is None:
        said = gettext_noop("Two of its quantities are given in units that cannot be compared: look at them.")
        yield reason("IN-UNITS", said, line=line.number, field=field)
    elif measured > most.quantity:
        found = {"most": str(most.quantity), "unit": most.unit}
        yield reason("IN-QUANTITY", message, line=line.number, field=field, **found)
