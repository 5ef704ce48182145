"""Which parts of an application may be written once some are named for correction."""

from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules import parts
from kernel.reasons import Reason

SECTIONS = [*parts.ANSWERS, parts.LINES, parts.ATTACHMENTS]
NAMED = st.sets(st.sampled_from([*SECTIONS, parts.part_of_line(1), parts.part_of_line(2)]), min_size=1)
EVERY = [*SECTIONS, *(parts.part_of_line(key) for key in range(1, 4)), parts.part_of_paper(1)]


@given(NAMED)
def test_what_is_named_is_open_and_what_is_neither_named_nor_in_a_named_section_is_closed(named: set[str]) -> None:
    allowed = parts.open_parts(named, ())
    for part in EVERY:
        assert (part in allowed) is (part in named or parts.section_of(part) in named)


@given(st.sets(st.sampled_from(EVERY)))
def test_nothing_named_or_anything_opens_all(in_the_way: set[str]) -> None:
    for named in ((), {parts.ANYTHING}, {parts.ANYTHING, parts.EXPORTER}):
        assert all(part in parts.open_parts(named, in_the_way) for part in EVERY)


@given(NAMED, st.sets(st.sampled_from(EVERY)))
def test_what_is_in_the_way_of_sending_is_open_too(named: set[str], in_the_way: set[str]) -> None:
    allowed = parts.open_parts(named, in_the_way)
    assert all(part in allowed for part in in_the_way)


@given(NAMED)
def test_a_section_is_touched_where_it_or_one_of_its_lines_is_open(named: set[str]) -> None:
    allowed = parts.open_parts(named, ())
    for section in SECTIONS:
        assert allowed.touches(section) is any(parts.section_of(part) == section for part in named)


def test_a_reason_is_about_its_line_or_the_section_of_its_field() -> None:
    reasons = [
        Reason("Q", "", data={"line": 2, "field": "quantity"}),
        Reason("P14", "", data={"field": "destination"}),
        Reason("R", "", data={"field": "import_permit_number", "lines": [1]}),
        Reason("LINE-MISSING", "", data={"field": "lines"}),
    ]
    found = parts.parts_to_put_right(reasons, {1: 41, 2: 42})
    assert found == {"line:42", parts.CONSIGNEE, "earlier", parts.LINES}
