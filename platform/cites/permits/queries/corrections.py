"""What an application says, what of it has to be corrected, and which parts may therefore be written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cites.permits.models import Application, ApplicationLine, Correction
from cites.permits.models.specimens import Specimens
from cites.permits.queries.answers import answer, has_column, questions_of, specimens_asked
from cites.permits.queries.applications import reasons_against
from cites.permits.rules import parts
from cites.permits.rules.contents import Contents, Said
from cites.permits.rules.questions.of_applications import AFTER_LINES, BEFORE_LINES, SECTION_OF
from kernel.reasons import hard_reasons
from workflows.models import CaseStep

RETURNED = "return_for_correction"
# Steps after which it counts no more what an earlier return named.
_ANEW = ("submit", "amend")
_OF_LINE = tuple(field.name for field in Specimens._meta.get_fields() if field.name != "position")

_LINES_AND_PAPERS: Mapping[str, Promise] = {parts.LINES: _("Specimens"), parts.ATTACHMENTS: _("Papers")}


@dataclass(frozen=True, slots=True)
class NamedPart:
    """A part of an application under the name that people know it by."""

    part: str
    label: str | Promise


def section_label(part: str, document_type: str) -> str | Promise:
    """Return what a section is called in the application for a document."""
    if part in _LINES_AND_PAPERS:
        return _LINES_AND_PAPERS[part]
    return gettext(SECTION_OF[part].wording(document_type).label)


def sections_of_application(of: Application) -> list[str]:
    """Return the keys of the sections of an application, in the order of its task list."""
    specimens = specimens_asked(of)
    before, after = (
        [each.key for each in some if questions_of(of, each, specimens)] for some in (BEFORE_LINES, AFTER_LINES)
    )
    return [*before, parts.LINES, *after, parts.ATTACHMENTS]


def parts_of(of: Application) -> Iterator[NamedPart]:
    """Yield every part that may be named for correction, each line after all lines."""
    for section in sections_of_application(of):
        yield NamedPart(section, section_label(section, of.document_type))
        if section == parts.LINES:
            yield from (NamedPart(parts.part_of_line(line.pk), line_label(line)) for line in of.lines.all())


def line_label(line: ApplicationLine) -> str:
    """Return a line as its letter and species."""
    return gettext("Line %(letter)s: %(species)s") % {"letter": line.letter, "species": line.scientific_name}


def corrections_asked(of: Application) -> list[Correction]:
    """Return what has to be corrected now: nothing before a return, after the next sending, or where none was named."""
    steps = CaseStep.objects.filter(case_id=of.case_id, verb__in=(RETURNED, *_ANEW))
    last = steps.order_by("version").last()
    if last is None or last.verb != RETURNED:
        return []
    return list(of.corrections.filter(version=last.version).order_by("pk"))


def parts_open(of: Application, asked: Iterable[Correction]) -> parts.OpenParts:
    """Return which parts may be written where this has to be corrected and the case lets anything be written at all."""
    named = {each.part for each in asked}
    return parts.open_parts(named, _in_the_way(of) if named else ())


def _in_the_way(of: Application) -> frozenset[str]:
    keys = {line.position: line.pk for line in of.lines.all()}
    return parts.parts_to_put_right(hard_reasons(reasons_against(of)), keys)


def contents_of(of: Application) -> Contents:
    """Return all that the application says now, read anew."""
    now = Application.objects.get(pk=of.pk)
    sections = {section: _said(now, answers) for section, answers in parts.ANSWERS.items()}
    lines = {parts.part_of_line(line.pk): {**_said(line, _OF_LINE), **line.answers} for line in now.lines.all()}
    papers = now.attachments.filter(removed_at=None)
    return {
        **{section: said for section, said in sections.items() if any(said.values())},
        **lines,
        **{parts.part_of_paper(paper.pk): _said(paper, ("name", "sha256")) for paper in papers},
    }


def _said(row: Any, names: tuple[str, ...]) -> Said:
    return {name: _text(_value(row, name)) for name in names}


def _value(row: Any, name: str) -> Any:
    """The value of a column, of a relation its key; or an answer that has none."""
    return getattr(row, row._meta.get_field(name).attname) if has_column(row, name) else answer(row, name)


def _text(value: Any) -> str:
    """A value as text, the same for the same value however it was typed."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
