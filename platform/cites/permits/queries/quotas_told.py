"""What applicants and the public are told of the Party's own quotas, before anybody decides."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any

from cites.permits.models import Application
from cites.permits.queries.asked import SpecimensAsked
from cites.permits.queries.quota_ledger import Some, lines_that_count, own_origins, some_of
from cites.permits.queries.quotas import (
    LONGEST_SOURCE,
    Balance,
    balances_for,
    balances_on,
    counts,
    quotas_in_force,
    scientific_name,
)
from cites.permits.rules.movements import Answer
from cites.permits.rules.quota_ledger import NOTHING
from cites.permits.rules.quotas import QUOTA_DOCUMENTS
from cites.permits.rules.quotas_told import reason_to_tell
from kernel.reasons import Reason, Severity
from tenants.context import current_profile, today


def told_of_quotas(of: Application, lines: Iterable[Any]) -> Iterator[Reason]:
    """Yield, as warnings, of which quotas all that an application asks is more than is left now, as far as these lines
    count against them; nothing is held or kept by it."""
    alike: dict[Some, list[int]] = {}  # an application of thousands of lines has few kinds of specimen
    for line in lines_that_count(of.document_type, lines) if quotas_in_force() else ():
        alike.setdefault(replace(some_of(line, of.purpose), quantity=NOTHING), []).append(line.position)
    for balance in balances_for(of) if alike else ():
        about = sorted(chain.from_iterable(alike[some] for some in alike if counts(balance.quota, some)))
        if about and (said := _said(balance, balance.is_too_little)):
            yield replace(said, severity=Severity.WARNING, data={**said.data, "lines": about})


def told_of_quotas_before_asking(asked: SpecimensAsked, found: Answer, day: date) -> list[Reason]:
    """Return which quotas are none, used up, or too small for what somebody asks about, where a document of this Party
    that counts against them is needed; of a year that is over nothing is told."""
    here = current_profile().iso2
    counting = any(each.state == here and each.code in QUOTA_DOCUMENTS for each in found.documents)
    if not counting or asked.origin not in own_origins() or day.year < today().year:
        return []
    sources = asked.source + asked.second_source
    some = Some(asked.taxon, asked.term, sources, asked.unit, asked.quantity or NOTHING, 1, asked.purpose, day)
    reasons = (_said(balance, asked.quantity is not None) for balance in balances_on(some, day))
    return [each for each in reasons if each is not None]


def _said(balance: Balance, is_asked: bool) -> Reason | None:
    left = max(balance.left, NOTHING)
    quota, asked = balance.quota, balance.asked if is_asked else None
    said = reason_to_tell(quota, balance.year, left, asked, scientific_name(quota.taxon))
    return said and replace(said, source=said.source[:LONGEST_SOURCE])
