"""What the rules say to officials alone: also from the permits of others, of own quotas, and of checked papers."""

from collections.abc import Collection

from cites.permits.models import Application
from cites.permits.queries.applications import facts_of
from cites.permits.queries.earlier_permits import earlier_permits
from cites.permits.queries.paper_checks import reasons_of_papers
from cites.permits.queries.quota_ledger import lines_that_count, some_of
from cites.permits.queries.quotas import counts, quotas_in_force
from cites.permits.rules.applications import reasons_against_application
from cites.permits.rules.earlier_permits import reasons_from_earlier_permits
from cites.permits.rules.quota_years import reasons_about_quota_year
from cites.permits.rules.quotas import of_year
from kernel.reasons import Reason
from tenants.context import today


def reasons_for_officials(of: Application) -> list[Reason]:
    """Return all that the rules say of an application today."""
    day = today()
    trade, lines = facts_of(of, day)
    published = {line.number for line in lines if line.quotas}  # of these the rules of lines say it anyway
    return [
        *reasons_against_application(trade, lines),
        *reasons_about_quota_year(trade, _under_own_quotas(of, published)),
        *reasons_from_earlier_permits(trade, lines, earlier_permits(of, day)),
        *reasons_of_papers(of),
    ]


def _under_own_quotas(of: Application, without: Collection[int]) -> list[int]:
    quotas = of_year(quotas_in_force().values(), today().year)
    lines = lines_that_count(of.document_type, of.lines.all()) if quotas else []
    counted = (line for line in lines if any(counts(quota, some_of(line, of.purpose)) for quota in quotas))
    return [line.position for line in counted if line.position not in without]
