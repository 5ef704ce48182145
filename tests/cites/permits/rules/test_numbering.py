"""Permit numbers are written from a template and read back unchanged."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.numbering import (
    LONGEST,
    RECOMMENDED_TEMPLATE,
    FaultyTemplate,
    NotAPermitNumber,
    PermitNumber,
    SeriesExhausted,
    faults_of_template,
    is_recommended,
    parse_number,
    render_number,
)

ISO2 = st.text(alphabet=string.ascii_uppercase, min_size=2, max_size=2)
NUMBERS = st.builds(
    PermitNumber,
    year=st.integers(min_value=2000, max_value=2099),
    iso2=ISO2,
    serial=st.integers(min_value=1, max_value=999_999),
    document_type=st.sampled_from(["EXP", "IMP", "REX"]),
)
BESIDES = st.text(alphabet=string.ascii_uppercase + string.digits + "/.-", max_size=2)
TEMPLATES = st.builds(
    lambda order, besides: besides[0] + "".join(a + b for a, b in zip(order, besides[1:], strict=False)),
    st.permutations(["{year}", "{iso2}", "{serial}", "{type}"]),
    st.lists(BESIDES, min_size=5, max_size=5).filter(lambda texts: sum(map(len, texts)) <= 7),
)


def test_the_recommended_number() -> None:
    number = PermitNumber(2026, "BB", 1)
    assert render_number(RECOMMENDED_TEMPLATE, number) == "26BB000001"
    assert parse_number(RECOMMENDED_TEMPLATE, " 26bb000001 ") == number


@pytest.mark.parametrize("text", ["26BB000001", "26FJ000123/EX", "99VU999999/0Z"])
def test_numbers_of_the_recommended_form(text: str) -> None:
    assert is_recommended(text)


@pytest.mark.parametrize("text", ["2026BB000001", "26BB00001", "26bb000001", "26BB000001/E", "26BB000001/EXP"])
def test_numbers_of_another_form(text: str) -> None:
    assert not is_recommended(text)


@given(TEMPLATES, NUMBERS)
def test_what_is_written_is_read_back(template: str, number: PermitNumber) -> None:
    assert faults_of_template(template) == []
    written = render_number(template, number)
    assert len(written) <= LONGEST
    assert parse_number(template, written.lower()) == number


@given(TEMPLATES, NUMBERS, NUMBERS)
def test_two_numbers_never_look_alike(template: str, one: PermitNumber, other: PermitNumber) -> None:
    assert (render_number(template, one) == render_number(template, other)) == (one == other)


@given(st.text(max_size=30))
def test_any_other_text_is_refused_and_never_breaks(text: str) -> None:
    try:
        number = parse_number(RECOMMENDED_TEMPLATE, text)
    except NotAPermitNumber:
        return
    assert 2000 <= number.year <= 2099


@pytest.mark.parametrize("serial", [0, -1, 1_000_000])
def test_a_series_ends(serial: int) -> None:
    with pytest.raises(SeriesExhausted):
        render_number(RECOMMENDED_TEMPLATE, PermitNumber(2026, "BB", serial))


@pytest.mark.parametrize(
    "template",
    [
        "", "{year}", "{serial}", "{year}{serial}{serial}", "{year}{serial}{colour}", "{year}{serial}{",
        "{year}{serial} é", "{year.real}{serial}", "A-VERY-LONG-{year}{serial}",
    ],
)  # fmt: skip
def test_templates_that_cannot_serve(template: str) -> None:
    assert faults_of_template(template)
    with pytest.raises(FaultyTemplate):
        render_number(template, PermitNumber(2026, "BB", 1))
