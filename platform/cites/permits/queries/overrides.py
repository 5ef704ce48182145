"""Rules against which an application is approved only for a reason that a named official gives."""

from cites.permits.models import Application, RuleOverride
from cites.permits.queries.applications import reasons_against
from kernel.reasons import Reason, Severity


def rules_to_override(of: Application) -> list[Reason]:
    """Return what speaks against an application and leaves room for an official's decision."""
    return [reason for reason in reasons_against(of) if reason.severity is Severity.OVERRIDE]


def overrides_of(of: Application) -> list[RuleOverride]:
    """Return what officials decided against such rules, with the officials, in the order in which they did."""
    return list(RuleOverride.objects.filter(application=of).select_related("official"))
