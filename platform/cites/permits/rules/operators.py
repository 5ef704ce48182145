"""Whether the applicant is registered for the simplified procedure, and the specimens are approved beforehand."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.facts import DocumentType, LineFacts, TradeFacts
from cites.permits.rules.registered import OperatorEntry, OperatorFacts
from kernel.reasons import Reason, Severity
from kernel.text import gettext_noop

REGISTRATION: Final = "simplified_registration"
"""The answer that names the number of the registration."""


def reasons_about_operator(trade: TradeFacts, lines: Sequence[LineFacts]) -> Iterator[Reason]:
    """Say where the operator was not registered on the day, or a line is of nothing that is approved beforehand."""
    found = trade.operator
    if trade.document_type != DocumentType.SIMPLIFIED or found is None:
        return
    if not found.kept:
        message = gettext_noop(
            "No operator of the simplified procedure is registered here yet: compare %(number)s with your own papers."
        )
        yield replace(reason("D-OPERATOR", message, **_about(found)), severity=Severity.WARNING)
        return
    holding = [each for each in found.entries if each.holds_on(trade.day)]
    if not holding:
        yield reason("D-OPERATOR", _why_not(found.entries, trade.day), **_about(found))
    else:
        yield from _not_approved(holding, lines)


def _about(found: OperatorFacts) -> dict[str, str]:
    return {"field": REGISTRATION, "number": found.number}


def _why_not(entries: Sequence[OperatorEntry], day: date) -> str:
    if not entries:
        return gettext_noop("This applicant is not registered for the simplified procedure as %(number)s.")
    within = [each for each in entries if each.first_day <= day <= each.last_day]
    if within:
        return gettext_noop("Registration %(number)s for the simplified procedure is suspended.")
    if all(day < each.first_day for each in entries):
        return gettext_noop("Registration %(number)s for the simplified procedure is not valid yet.")
    return gettext_noop("Registration %(number)s for the simplified procedure is not valid any more.")


def _not_approved(holding: Sequence[OperatorEntry], lines: Sequence[LineFacts]) -> Iterator[Reason]:
    for line in lines:
        sources = {line.source, line.main_source}
        if not any(each.covers(line.lineage, line.term, sources) for each in holding):
            message = gettext_noop("These specimens are not approved beforehand for this operator.")
            yield reason("D-PREAPPROVED", message, **on_line(line, "taxon"))
