"""What an application and its lines answer, whichever column or list an answer is kept in."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.db.models import Case, F, Model, Value, When

from cites.permits.models import Application, ApplicationLine
from cites.permits.rules.facts import LIVING_TERMS, NO_STATE, UNKNOWN_COUNTRY
from cites.permits.rules.questions.asking import unanswered
from cites.permits.rules.questions.model import SEVERAL, Answered, Question, Section, SpecimenAsked
from cites.permits.rules.questions.of_applications import SECTIONS
from cites.permits.rules.questions.of_lines import PAGES
from cites.species.hybrids import is_hybrid, parents_of
from tenants.context import current_profile


def answer(row: Application | ApplicationLine, name: str) -> Any:
    """Return the answer of that name: the value of its column, or its text; a day among these is an ISO text."""
    return getattr(row, name) if has_column(row, name) else row.answers.get(name, "")


def write_answer(row: Application | ApplicationLine, name: str, value: Any) -> None:
    """Put an answer where it is kept, without saving the row."""
    if has_column(row, name):
        setattr(row, name, value)
    else:
        row.answers = {**row.answers, name: as_text(value)}


def has_column(row: Model, name: str) -> bool:
    """Whether an answer has a column of its own."""
    return name in _columns(type(row))


@cache
def _columns(model: type[Model]) -> frozenset[str]:
    return frozenset(field.name for field in model._meta.concrete_fields)


def as_text(value: Any) -> str:
    """Return an answer without a column as it is kept."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return SEVERAL.join(value) if isinstance(value, list) else str(value)


def specimen_asked(line: ApplicationLine) -> SpecimenAsked:
    """Return what decides which questions a line is asked."""
    return _specimen(*(getattr(line, name) for name in (*_DECIDING, "scientific_name")))


def specimens_asked(of: Application) -> frozenset[SpecimenAsked]:
    """Return the same of all lines, each kind once; of thousands of lines only the kinds are read."""
    kinds = of.lines.order_by().annotate(hybrid=_NAME_OF_HYBRID).values_list(*_DECIDING, "hybrid").distinct()
    return frozenset(_specimen(*kind) for kind in kinds)


_DECIDING = ("appendix", "source", "term", "kingdom", "country_of_origin")
_NAME_OF_HYBRID = Case(  # of the others the name decides nothing, so that their kinds stay few
    When(scientific_name__iregex=r"\u00d7| x |hybrid", then=F("scientific_name")), default=Value("")
)


def _specimen(appendix: str, source: str, term: str, kingdom: str, origin: str, name: str) -> SpecimenAsked:
    return SpecimenAsked(
        appendix=appendix,
        sources=frozenset({source}),
        living=term in LIVING_TERMS,
        kingdom=kingdom,
        term=term,
        hybrid=is_hybrid(name) and not parents_of(name),
        from_abroad=bool(origin) and origin != current_profile().iso2 and origin not in NO_STATE - {UNKNOWN_COUNTRY},
        origin_unknown=origin == UNKNOWN_COUNTRY,
    )


def questions_of(of: Application, section: Section, specimens: Iterable[SpecimenAsked]) -> list[Question]:
    """Return what a section asks this application."""
    return list(section.asked(of.document_type, frozenset(specimens), _answered(of), of.purpose))


def _answered(of: Application) -> Answered:
    return lambda name: answer(of, name)


def pages_of(line: ApplicationLine, document_type: str) -> list[Section]:
    """Return the pages that ask a line anything."""
    return [page for page in PAGES if questions_on(page, line, document_type)]


def questions_on(page: Section, line: ApplicationLine, document_type: str) -> Sequence[Question]:
    """Return what one of its pages asks a line."""
    return page.asked(document_type, {specimen_asked(line)}, purpose=line.application.purpose)


def is_page_open(page: Section, line: ApplicationLine, document_type: str) -> bool:
    """Tell whether a page asks a line something that it has to answer and does not."""
    return bool(unanswered(questions_on(page, line, document_type), lambda name: answer(line, name)))


def unanswered_in(of: Application, section: Section, specimens: frozenset[SpecimenAsked]) -> list[Question]:
    """Return what the application has to answer there and does not."""
    return unanswered(questions_of(of, section, specimens), _answered(of))


def unanswered_on(line: ApplicationLine, document_type: str) -> list[Question]:
    """Return what a line has to answer on its pages and does not."""
    asked = _asked_of(document_type, line.application.purpose, specimen_asked(line))
    return unanswered(asked, lambda name: answer(line, name))


def unanswered_lines(of: Application) -> Iterator[tuple[ApplicationLine, list[Question]]]:
    """Yield each line with what it has to answer and does not; where no kind has to answer anything, none is read."""
    kinds = specimens_asked(of)
    if not any(question.missing for kind in kinds for question in _asked_of(of.document_type, of.purpose, kind)):
        return
    for line in of.lines.all():
        if missing := unanswered_on(line, of.document_type):
            yield line, missing


@lru_cache(maxsize=4096)
def _asked_of(document_type: str, purpose: str, specimen: SpecimenAsked) -> tuple[Question, ...]:
    """What such a line is asked on all its pages; of thousands of lines there are but a few kinds."""
    return tuple(question for page in PAGES for question in page.asked(document_type, {specimen}, purpose=purpose))


def all_unanswered(of: Application) -> list[Question]:
    """Return what the application as a whole has to answer and does not."""
    specimens = specimens_asked(of)
    return [question for section in SECTIONS for question in unanswered_in(of, section, specimens)]
