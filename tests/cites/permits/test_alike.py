"""Of lines that are alike the reference data is asked once, and nothing is told of one that is true of another."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cites.permits.models import ApplicationLine
from cites.permits.queries.alike import FactsOfLines
from cites.permits.queries.facts import line_facts
from tests.factories.permits import SHELLS, an_application, cast, do
from tests.thorough import often

DAY = date(2026, 6, 10)
LINES = st.lists(
    st.fixed_dictionaries(
        {
            "taxon_code": st.sampled_from(["ALI-GIG", "ARA-ARA", "no-such"]),
            "term": st.sampled_from(["SHE", "LIV", "MEA"]),
            "quantity": st.integers(1, 3).map(Decimal),
            "unit": st.sampled_from(["", "KGM"]),
            "source": st.sampled_from(["W", "C", "D"]),
            "source2": st.sampled_from(["", "O"]),
            "country_of_origin": st.sampled_from(["", "BB", "JM", "XX"]),
            "justification": st.sampled_from(["", "It was seized."]),
            "registered_operation": st.sampled_from(["", "A-XX-101"]),
            "acquired_on": st.sampled_from([None, date(1970, 1, 1)]),
            "answers": st.sampled_from([{}, {"hybrid_parents": "Ara ararauna × A. macao"}]),
            "reexport_number": st.sampled_from(["", "US-1"]),
        }
    ),
    min_size=2,
    max_size=8,
)


@settings(max_examples=often(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=LINES)
def test_many_lines_are_told_the_same_as_each_alone(bb: Any, said: list[dict[str, Any]]) -> None:
    application = an_application(cast().trader, ())
    lines = [
        ApplicationLine(application=application, **{**SHELLS, **line, "position": position})
        for position, line in enumerate(said, 1)
    ]
    facts = FactsOfLines(DAY)
    assert [facts.of(line) for line in lines] == [line_facts(line, DAY) for line in lines]


def test_lines_that_are_alike_are_looked_up_together(bb: Any, django_assert_num_queries: Any) -> None:
    application = an_application(cast().trader, (SHELLS,))
    (line,) = application.lines.all()
    facts = FactsOfLines(DAY)
    first = facts.of(line)
    with django_assert_num_queries(0):
        line.quantity, line.position = Decimal(7), 9
        assert (facts.of(line).quantity, facts.of(line).number, first.quantity) == (7, 9, SHELLS["quantity"])


def test_what_is_sent_takes_the_appendix_of_the_day_in_each_line(bb: Any) -> None:
    who = cast()
    application = an_application(who.trader, (SHELLS, SHELLS, SHELLS))
    application.lines.filter(position__in=(1, 3)).update(appendix="III")
    do(application, "submit", who.trader)
    assert [line.appendix for line in application.lines.all()] == ["II", "II", "II"]
