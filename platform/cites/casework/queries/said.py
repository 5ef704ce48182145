"""What the rules say so far, as an applicant reads it beside the task list and beside each line."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from cites.casework.queries.applications import ApplicationView
from cites.casework.queries.task_list import LINES_A_PAGE, Section, all_complete
from cites.permits.queries.so_far import said_so_far
from cites.permits.rules.parts import LINES
from cites.permits.rules.so_far import is_about, is_read_from
from kernel.reasons import Reason


@dataclass(frozen=True)
class Said:
    """The reasons, and the letter of the last line that was looked at where not all of them were."""

    reasons: list[Reason]
    last: str = ""


def said_on_task_list(view: ApplicationView, sections: list[Section]) -> Said:
    """What the rules say of the whole and of the first lines; all of it once nothing has to be filled in any more."""
    page = next(section for section in sections if section.key == LINES).page
    lines = list(page or ())
    reasons = said_so_far(view.application, lines, all_met=all_complete(sections))
    return Said(reasons, lines[-1].letter if page and page.has_next() else "")


@dataclass(frozen=True)
class SaidBeside:
    """The reasons that rest on the answers of one page, and the others that the rules have given so far."""

    here: list[Reason] = field(default_factory=list)
    elsewhere: list[Reason] = field(default_factory=list)


def said_on_section(view: ApplicationView, names: Collection[str]) -> SaidBeside:
    """What the rules say so far of the whole and of the first lines, apart from what rests on these questions."""
    reasons = said_so_far(view.application, list(view.application.lines.all()[:LINES_A_PAGE]))
    here = [each for each in reasons if is_read_from(each, names)]
    return SaidBeside(here, [each for each in reasons if each not in here])


def lines_with_reasons(view: ApplicationView, section: Section) -> list[dict[str, Any]]:
    """The lines of a page of them, each with what the rules say of it so far."""
    reasons = said_so_far(view.application, list(section.page or ()))
    return [
        {**line, "reasons": [each for each in reasons if is_about(each, line["position"])]} for line in section.lines
    ]
