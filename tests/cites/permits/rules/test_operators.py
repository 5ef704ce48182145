"""The simplified procedure is for registered operators, and for what is approved for them beforehand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cites.permits.rules.facts import LineFacts, TradeFacts
from cites.permits.rules.operators import reasons_about_operator
from cites.permits.rules.registered import OperatorEntry, OperatorFacts, Stop
from kernel.reasons import Severity

DAY = date(2026, 11, 28)
LINEAGE = frozenset({("GENUS", "Cattleya")})
ORCHIDS = LineFacts(1, True, "Plantae", "II", "LIV", Decimal(5), "NAR", "A", lineage=LINEAGE)
ENTRY = OperatorEntry(date(2026, 1, 1), date(2026, 12, 31), LINEAGE)
TRADE = TradeFacts("SPC", "BB", "US", "T", DAY)


def told(*entries: OperatorEntry, kept: bool = True, line: LineFacts = ORCHIDS) -> list[tuple[str, str, Severity]]:
    trade = replace(TRADE, operator=OperatorFacts("BB-SP-3", kept, entries))
    found = reasons_about_operator(trade, [line])
    return [(each.code, str(each), each.severity) for each in found]


def test_a_registered_operator_with_what_is_approved_is_in_order() -> None:
    assert told(ENTRY) == []


def test_where_no_operator_is_registered_it_is_only_told() -> None:
    ((code, _said, severity),) = told(kept=False)
    assert (code, severity) == ("D-OPERATOR", Severity.WARNING)


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ((), "not registered"),
        ((replace(ENTRY, last_day=date(2026, 11, 27)),), "not valid any more"),
        ((replace(ENTRY, first_day=date(2026, 11, 29)),), "not valid yet"),
        ((replace(ENTRY, stops=(Stop(date(2026, 11, 1)),)),), "suspended"),
    ],
)
def test_one_who_is_not_registered_on_the_day_waits_for_an_official(
    entries: tuple[OperatorEntry, ...], says: str
) -> None:
    ((code, said, severity),) = told(*entries)
    assert (code, severity) == ("D-OPERATOR", Severity.OVERRIDE)
    assert says in said


def test_what_is_not_approved_beforehand_waits_for_an_official() -> None:
    ((code, _said, severity),) = told(ENTRY, line=replace(ORCHIDS, lineage=frozenset({("GENUS", "Laelia")})))
    assert (code, severity) == ("D-PREAPPROVED", Severity.OVERRIDE)


def test_other_documents_and_applications_without_a_number_ask_for_none() -> None:
    export = replace(TRADE, document_type="EXP", operator=OperatorFacts("BB-SP-3", True))
    assert list(reasons_about_operator(export, [ORCHIDS])) == []
    assert list(reasons_about_operator(TRADE, [ORCHIDS])) == []
