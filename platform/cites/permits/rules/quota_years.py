"""To which year's quota a permit counts that may be used in the next one."""

from collections.abc import Iterator, Sequence

from cites.permits.rules.catalogue import reason
from cites.permits.rules.facts import TradeFacts
from cites.permits.rules.quotas import QUOTA_DOCUMENTS
from cites.permits.rules.validity import last_day_of_validity
from kernel.reasons import Reason
from kernel.text import gettext_noop


def reasons_about_quota_year(trade: TradeFacts, lines: Sequence[int]) -> Iterator[Reason]:
    """Say of lines under a quota to which year they count, where the permit could be used beyond the end of it."""
    if not lines or trade.document_type not in QUOTA_DOCUMENTS:
        return
    if last_day_of_validity(trade.document_type, trade.day).year > trade.day.year:
        message = gettext_noop(
            "A permit counts against the quota of the year in which it is issued, %(year)s if that is now, also where "
            "it is used in the next one. What is left of a quota is not carried over."
        )
        yield reason("B-QYEAR", message, field="quantity", lines=list(lines), year=str(trade.day.year))
