"""For how many movements a document of several has rows on its continuation sheets."""

from collections.abc import Mapping
from typing import Any, Final

from cites.permits.rules.periods import is_good_for_several

CROSSINGS: Final = "crossings"
MOST_CROSSINGS: Final = 160
ROWS_OF_A_SHEET: Final = 8
_LEAST_SHEETS: Final = 2  # four journeys there and back


def continuation_sheets(document_type: str, answers: Mapping[str, Any]) -> int:
    """Return how many continuation sheets a document gets: enough for what was expected, and two where nothing was.

    None where it is for one movement.
    """
    if not is_good_for_several(document_type, answers):
        return 0
    expected = int(answers.get(CROSSINGS) or 0)
    return max(_LEAST_SHEETS, -(-expected // ROWS_OF_A_SHEET))
