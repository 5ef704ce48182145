"""What a step is about, in so few rows that nobody signs what they did not read."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cites.casework.queries.casefile import applicant_words
from cites.casework.queries.words import CodeNames, Rows, country, language, shown_quantity
from cites.permits.models import Application, ApplicationLine
from cites.permits.queries.answers import answer
from cites.permits.queries.permits import PermitState, permits_of, state_of
from cites.permits.rules.document_types import comes_in
from cites.permits.words import number_words
from localization.formats import format_date

STEP_LINES = 50


def step_rows(application: Application) -> Rows:
    """Return the document, who is concerned, the paper that others wrote, and the first of the lines."""
    every, names = list(application.lines.all()), CodeNames()
    return [
        *_document(application),
        (_("Applicant"), applicant_words(application)),
        *_parties(application),
        *_paper(application),
        *((_("Line %(letter)s") % {"letter": line.letter}, _line_words(line, names)) for line in every[:STEP_LINES]),
        *([(_("More lines"), str(len(every) - STEP_LINES))] if len(every) > STEP_LINES else []),
    ]


def _document(application: Application) -> Iterator[tuple[str, str]]:
    """What is issued already, with its last day."""
    permits = [each for each in permits_of(application.case) if state_of(each) is not PermitState.REPLACED]
    if permits:
        numbers = [permit.number for permit in permits]
        words = _("%(number)s, valid until %(day)s")
        day = format_date(permits[0].valid_until, language())
        yield _("Document"), words % {"number": number_words(numbers), "day": day}


def _parties(application: Application) -> Iterator[tuple[str, str]]:
    """Who exports, where somebody else may; and who imports, where that is known."""
    if comes_in(application.document_type) and application.exporter_name:
        yield _("Exporter"), _who(application.exporter_name, application.exporter_country)
    if importer := _who(application.consignee_name, application.consignee_country):
        yield _("Importer"), importer


def _who(name: str, code: str) -> str:
    return ", ".join(filter(None, (name, country(code))))


def _paper(application: Application) -> Iterator[tuple[str, str]]:
    """The paper that others wrote, as its applicant names it."""
    told = [answer(application, name) for name in ("paper_number", "paper_authority")]
    where = answer(application, "paper_country")
    if words := ", ".join(filter(None, (*told, country(where)))):
        yield _("The paper"), words


def _line_words(line: ApplicationLine, names: CodeNames) -> str:
    return f"{line.scientific_name}, {names.coded('terms', line.term)}, {shown_quantity(line)}"
