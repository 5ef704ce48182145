"""The task list of an application: each part of it with its answers, and whether it is complete and may be written."""

from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cites.casework.queries.applications import ApplicationView
from cites.casework.queries.words import CodeNames, Rows, line_rows, section_rows
from cites.permits.models import ApplicationLine, Attachment
from cites.permits.queries.answers import (
    is_page_open,
    pages_of,
    questions_of,
    specimens_asked,
    unanswered_in,
    unanswered_lines,
)
from cites.permits.queries.corrections import section_label, sections_of_application
from cites.permits.rules import parts
from cites.permits.rules.document_types import is_issued
from cites.permits.rules.questions.model import Section as PageOfLine
from cites.permits.rules.questions.of_applications import SECTION_OF

LINES_A_PAGE: Final = 50


@dataclass(frozen=True)
class Section:
    """One item of the task list; ``notes`` are what an officer wants corrected in it."""

    key: str
    label: str | Promise
    address: str
    complete: bool
    optional: bool
    rows: Rows
    lines: list[dict[str, Any]]
    page: Page[ApplicationLine] | None
    attachments: list[Attachment]
    is_open: bool
    is_asked: bool
    is_changed: bool
    notes: list[str]


def sections_of(view: ApplicationView, page: str | None = None) -> list[Section]:
    """The parts of the application, each with its answers and whether it is complete and may be written.

    Of many lines, those of one ``page`` are given, which is as an address has it.
    """
    made = _Sections(view, page)
    return [made.section(key) for key in sections_of_application(view.application)]


class _Sections:
    """The sections of one application, for which its lines and answers are read once."""

    def __init__(self, view: ApplicationView, page: str | None) -> None:
        self.view, self.names = view, CodeNames()
        self.specimens = specimens_asked(view.application)
        self.page = Paginator(view.application.lines.all(), LINES_A_PAGE).get_page(page)

    def section(self, key: str) -> Section:
        if key == parts.LINES:
            return self._lines()
        if key == parts.ATTACHMENTS:
            return self._papers()
        application = self.view.application
        section = SECTION_OF[key]
        rows = section_rows(application, key, self.names)
        lacking = unanswered_in(application, section, self.specimens)
        needed = any(question.missing for question in questions_of(application, section, self.specimens))
        return self._made(key, rows=rows, complete=not lacking and bool(rows), optional=not needed)

    def _lines(self) -> Section:
        lines = [self._line(line) for line in self.page]
        complete = bool(lines) and next(unanswered_lines(self.view.application), None) is None
        return self._made(parts.LINES, complete=complete, lines=lines, page=self.page)

    def _papers(self) -> Section:
        application = self.view.application
        papers = list(application.attachments.filter(removed_at=None))
        optional = is_issued(application.document_type)
        return self._made(parts.ATTACHMENTS, complete=bool(papers), optional=optional, attachments=papers)

    def _line(self, line: ApplicationLine) -> dict[str, Any]:
        part, writing = parts.part_of_line(line.pk), self.view.writing
        document = self.view.application.document_type
        return {
            "letter": line.letter,
            "position": line.position,
            "pk": line.pk,
            "scientific_name": line.scientific_name,
            "rows": line_rows(line, self.names, document),
            "pages": [self._page(page, line) for page in pages_of(line, document)],
            "is_open": part in writing.open,
            "note": writing.asked.get(part, ""),
        }

    def _page(self, page: PageOfLine, line: ApplicationLine) -> tuple[str, str, bool]:
        """The key and label of a line's page, and whether something on it has to be answered."""
        document = self.view.application.document_type
        return page.key, _(page.wording(document).label), is_page_open(page, line, document)

    def _made(
        self,
        key: str,
        *,
        complete: bool,
        rows: Rows | None = None,
        optional: bool = False,
        lines: list[dict[str, Any]] | None = None,
        page: Page[ApplicationLine] | None = None,
        attachments: list[Attachment] | None = None,
    ) -> Section:
        view = self.view
        return Section(
            key=key,
            label=section_label(key, view.application.document_type),
            address=section_address(view.reference, key),
            complete=complete,
            optional=optional,
            rows=rows or [],
            lines=lines or [],
            page=page,
            attachments=attachments or [],
            is_open=view.writing.open.touches(key),
            is_asked=view.writing.is_asked(key),
            is_changed=view.writing.is_changed(key),
            notes=view.writing.notes_on(key),
        )


def section_address(reference: str, key: str) -> str:
    """Return where a section is filled in."""
    if key in (parts.LINES, parts.ATTACHMENTS):
        return reverse(f"application-{key}", args=[reference])
    return reverse("application-section", args=[reference, key])


def all_complete(sections: list[Section]) -> bool:
    """Whether nothing that has to be filled in is missing."""
    return all(section.complete or section.optional for section in sections)
