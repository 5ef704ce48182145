"""What the export quotas that the Secretariat published leave room for: a ceiling each, for a calendar year.

Each counts all lines of an application, and what this Party's own permits of the year took before. The most particular
comes first, and each broader one is a ceiling as well. Of the permits of another country nobody here knows.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.facts import LineFacts, QuotaFacts, TakenFacts, TradeFacts
from cites.permits.rules.measures import converted
from cites.permits.rules.notes import short
from cites.permits.rules.quantities import in_figures
from cites.permits.rules.quota_ledger import NOTHING
from kernel.reasons import Reason
from kernel.text import gettext_noop

_NONE: Final = gettext_noop("A quota of none was published for such specimens from there.")
_NONE_WITH_NOTE: Final = gettext_noop("A quota of none was published for such specimens from there: “%(note)s”")
_MORE: Final = gettext_noop("This is more than the whole published quota of %(most)s %(unit)s.")
_MORE_WITH_NOTE: Final = gettext_noop("This is more than the whole published quota of %(most)s %(unit)s: “%(note)s”")
_TOGETHER: Final = gettext_noop(
    "The whole application asks %(asked)s %(unit_asked)s, more than the published quota of %(most)s %(unit)s."
)
_TOGETHER_WITH_NOTE: Final = gettext_noop(
    "The whole application asks %(asked)s %(unit_asked)s, more than the published quota of %(most)s %(unit)s: "
    "“%(note)s”"
)
_TAKEN: Final = gettext_noop(
    "Of the published quota of %(most)s %(unit)s our permits of %(year)s took %(taken)s %(unit_taken)s: %(left)s "
    "%(unit_left)s left, %(asked)s %(unit_asked)s asked."
)
_TAKEN_WITH_NOTE: Final = gettext_noop(
    "Of the published quota of %(most)s %(unit)s our permits of %(year)s took %(taken)s %(unit_taken)s: %(left)s "
    "%(unit_left)s left, %(asked)s %(unit_asked)s asked: “%(note)s”"
)

_ALL_TAKEN: Final = gettext_noop("Our permits of %(year)s took all of the published quota of %(most)s %(unit)s.")


def reasons_from_published_quotas(line: LineFacts, trade: TradeFacts) -> Iterator[Reason]:
    """Yield of which published quotas a line, with all that is asked and taken beside it, goes beyond."""
    for quota in line.quotas:
        if quota.quantity == 0:
            about = on_line(line, "quantity", **({"note": short(quota.note)} if quota.note else {}))
            yield reason("B-QUOTA", _NONE_WITH_NOTE if quota.note else _NONE, **about)
        elif line.quantity is None:
            yield from _used_up(line, quota, trade)
        elif (own := converted(line.quantity, line.unit, quota.unit)) is not None:
            yield from _beyond(line, quota, trade, own)


def _beyond(line: LineFacts, quota: QuotaFacts, trade: TradeFacts, own: Decimal) -> Iterator[Reason]:
    found = trade.taken.get(quota.key, TakenFacts(own))
    asked, taken = max(own, found.asked), found.by_permits or NOTHING
    if asked + taken <= quota.quantity:
        return
    told = {"most": quota.quantity, "asked": asked}
    if taken:
        told |= {"taken": taken, "left": max(quota.quantity - taken, NOTHING)}
        messages = _TAKEN, _TAKEN_WITH_NOTE
    else:
        messages = (_TOGETHER, _TOGETHER_WITH_NOTE) if asked > own else (_MORE, _MORE_WITH_NOTE)
    yield reason(
        "B-QUOTA", messages[bool(quota.note)], **on_line(line, "quantity", **_as_said(told, quota)),
        year=str(trade.day.year),
    )  # fmt: skip


def _as_said(told: dict[str, Decimal], quota: QuotaFacts) -> dict[str, str]:
    """The quantities as a message names them, each with the quota's unit, and the quota's note if it has one."""
    said = {name: in_figures(quantity) for name, quantity in told.items()}
    units = {"unit": quota.unit, **{f"unit_{name}": quota.unit for name in told if name != "most"}}
    return {**said, **units, **({"note": short(quota.note)} if quota.note else {})}


def _used_up(line: LineFacts, quota: QuotaFacts, trade: TradeFacts) -> Iterator[Reason]:
    """Yield that nothing is left, where nobody has said how much is asked."""
    taken = trade.taken[quota.key].by_permits if quota.key in trade.taken else None
    if taken is not None and taken >= quota.quantity:
        said = _as_said({"most": quota.quantity}, quota)
        yield reason("B-QUOTA", _ALL_TAKEN, **on_line(line, "quantity", **said), year=str(trade.day.year))
