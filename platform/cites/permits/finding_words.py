"""Findings in force as officers choose them."""

from collections.abc import Iterable

from django.utils.translation import get_language, gettext

from cites.permits.models import ApplicationLine
from cites.permits.quantities import quantity_words
from cites.permits.queries.standing_findings import Offered
from localization.formats import format_date
from tenants.context import today

MOST_LETTERS = 12


def offer_words(offered: Offered) -> str:
    """A finding in force as an officer chooses it: what it says, for which lines, until when, and what it has left."""
    finding, language = offered.finding, get_language() or "en"
    left = offered.left
    words = [
        f"{finding.get_kind_display()}, {finding.scientific_name}: {finding.get_conclusion_display()}",
        letters_of(offered.lines),
        gettext("until %(day)s") % {"day": format_date(finding.last_day, language)},
        gettext("%(left)s left this year")
        % {"left": quantity_words(left, finding.unit, day=today(), language=language)}
        if left is not None
        else "",
    ]
    said = "; ".join(filter(None, words))
    return f"{said}. {gettext('Conditions')}: {finding.conditions}" if finding.conditions else said


def letters_of(lines: Iterable[ApplicationLine]) -> str:
    """The letters of some lines, the first of them where there are many."""
    letters = [line.letter for line in lines]
    more = " …" if len(letters) > MOST_LETTERS else ""
    return gettext("lines %(letters)s") % {"letters": ", ".join(letters[:MOST_LETTERS]) + more}
