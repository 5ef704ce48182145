"""What this Party refused to the same applicant before: no reason to refuse again, but one to look."""

from collections.abc import Iterator, Sequence
from datetime import date

from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.facts import LineFacts, RefusalFacts, TradeFacts
from kernel.reasons import Reason
from kernel.text import gettext_noop


def reasons_refused_before(trade: TradeFacts, lines: Sequence[LineFacts]) -> Iterator[Reason]:
    """Yield for each line of whose taxon and kind of specimen an earlier application was refused the latest one."""
    latest = {(each.taxon, each.term): each for each in sorted(trade.refused, key=_when)}
    for line in lines:
        if found := latest.get((line.taxon, line.term)):
            message = gettext_noop("The same applicant was refused like specimens on %(refused_on)s (%(reference)s).")
            told = {"refused_on": found.refused_on.isoformat(), "reference": found.reference}
            yield reason("OWN-REFUSED", message, **on_line(line, "taxon", **told))


def _when(refusal: RefusalFacts) -> tuple[date, str]:
    return refusal.refused_on, refusal.reference
