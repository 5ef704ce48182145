"""Numbers of stamps are read as people write them, and what is none is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.stamps import LONGEST_STAMP, FaultyStamps, read_stamps, refuse_wrong_count

NUMBERS = st.from_regex(r"[0-9A-Z]([0-9A-Z./-]{0,18}[0-9A-Z])?", fullmatch=True)


@given(numbers=st.lists(NUMBERS, max_size=5), blank=st.sampled_from(["\n", "\r\n", "\n\n  \n"]))
def test_each_row_is_a_number_whatever_its_case_and_blanks(numbers: list[str], blank: str) -> None:
    assert read_stamps(blank.join(f"  {number.lower()} " for number in numbers)) == numbers


@given(text=st.text(max_size=60))
def test_what_is_read_can_be_written_on_a_form_and_read_again(text: str) -> None:
    try:
        numbers = read_stamps(text)
    except FaultyStamps:
        return
    assert all(0 < len(number) <= LONGEST_STAMP and number.isascii() for number in numbers)
    assert read_stamps("\n".join(numbers)) == numbers


@pytest.mark.parametrize("text", ["#12", "12;13", "-12", "1" * 21, "٣", "12\x00"])
def test_what_is_no_number_is_named(text: str) -> None:
    with pytest.raises(FaultyStamps) as refused:
        read_stamps(f"123\n{text}")
    assert refused.value.data["number"] == text


@given(numbers=st.lists(NUMBERS, max_size=6), count=st.integers(min_value=0, max_value=6))
def test_there_is_one_for_each_document_and_none_twice(numbers: list[str], count: int) -> None:
    fits = len(numbers) == count == len(set(numbers))
    try:
        refuse_wrong_count(numbers, count)
    except FaultyStamps:
        assert not fits
    else:
        assert fits
