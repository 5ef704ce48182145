"""Reading what other authorities than the Scientific one found."""

from collections.abc import Mapping

from cites.permits.models import Application, AuthorityFinding
from cites.permits.queries.findings import day_of_decision, findings_that_count
from workflows.models import Duty, DutyKind


def authority_findings_that_count(of: Application) -> list[AuthorityFinding]:
    """Return each authority's latest finding on the application as it was last sent, in the order in which they came.

    An earlier one was of what the application said before; only who did the finding on this case can have made it.
    """
    found = of.authority_findings.filter(
        official__in=Duty.objects.filter(case=of.case, duty=DutyKind.FIND).values("person")
    )
    if of.submitted_at is not None:
        found = found.filter(made_at__gte=of.submitted_at)
    latest: Mapping[str, AuthorityFinding] = {each.authority: each for each in found}
    return sorted(latest.values(), key=lambda each: (each.made_at, each.pk))


def unfavourable_authorities(of: Application) -> list[AuthorityFinding]:
    """Return those findings that count and are not favourable."""
    return [each for each in authority_findings_that_count(of) if not each.is_favourable]


def conditions_found(of: Application) -> list[str]:
    """Return the conditions of every finding that counts: those of Article IX's authorities, then the others'."""
    stated = [each.conditions for each in findings_that_count(of, day_of_decision(of))]
    stated += [each.conditions for each in authority_findings_that_count(of)]
    return [each for each in dict.fromkeys(text.strip() for text in stated) if each]
