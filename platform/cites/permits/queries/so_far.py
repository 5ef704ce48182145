"""What the rules say of an application while its applicant answers: only what the answers given so far bear out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from cites.permits.models import Application, ApplicationLine
from cites.permits.queries.answers import answer, pages_of, questions_of, questions_on, specimen_asked
from cites.permits.queries.applications import facts_of, reasons_against
from cites.permits.queries.quotas_told import told_of_quotas
from cites.permits.rules.applications import reasons_against_application
from cites.permits.rules.parts import LINES
from cites.permits.rules.questions.of_applications import SECTIONS
from cites.permits.rules.so_far import is_about, not_met, reasons_so_far
from kernel.reasons import Reason
from tenants.context import today

MISSING: Final = "missing"
UNANSWERED: Final = "unanswered"
"""The mark, in the data of a reason, of a question without an answer, whichever rule it stands under."""
"""The code of a reason that asks for an answer which nobody gave; its data name the question and perhaps the line."""


def said_so_far(of: Application, lines: Sequence[ApplicationLine], *, all_met: bool = False) -> list[Reason]:
    """Return what the rules say of an application with these lines, which may be some of its own.

    A rule that rests on a question which nobody has met is silent, unless ``all_met``: then all has been asked.
    """
    reasons = [*reasons_against_application(*facts_of(of, today(), lines)), *told_of_quotas(of, lines)]
    if all_met:
        return reasons
    of_lines = {line.position: frozenset(_not_met_on(line)) for line in lines}
    return reasons_so_far(reasons, frozenset(_not_met_in(of, lines)), of_lines)


def reasons_to_read(of: Application) -> list[Reason]:
    """Return all that its applicant reads of an application before it is sent."""
    return [*reasons_against(of), *told_of_quotas(of, of.lines.all())]


def besides_missing(reasons: Iterable[Reason], missing: Iterable[Reason]) -> list[Reason]:
    """Return what the rules say besides what is missing: resting on such an answer, they ask for it in other words."""
    of_whole, of_lines = set[str](), defaultdict[int, set[str]](set)
    for each in missing:
        if each.data.get(UNANSWERED):
            line = each.data.get("line")
            (of_whole if line is None else of_lines[line]).add(str(each.data["field"]))
    return reasons_so_far(reasons, of_whole, of_lines)


def said_of_line(line: ApplicationLine) -> list[Reason]:
    """Return what the rules say so far of one line."""
    return [each for each in said_so_far(line.application, [line]) if is_about(each, line.position)]


def _not_met_in(of: Application, lines: Sequence[ApplicationLine]) -> Iterator[str]:
    """The questions of the whole that nobody has met; which are asked is told by the lines at hand, without a query."""
    specimens = frozenset(specimen_asked(line) for line in lines)
    for section in SECTIONS:
        yield from not_met(questions_of(of, section, specimens), lambda name: answer(of, name))
    if not lines:
        yield LINES


def _not_met_on(line: ApplicationLine) -> Iterator[str]:
    """The questions of its further pages that nobody has met; what has no column is kept even where it is blank."""
    document = line.application.document_type
    for page in pages_of(line, document):
        yield from not_met(questions_on(page, line, document), lambda name: name in line.answers or answer(line, name))
