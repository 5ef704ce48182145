"""Beginning a new application with what another one says."""

from typing import Any

from django.db import transaction

from cites.accounts.models import User
from cites.permits.agents import find_mandate
from cites.permits.models import Application, ApplicationLine
from cites.permits.models.specimens import Specimens
from cites.permits.queries.answers import answer, has_column
from cites.permits.rules.parts import PART_OF_ANSWER
from cites.permits.rules.questions.of_lines import PAGES
from cites.permits.services.drafts import add_lines, open_application, save_answers
from cites.species.queries import find_taxon
from tenants.audit.services import record

# What belongs to one consignment, or is told anew, is not copied: permits of others, marks, the names of the day.
_NOT_COPIED = frozenset(
    {
        "import_permit_number", "import_permit_date", "import_permit_until", "import_permit_importer",
        "export_permit_number", "export_permit_date", "paper_number", "paper_date",
        "paper_until", "paper_destination", "trip_from", "trip_to", "period_from",
        "paper_kind", "paper_not_detrimental", "paper_lawful", "paper_purpose",
        "period_until", "left_on", "left_without", "catch_document", "carnet_number", "organisation",
        "trip_unknown",
    }
)  # fmt: skip
_ANSWERS = tuple(name for name in PART_OF_ANSWER if name not in _NOT_COPIED)
# Of a line the same: what tells one animal, one hunt or one permit from others, beside what the copy reads anew.
NOT_COPIED_OF_LINE = frozenset(
    {
        "marks", "sex", "age", "parent_male_marks", "parent_female_marks", "import_permit_quantity",
        "hunting_place", "hunted_on", "hunting_licence",
    }
)  # fmt: skip
_READ_ANEW = frozenset({"position", "taxon_code", "scientific_name", "common_name", "kingdom", "appendix"})
_OF_LINE = tuple(
    field.name for field in Specimens._meta.get_fields() if field.name not in _READ_ANEW | NOT_COPIED_OF_LINE
)
_ASKED_OF_LINE = dict.fromkeys(question.name for page in PAGES for question in page.questions)
COPIED_OF_LINE = tuple(dict.fromkeys((*_OF_LINE, *(each for each in _ASKED_OF_LINE if each not in NOT_COPIED_OF_LINE))))
"""What a copied line says as the first one did: its columns, and every question of lines that is not named above."""


@transaction.atomic
def copy_application(*, of: Application, actor: User) -> Application:
    """Open a draft with the answers and lines of another application; papers are not copied.

    Who copies applies themself; an agent who acts for the applicant by a mandate does so again. ``lines_left_out`` are
    not copied. Raises UnknownWorkflow when the Party offers no such document.
    """
    copy = _opened_like(of, actor)
    save_answers(application=copy, answers={name: answer(of, name) for name in _ANSWERS}, actor=actor)
    left_out = lines_left_out(of)
    gone = {line.pk for line in left_out}
    kept = [(line.taxon_code, _copied(line)) for line in of.lines.all() if line.pk not in gone]
    add_lines(application=copy, lines=kept, actor=actor)
    facts = {"from": of.reference} | ({"left_out": [line.taxon_code for line in left_out]} if left_out else {})
    record("application.copied", subject=copy.subject, actor=actor, data=facts)
    return copy


def _copied(line: ApplicationLine) -> dict[str, Any]:
    kept = {name: answer(line, name) for name in COPIED_OF_LINE}
    return {name: said for name, said in kept.items() if has_column(line, name) or said}


def lines_left_out(of: Application) -> list[ApplicationLine]:
    """Return the lines that a copy would not have, because their taxon is not known here any more."""
    return [line for line in of.lines.all() if find_taxon(line.taxon_code) is None]


def _opened_like(of: Application, actor: User) -> Application:
    is_agent = actor.pk != of.applicant_id and find_mandate(actor, of) is not None
    if is_agent:
        return open_application(
            applicant=of.applicant, document_type=of.document_type, organisation=of.organisation, agent=actor
        )
    return open_application(applicant=actor, document_type=of.document_type, organisation=actor.organisation)
