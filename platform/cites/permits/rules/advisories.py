"""Stricter measures of other countries, as far as we know of them: advice to who sends there, no law of a Party."""

from collections.abc import Iterator
from dataclasses import replace

from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.facts import AdvisedFacts, LineFacts
from kernel.reasons import Reason, Severity
from kernel.text import gettext_noop


def reasons_from_advisories(line: LineFacts) -> Iterator[Reason]:
    """Yield what destination and departure are known to ask of such specimens beyond the Convention."""
    for each in line.advised:
        about = on_line(line, "taxon", country=each.country, says=each.says)
        yield _as_binding(reason("B-STRICT", _message(each), source=each.source, **about), each)


def _message(each: AdvisedFacts) -> str:
    """Return the sentence; what nobody compared with that country's law says so."""
    if each.against and each.checked:
        return gettext_noop("%(country)s: it is advised against. %(says)s")
    if each.against:
        return gettext_noop("%(country)s: it is advised against. %(says)s (Not yet compared with its law.)")
    if each.checked:
        return gettext_noop("%(country)s: %(says)s")
    return gettext_noop("%(country)s: %(says)s (Not yet compared with its law.)")


def _as_binding(said: Reason, each: AdvisedFacts) -> Reason:
    """Return it as what an official gives a reason for, where it is advised against; hearsay only warns."""
    return replace(said, severity=Severity.OVERRIDE) if each.against and each.checked else said
