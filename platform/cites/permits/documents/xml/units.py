"""Units of CITES as UN/ECE Recommendation 20 writes them.

Sources: A guide to using the CITES Trade Database, version 9 (UNEP-WCMC 2022), for the units of CITES, and the code
list of Recommendation 20. Those in use today are the same in both; of what was a unit until 2016, the measures have
a code there, and what only counts skins, bags or boxes has none and stays as it is.
"""

from collections.abc import Mapping
from typing import Final

REC_20: Final[Mapping[str, str]] = {
    "KGM": "KGM", "GRM": "GRM", "LTR": "LTR", "MLT": "MLT", "MTR": "MTR", "CMQ": "CMQ", "MTK": "MTK", "MTQ": "MTQ",
    "NAR": "NAR", "CTM": "CMT", "CUF": "FTQ", "FEE": "FOT", "INC": "INH", "MGM": "MGM", "MYG": "MC", "OUN": "ONZ",
    "PAI": "PR", "PCS": "H87", "PND": "LBR", "SET": "SET", "SQC": "CMK", "SQD": "DMK", "SQF": "FTK", "TON": "TNE",
    "YAR": "YRD",
}  # fmt: skip
_CITES: Final = {theirs: ours for ours, theirs in REC_20.items()}


def to_rec_20(unit: str) -> str:
    """Return the code of a unit of CITES in Recommendation 20, or the unit itself where it has none there."""
    return REC_20.get(unit, unit)


def from_rec_20(code: str) -> str:
    """Return the unit of CITES for a code of Recommendation 20, or the code itself."""
    return _CITES.get(code, code)
