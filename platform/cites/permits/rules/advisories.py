"""Stricter measures of destinations, as far as we know of them: advice to who sends there, no law of a Party."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from cites.permits.rules.catalogue import reason
from cites.permits.rules.facts import LineFacts
from kernel.reasons import Reason
from kernel.text import gettext_noop

EUROPEAN_UNION: Final = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Advisory:
    """What some destinations ask beyond the Convention, of which Appendices, and where it is written."""

    countries: frozenset[str]
    appendices: str
    message: str
    source: str


ADVISORIES: Final = (
    Advisory(
        EUROPEAN_UNION,
        "II",
        gettext_noop("%(country)s may ask for an import permit for Appendix II as well. Ask its authority first."),
        "Regulation (EC) No 338/97; Regulation (EC) No 865/2006",
    ),
    Advisory(
        EUROPEAN_UNION,
        "III",
        gettext_noop("%(country)s may ask the importer for an import notification."),
        "Regulation (EC) No 338/97",
    ),
    Advisory(
        frozenset({"US"}),
        "I II III",
        gettext_noop(
            "%(country)s has laws of its own on endangered species and may refuse what the Convention allows."
        ),
        "50 CFR Part 23",
    ),
)


def advisories(line: LineFacts, destination: str) -> Iterator[Reason]:
    """Yield what the destination is known to ask of such specimens beyond the Convention."""
    for each in ADVISORIES:
        if destination in each.countries and line.appendix in each.appendices.split():
            yield reason("B-STRICT", each.message, source=each.source, line=line.number, country=destination)
