"""Putting on record that an official decided against a rule."""

from collections.abc import Iterable

from cites.accounts.models import User
from cites.permits.models import Application, RuleOverride
from kernel.reasons import Reason
from tenants.audit.services import record


def override_rules(*, application: Application, rules: Iterable[Reason], reason: str, official: User) -> None:
    """Keep each rule with what it said and the official's reason; nothing where there are no rules."""
    kept = [
        RuleOverride(
            application=application,
            rule=rule.code,
            line=rule.data.get("line"),
            said=str(rule)[:400],
            source=rule.source,
            reason=reason,
            official=official,
        )
        for rule in rules
    ]
    if not kept:
        return
    RuleOverride.objects.bulk_create(kept)
    codes = sorted({each.rule for each in kept})
    record("application.rules_overridden", subject=application.subject, actor=official, data={"rules": codes})
