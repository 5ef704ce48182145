"""Rules against which an application is approved, or a paper registered, only for a named official's reason."""

from cites.permits.models import Application, RuleOverride
from cites.permits.queries.applications import reasons_against
from cites.permits.queries.paper_checks import reasons_of_papers
from cites.permits.queries.quotas import reasons_beyond_quotas
from kernel.reasons import Reason, Severity


def rules_to_override(of: Application) -> list[Reason]:
    """Return what speaks against an application and leaves room for an official's decision.

    That too little is left of a quota is told as it is now; it stays so only for whoever holds the quotas.
    """
    return [*_leaving_room(of), *reasons_beyond_quotas(of), *reasons_of_papers(of)]


def rules_against_registering(of: Application) -> list[Reason]:
    """Return what leaves room for who registers a paper; nothing is issued, so that no quota of ours counts."""
    return [*_leaving_room(of), *reasons_of_papers(of)]


def _leaving_room(of: Application) -> list[Reason]:
    return [reason for reason in reasons_against(of) if reason.severity is Severity.OVERRIDE]


def may_overdraw(of: Application) -> bool:
    """Tell whether an official decided that an application may take more than is left of a quota."""
    return RuleOverride.objects.filter(application=of, rule="B-QUOTA", line=None).exists()


def overrides_of(of: Application) -> list[RuleOverride]:
    """Return what officials decided against such rules, with the officials, in the order in which they did."""
    return list(RuleOverride.objects.filter(application=of).select_related("official"))
