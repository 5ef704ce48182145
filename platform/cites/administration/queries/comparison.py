"""A process of a draft beside the one in force: what differs in words, and both drawings."""

from dataclasses import dataclass

from django.utils.functional import Promise

from cites.administration.forms.documents import document_name
from cites.administration.forms.keys import Parts
from cites.administration.queries.findings import findings_of
from cites.administration.queries.processes import drawn, process_of
from tenants.releases.describing import statements
from tenants.releases.wording import Statement
from workflows.drawing.shapes import Drawing
from workflows.part import WORKFLOW


@dataclass(frozen=True, slots=True)
class ComparisonShown:
    """What differs, and a drawing of each side that can be drawn."""

    code: str
    name: str | Promise
    statements: tuple[Statement, ...]
    before: Drawing | None
    after: Drawing | None


def comparison_shown(before: Parts, after: Parts, code: str) -> ComparisonShown:
    """Return what differs between two releases in the process of one type of document."""
    found = (each for each in statements(WORKFLOW, before, after) if each.path[:1] in ((code,), ()))
    one, other = (process_of(parts, code) for parts in (before, after))
    return ComparisonShown(
        code,
        document_name(after, code),
        tuple(found),
        drawn(one) if one else None,
        drawn(other, faults=findings_of(after, code)) if other else None,
    )
