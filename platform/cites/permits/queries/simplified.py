"""For which document a partly completed permit stands, of its lines as they are."""

from cites.permits.models import Application, ApplicationLine
from cites.permits.queries.facts import exporter_of
from cites.permits.queries.listed import states_that_listed
from cites.permits.rules.facts import DocumentType
from cites.permits.rules.simplified import STANDS_FOR, kind_of_form, serving
from tenants.context import today


def kind_of_application(of: Application) -> str:
    """Return the document for which its form would stand today; blank of any other than a partly completed permit."""
    if of.document_type != DocumentType.SIMPLIFIED:
        return ""
    return kind_of_form(_serving(of, line) for line in of.lines.all()).value


def answers_of_simplified(of: Application) -> dict[str, str]:
    """Return what a partly completed permit keeps of it; nothing of any other document."""
    kind = kind_of_application(of)
    return {STANDS_FOR: kind} if kind else {}


def _serving(of: Application, line: ApplicationLine) -> tuple[DocumentType, ...]:
    origin, exporter = line.country_of_origin, exporter_of(of)
    listed_by = states_that_listed(line.taxon_code, origin or exporter, today()) if line.appendix == "III" else ()
    return serving(line.appendix, line.source, origin, exporter, listed_by)
