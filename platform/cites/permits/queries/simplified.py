"""For which document a partly completed permit stands, of its lines as they are."""

from cites.permits.models import Application, ApplicationLine
from cites.permits.queries.facts import exporter_of
from cites.permits.queries.listed import states_that_listed
from cites.permits.rules.facts import DocumentType
from cites.permits.rules.simplified import STANDS_FOR, stands_for
from tenants.context import today


def kind_of_line(of: Application, line: ApplicationLine) -> DocumentType:
    """Return the document that a line would need by itself today."""
    origin, exporter = line.country_of_origin, exporter_of(of)
    listed_by = states_that_listed(line.taxon_code, origin or exporter, today()) if line.appendix == "III" else ()
    return stands_for(line.appendix, origin, exporter, listed_by)


def answers_of_simplified(of: Application) -> dict[str, str]:
    """Return what a partly completed permit keeps of it; nothing of any other document."""
    first = of.lines.first() if of.document_type == DocumentType.SIMPLIFIED else None
    return {STANDS_FOR: kind_of_line(of, first).value} if first else {}
