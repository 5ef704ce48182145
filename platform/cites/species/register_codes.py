"""The codes in the registers of the Secretariat: how each is written, whatever spaces and dashes somebody types."""

import re
from collections.abc import Mapping
from typing import Final

BREEDING: Final = "breeding"
NURSERY: Final = "nursery"
INSTITUTION: Final = "institution"
REGISTERS: Final = (BREEDING, NURSERY, INSTITUTION)
DATASETS: Final[Mapping[str, str]] = {register: f"register_{register}" for register in REGISTERS}
"""The body of data that each register is; there is none on record before it was imported."""

_WRITTEN: Final = {
    BREEDING: (re.compile(r"A([A-Z]{2})(\d{1,4}[A-Z]?)"), "A-{}-{}"),
    NURSERY: (re.compile(r"P([A-Z]{2})(\d{1,4}[A-Z]?)"), "P-{}-{}"),
    INSTITUTION: (re.compile(r"([A-Z]{2})(\d{1,4}[A-Z]{0,2})"), "{}{}"),
}


def code_in(register: str, said: str) -> str:
    """Return a code as its register is written here, such as ``A-PH-501`` or ``US001``; nothing where it is none."""
    pattern, written = _WRITTEN[register]
    found = pattern.fullmatch(re.sub(r"[\s.\-–/]", "", said).upper())
    return written.format(*found.groups()) if found else ""


def party_of(register: str, code: str) -> str:
    """Return the two letters of the Party in a code that ``code_in`` returned."""
    found = _WRITTEN[register][0].fullmatch(code.replace("-", ""))
    return found.group(1) if found else ""
