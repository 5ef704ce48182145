"""The codes of the Secretariat's registers are one, however they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.species.register_codes import REGISTERS, code_in, party_of


@pytest.mark.parametrize(
    ("register", "said", "code"),
    [
        ("breeding", "A-PH-501", "A-PH-501"),
        ("breeding", " a ph 501", "A-PH-501"),
        ("breeding", "A–PH–501", "A-PH-501"),
        ("breeding", "P-PH-501", ""),
        ("breeding", "501", ""),
        ("nursery", "p-nl-1001", "P-NL-1001"),
        ("nursery", "A-NL-1001", ""),
        ("institution", "US 018", "US018"),
        ("institution", "GB001A", "GB001A"),
        ("institution", "Kew", ""),
        ("institution", "", ""),
    ],
)
def test_a_code_is_read_as_its_register_writes_it(register: str, said: str, code: str) -> None:
    assert code_in(register, said) == code


@given(st.sampled_from(REGISTERS), st.text(max_size=12))
def test_what_is_read_once_reads_the_same_again_and_names_its_party(register: str, said: str) -> None:
    code = code_in(register, said)
    assert code_in(register, code) == code
    assert bool(code) is bool(party_of(register, code))
