"""What the rules can say while an application is still being filled in: nothing of what is yet to be asked."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from cites.permits.rules import comparable, import_permits
from cites.permits.rules.questions.model import NOTHING, Answered, Question
from kernel.reasons import Reason

_ANSWER_OF_FIELD: Final = {"destination": "consignee_country", "second_source": "source2"}
_FROM: Final = frozenset({"exporter_country"})
_FROM_AND_FOR: Final = _FROM | {"purpose"}
_WAY_AND_FOR: Final = _FROM_AND_FOR | {"consignee_country"}
_SOURCES: Final = frozenset({"source2"})
_KIND: Final = frozenset({comparable.KIND})
_READ_BY_RULE: Final[Mapping[str, frozenset[str]]] = {
    "S5": _FROM | _SOURCES,
    "S6": _FROM | _SOURCES,
    "B-SUSP": _FROM_AND_FOR,
    "B-QUOTA": _FROM_AND_FOR,
    "B-RES": _FROM,
    "B-STRICT": _WAY_AND_FOR,
    "B-DOM": _WAY_AND_FOR,
    "X-PHE-STRICT": _WAY_AND_FOR,
    "R-NP-1": _KIND,
    "R-NP-2": _KIND,
    "R-NP-3": _KIND,
    "RETRO-I": frozenset({"purpose"}),
    "D-SOURCE": _SOURCES,
    "D-SAMPLES": _SOURCES,
    "D-NEGLIGIBLE": _SOURCES,
}
"""The answers that a rule reads besides the one that it is about, where it would judge otherwise without them."""
_READ_WITH_FIELD: Final[Mapping[str, frozenset[str]]] = {import_permits.IMPORTER: frozenset({"consignee_name"})}


def reasons_so_far(
    reasons: Iterable[Reason], of_whole: Collection[str], of_lines: Mapping[int, Collection[str]]
) -> list[Reason]:
    """Return the reasons that do not rest on a question which nobody has met yet.

    ``of_whole`` are the names of these questions of the application, ``of_lines`` those of its lines by position.
    """
    return [
        each
        for each in reasons
        if _read_by(each).isdisjoint(of_whole) and _read_by(each).isdisjoint(of_lines.get(_line_of(each), NOTHING))
    ]


def not_met(questions: Sequence[Question], answered: Answered) -> frozenset[str]:
    """Return the names of the questions of a page that nobody has saved yet; none once anything on it is answered."""
    if any(answered(each.name) for each in questions):
        return NOTHING
    return frozenset(each.name for each in questions)


def is_about(reason: Reason, line: int) -> bool:
    """Tell whether a reason is about the line at that position, alone or among others."""
    return reason.data.get("line") == line or line in reason.data.get("lines", ())


def is_read_from(reason: Reason, names: Collection[str]) -> bool:
    """Tell whether a reason rests on the answer of any of these questions, as far as rules say what they read."""
    return not _read_by(reason).isdisjoint(names)


def _read_by(reason: Reason) -> frozenset[str]:
    field = str(reason.data.get("field", ""))
    about = frozenset({_ANSWER_OF_FIELD.get(field, field)})
    return about | _READ_BY_RULE.get(reason.code, NOTHING) | _READ_WITH_FIELD.get(field, NOTHING)


def _line_of(reason: Reason) -> int:
    return int(reason.data.get("line", 0))
