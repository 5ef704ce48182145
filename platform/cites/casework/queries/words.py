"""Codes, people and steps in the reader's words."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cites.permits.models import Application, ApplicationLine
from cites.permits.models.specimens import Specimens
from cites.permits.quantities import quantity_words
from cites.permits.queries.answers import answer
from cites.permits.rules.questions.model import SEVERAL, Kind, Question, Section
from cites.permits.rules.questions.of_applications import SECTION_OF
from cites.permits.rules.questions.of_lines import PAGES
from cites.permits.words import place_name
from cites.species import queries as species
from localization.formats import format_date, format_datetime, format_quantity
from tenants.context import current_profile, today

Rows = list[tuple[str | Promise, str]]


class CodeNames:
    """Terms, units, sources and purposes by name, each list read once for a page."""

    def __init__(self) -> None:
        self._lists: dict[str, dict[str, str]] = {}

    def name(self, kind: str, code: str) -> str:
        """The code's name (kind: terms, units, sources or purposes); the code itself where it is unknown."""
        if kind not in self._lists:
            self._lists[kind] = {entry.code: entry.name for entry in code_list(kind)}
        return self._lists[kind].get(code, code)

    def coded(self, kind: str, code: str) -> str:
        """The name followed by the code that the permit will carry."""
        return f"{self.name(kind, code)} ({code})" if code else ""


def code_list(kind: str) -> Iterable[Any]:
    """The entries of a code list that are valid today in the Party's time zone."""
    found: Iterable[Any] = getattr(species, kind)(today())
    return found


def country(iso2: str) -> str:
    """The country's name in the reader's language, or what the code says of a place that is no State's."""
    return place_name(iso2, language())


def language() -> str:
    """The reader's language."""
    return get_language() or "en"


def when(moment: datetime) -> str:
    """A moment on the Party's clock, in the reader's language."""
    return format_datetime(moment, language(), timezone.get_current_timezone_name())


def port_name(locode: str) -> str:
    """The port's name with its UN/LOCODE, as far as the Party's profile knows it."""
    names = {port.locode: port.name for port in current_profile().ports}
    return f"{names[locode]} ({locode})" if locode in names else locode


def shown_quantity(line: Specimens) -> str:
    """The quantity with its unit, as it will stand in box 11."""
    return quantity_words(line.quantity, line.unit, day=today(), language=language())


def line_rows(line: ApplicationLine, names: CodeNames, document_type: str) -> Rows:
    """One line of an application as label and value; what is empty is left out."""
    sources = ", ".join(names.coded("sources", code) for code in line.sources)
    rows: Rows = [
        (_("Common name"), line.common_name),
        (_("Appendix"), line.appendix),
        (_("Kind of specimen"), names.coded("terms", line.term)),
        (_("Quantity"), shown_quantity(line)),
        (_("Source"), sources),
        (_("Country of origin"), country(line.country_of_origin)),
        *pages_rows(line, PAGES, names, document_type),
    ]
    return _given(*rows)


def pages_rows(line: ApplicationLine, pages: Iterable[Section], names: CodeNames, document_type: str) -> Rows:
    """What a line answers on some of its further pages; the second source stands beside the first."""
    without = ("source2",)
    return _given(*(row for page in pages for row in _answers(line, page, names, document_type, without=without)))


def section_rows(application: Application, key: str, names: CodeNames) -> Rows:
    """What an application answers in a section, as label and value; what is empty is left out."""
    return _given(*_answers(application, SECTION_OF[key], names, application.document_type))


def _answers(
    row: Application | ApplicationLine,
    section: Section,
    names: CodeNames,
    document_type: str,
    without: Collection[str] = (),
) -> Rows:
    asked = {question.name: question for question in reversed(section.questions)}
    asked |= {question.name: question for question in section.of_document(document_type)}
    order = dict.fromkeys(question.name for question in section.questions)
    return [
        (_(asked[name].short), shown_answer(asked[name], answer(row, name), names))
        for name in order
        if name not in without
    ]


def shown_answer(question: Question, value: Any, names: CodeNames) -> str:
    """An answer as it is read, in the reader's language."""
    if not value:
        return ""
    match question.kind:
        case Kind.PURPOSE:
            return names.coded("purposes", value)
        case Kind.SOURCE:
            return names.coded("sources", value)
        case Kind.PORT:
            return port_name(value)
        case Kind.COUNTRY | Kind.OTHER_COUNTRY:
            return country(value)
        case Kind.DAY | Kind.PAST_DAY:
            return format_date(value if isinstance(value, date) else date.fromisoformat(value), language())
        case Kind.AMOUNT:
            return format_quantity(Decimal(value), language())
        case Kind.CHOICE | Kind.CHOICES:
            words = dict(question.choices)
            return ", ".join(_(words[code]) if code in words else code for code in str(value).split(SEVERAL))
    return str(value)


def _given(*rows: tuple[str | Promise, str]) -> Rows:
    return [row for row in rows if row[1]]
