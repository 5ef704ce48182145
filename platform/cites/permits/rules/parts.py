"""The parts of an application: what an officer may name for correction, and what its applicant may then write."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from cites.permits.rules.questions import of_journeys, of_people
from cites.permits.rules.questions.of_applications import SECTIONS
from kernel.reasons import Reason

EXPORTER: Final = of_people.EXPORTER.key
CONSIGNEE: Final = of_people.CONSIGNEE.key
PURPOSE: Final = of_journeys.PURPOSE.key
LINES: Final = "lines"
ATTACHMENTS: Final = "attachments"
ANYTHING: Final = "anything"
_ONE_LINE: Final = "line:"
_ONE_PAPER: Final = "paper:"

_ALSO: Final = {EXPORTER: ("organisation",)}
ANSWERS: Final[Mapping[str, tuple[str, ...]]] = {
    section.key: (*_ALSO.get(section.key, ()), *dict.fromkeys(question.name for question in section.questions))
    for section in SECTIONS
}
"""The answers of each section that is made of nothing else."""
PART_OF_ANSWER: Final = {answer: part for part, answers in ANSWERS.items() for answer in answers}

# Reasons about the application as a whole name a field of theirs.
_PART_OF_FIELD: Final = {**PART_OF_ANSWER, "destination": CONSIGNEE, "lines": LINES}


def part_of_line(key: int) -> str:
    """Return the name of the part that one line is; ``key`` stays the line's own when it moves up."""
    return f"{_ONE_LINE}{key}"


def part_of_paper(key: int) -> str:
    """Return the name of the part that one paper is."""
    return f"{_ONE_PAPER}{key}"


def section_of(part: str) -> str:
    """Return the section in which a part stands: itself, or that of all lines or papers."""
    if part.startswith(_ONE_LINE):
        return LINES
    return ATTACHMENTS if part.startswith(_ONE_PAPER) else part


@dataclass(frozen=True, slots=True)
class OpenParts:
    """Which parts of an application may be written: those named, or with None all of them."""

    named: frozenset[str] | None = None

    def __contains__(self, part: str) -> bool:
        return self.named is None or part in self.named or section_of(part) in self.named

    def touches(self, section: str) -> bool:
        """Tell whether the section, or anything in it, may be written."""
        return section in self or any(section_of(part) == section for part in self.named or ())


def open_parts(named: Collection[str], in_the_way: Collection[str]) -> OpenParts:
    """Return what may be written once an officer has ``named`` parts; nothing named, or anything, opens all.

    What is ``in_the_way`` of sending is open as well, so that nobody is asked for what they cannot do.
    """
    if not named or ANYTHING in named:
        return OpenParts()
    return OpenParts(frozenset(named) | frozenset(in_the_way))


def parts_to_put_right(reasons: Iterable[Reason], lines: Mapping[int, int]) -> frozenset[str]:
    """Return the parts about which these reasons are; ``lines`` tells the key of the line at each position."""
    return frozenset(part for reason in reasons for part in _parts_of(reason, lines))


def _parts_of(reason: Reason, lines: Mapping[int, int]) -> Iterator[str]:
    if "line" in reason.data:
        yield part_of_line(lines[reason.data["line"]])
    elif reason.data.get("field") in _PART_OF_FIELD:
        yield _PART_OF_FIELD[reason.data["field"]]
