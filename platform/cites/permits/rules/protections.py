"""What was decided about trade in a taxon: suspensions, published quotas, reservations, own laws."""

from collections.abc import Iterator
from dataclasses import replace

from cites.permits.rules.advisories import reasons_from_advisories
from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.facts import LineFacts, TradeFacts
from cites.permits.rules.published_quotas import reasons_from_published_quotas
from cites.permits.rules.suspensions import reasons_about_suspensions
from kernel.reasons import Reason, Severity
from kernel.text import gettext_noop


def reasons_from_protections(line: LineFacts, trade: TradeFacts) -> Iterator[Reason]:
    """Say which decisions of the Parties stand against a line."""
    yield from reasons_about_suspensions(line, trade)
    yield from reasons_from_published_quotas(line, trade)
    yield from _reserved(line, trade)
    yield from _national(line)
    yield from reasons_from_advisories(line)


def is_outside(state: str, line: LineFacts, trade: TradeFacts) -> bool:
    """Whether a State is to be treated as one that is no Party, for this taxon and on this day (XV.3, XVI.2, X)."""
    return state in line.reserved_by or (bool(trade.parties) and bool(state) and state not in trade.parties)


def _reserved(line: LineFacts, trade: TradeFacts) -> Iterator[Reason]:
    for state in (trade.exporter, trade.destination):
        if state in line.reserved_by:
            message = gettext_noop("%(country)s has a reservation for this species: it is treated as no Party for it.")
            yield reason("B-RES", message, **on_line(line, "taxon", country=state))
            if line.appendix == "I":
                message = gettext_noop(
                    "The Parties recommend that %(country)s treat this species of Appendix I as one of Appendix II for "
                    "all purposes all the same: its papers should say what Article IV asks."
                )
                yield reason("B-RES-I", message, **on_line(line, "taxon", country=state))


def _national(line: LineFacts) -> Iterator[Reason]:
    """Yield the Party's own measures in its own words."""
    for each in line.national:
        rule = "B-DOM" if each.forbids else "B-STRICT"
        said = reason(rule, "%(says)s", source=each.stated_in, **on_line(line, "taxon", says=each.says))
        yield replace(said, severity=Severity.OVERRIDE) if each.advises_against else said
