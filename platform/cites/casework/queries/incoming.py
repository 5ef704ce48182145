"""Checks of papers of other States, and questions about them, in their reader's words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cites.casework.incoming_words import ALTERATION_WORDS, ANSWER_WORDS, ORIGINAL_WORDS, QUESTION_WORDS
from cites.casework.queries.words import CodeNames, Rows, country, language, when
from cites.permits.models import Application, CheckOutcome, PaperCheck, Verification
from cites.permits.models.specimens import letter
from cites.permits.quantities import quantity_words
from cites.permits.queries.incoming import Said, SaidLine
from cites.permits.queries.paper_checks import (
    QuestionState,
    checks_of,
    is_accepted,
    outcome_now,
    questions_of,
    state_of_question,
)
from cites.permits.rules.document_types import DOCUMENTS
from cites.permits.rules.facts import LIVING_TERMS, DocumentType
from cites.permits.rules.incoming import to_verify
from cites.permits.rules.incoming_facts import Outcome
from cites.permits.rules.incoming_questions import DOUBT_OF, TAGS, asked
from cites.species.queries import ShownDataset, datasets_as_kept
from localization.formats import format_date
from tenants.context import today

PAPERS_OF_OTHERS: Final = frozenset(
    {DocumentType.IMPORT, DocumentType.TRANSIT, DocumentType.COMPARABLE, DocumentType.PHYTOSANITARY}
)
"""Applications that rest on a document of another State."""


@dataclass(frozen=True)
class ShownCheck:
    """A check as lists have it: of which paper, what it comes to now, and when it was made."""

    check: PaperCheck
    outcome: Outcome
    is_accepted: bool

    @property
    def status(self) -> str:
        """The status whose look it has."""
        return "accepted_anyway" if self.is_accepted and self.outcome is not Outcome.STOP else str(self.outcome)

    @property
    def words(self) -> str | Promise:
        """What it comes to, in words."""
        return (
            _("Accepted for a reason") if self.status == "accepted_anyway" else CheckOutcome(self.outcome.value).label
        )

    @property
    def paper(self) -> str:
        """Which paper it is: its kind, number and country."""
        return paper_words(self.check)

    @property
    def asks_to_verify(self) -> bool:
        """Whether a rule, or who checked it, gives a reason to ask the authority that issued it."""
        return bool(to_verify(each.code for each in self.check.said))


@dataclass(frozen=True)
class ShownQuestion:
    """A question as lists have it."""

    question: Verification
    state: QuestionState

    @property
    def words(self) -> str | Promise:
        """Where it stands, in words."""
        return QUESTION_WORDS[self.state]

    @property
    def paper(self) -> str:
        """Which paper it is about."""
        return paper_words(self.question.check_made)


def shown_checks(checks: Iterable[PaperCheck]) -> list[ShownCheck]:
    """Return checks as lists have them."""
    return [ShownCheck(each, outcome_now(each), is_accepted(each)) for each in checks]


def shown_questions(questions: Iterable[Verification]) -> list[ShownQuestion]:
    """Return questions as lists have them."""
    return [ShownQuestion(each, state_of_question(each)) for each in questions]


def checks_of_case(application: Application) -> list[ShownCheck]:
    """Return the checks that count of the papers of a case."""
    return shown_checks(checks_of(application))


def questions_of_case(application: Application) -> list[ShownQuestion]:
    """Return the questions about the papers of a case."""
    return shown_questions(questions_of(application))


def paper_words(check: PaperCheck) -> str:
    """Return which paper it is: `Export permit 26US1, United States`."""
    name = _(DOCUMENTS[check.document_type].name)
    return f"{name} {check.number or '–'}, {country(check.country)}"


def rows_of_check(check: PaperCheck) -> Rows:
    """What stands on the paper as a whole and who looked at it, as label and value."""
    rows: Rows = [
        (
            _("What is here?"),
            _("The specimens, with the paper") if check.arrived else _("Only the paper, or a copy of it"),
        ),
        (_("Presented on"), _day(check.presented_on)),
        (_("Day of issue (box 13)"), _day(check.issued_on)),
        (_("Last day on which it is valid (box 2)"), _day(check.valid_until)),
        (_("Authority that issued it (box 6)"), check.authority),
        (_("Who signed it (box 13)"), check.signatory),
        (_("Purpose (box 5a)"), CodeNames().coded("purposes", check.purpose)),
        (_("Remark"), check.remark),
        (_("Checked by"), f"{check.official.full_name}, {when(check.made_at)}"),
    ]
    return [(label, value) for label, value in rows if value]


def answers_of_check(check: PaperCheck) -> Rows:
    """The check list with its answers; what was left open says so."""
    not_looked = _("Not looked at")
    rows: Rows = [
        (_("In which form was it presented?"), str(ORIGINAL_WORDS.get(check.original, not_looked))),
        (_("Is anything on it altered, erased or added?"), str(ALTERATION_WORDS.get(check.alterations, not_looked))),
    ]
    living = any(line["term"] in LIVING_TERMS for line in check.lines)
    tagged = TAGS in check.answers or any(each.data.get("field") == TAGS for each in check.said)
    for each in asked(check.document_type, arrived=check.arrived, living=living, tagged=tagged):
        answer = str(ANSWER_WORDS.get(check.answers.get(each.name, ""), not_looked))
        more = f": {check.boxes_missing}" if each.name == "boxes" and check.boxes_missing else ""
        rows.append((_(each.asks), f"{answer}{more}"))
    doubts = [str(_(DOUBT_OF[rule].ticked)) for rule in check.doubts if rule in DOUBT_OF]
    return [*rows, (_("Is there a reason to ask the authority that issued it?"), "\n".join(doubts) or _("None ticked"))]


def data_of_check(check: PaperCheck) -> list[ShownDataset]:
    """Return the bodies of data from which the rules spoke when it was made; none where that was not kept yet."""
    return datasets_as_kept(check.species_data)


def lines_of_check(check: PaperCheck) -> list[tuple[str, Rows]]:
    """Every line by its letter, as label and value; what is empty is left out."""
    names = CodeNames()
    return [
        (letter(number), _rows_of_line(line, names, check.presented_on)) for number, line in enumerate(check.lines, 1)
    ]


def said_of_application(application: Application) -> Said:
    """Return what an application tells of the paper on which it rests, for its check."""
    answers = application.answers
    is_import = application.document_type == DocumentType.IMPORT
    own = application.document_type in (DocumentType.COMPARABLE, DocumentType.PHYTOSANITARY)
    place = application.exporter_country if is_import else str(answers.get("paper_country") or "")
    names = ("export_permit_number", "export_permit_date") if is_import else ("paper_number", "paper_date")
    return Said(
        country=place or application.exporter_country,
        document_type=application.document_type if own else DocumentType.EXPORT,
        presented_on=today(),
        arrived=False,
        number=str(answers.get(names[0]) or ""),
        issued_on=_read_day(answers.get(names[1])),
        valid_until=_read_day(answers.get("paper_until")),
        authority=str(answers.get("paper_authority") or ""),
        purpose=application.purpose,
        lines=[
            SaidLine(
                taxon=line.taxon_code,
                name=line.scientific_name,
                appendix=line.appendix,
                term=line.term,
                source=line.source,
                source2=line.source2,
                origin=line.country_of_origin,
                operation=line.registered_operation,
                unit=line.unit,
                permitted=line.quantity,
            )
            for line in application.lines.all()
        ],
    )


def _rows_of_line(line: Mapping[str, Any], names: CodeNames, day: date) -> Rows:
    presented_in = line["presented_unit"] or line["unit"]
    sources = [names.coded("sources", code) for code in (line["source"], line["source2"]) if code]
    rows: Rows = [
        (_("Species"), line["name"]),
        (_("Appendix (box 10)"), line["appendix"]),
        (_("Kind of specimen"), names.coded("terms", line["term"])),
        (_("Source (box 10)"), ", ".join(sources)),
        (_("Country of origin (box 12)"), country(line["origin"])),
        (_("Operation that bred or propagated them (box 12b)"), line["operation"]),
        (_("Quantity permitted (box 11)"), _amount(line["permitted"], line["unit"], day)),
        (_("Quantity that left (box 14)"), _amount(line["endorsed"], line["unit"], day)),
        (_("Quantity that is here"), _amount(line["presented"], presented_in, day)),
    ]
    return [(label, value) for label, value in rows if value]


def _amount(quantity: str | None, unit: str, day: date) -> str:
    return quantity_words(Decimal(quantity), unit, day=day, language=language()) if quantity is not None else ""


def _day(day: date | None) -> str:
    return format_date(day, language()) if day else ""


def _read_day(said: Any) -> date | None:
    try:
        return date.fromisoformat(str(said or ""))
    except ValueError:
        return None
