"""Operators of the simplified procedure as their pages list them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cites.casework.queries.words import CodeNames, Rows, language
from cites.permits.models import RegisteredOperator
from cites.permits.queries.operators import OperatorState, operators, state_on
from localization.formats import format_date
from tenants.context import current_profile

MOST = 200
_STATES: dict[OperatorState, tuple[str, str | Promise]] = {
    OperatorState.PENDING: ("pending", gettext_lazy("Not in force yet")),
    OperatorState.IN_FORCE: ("applied", gettext_lazy("In force")),
    OperatorState.SUSPENDED: ("locked", gettext_lazy("Suspended")),
    OperatorState.OVER: ("expired", gettext_lazy("Over")),
}


@dataclass(frozen=True)
class ListedOperator:
    """One registration in a list, with where it stands today."""

    operator: RegisteredOperator
    state: tuple[str, str | Promise]
    species: str


def listed_operators(text: str = "", *, every: bool = False) -> list[ListedOperator]:
    """Return the registrations that are not over, or all, by number; those that hold the text where one is given."""
    found = operators()
    if text:
        named = Q(number__icontains=text) | Q(organisation__name__icontains=text) | Q(person__full_name__icontains=text)
        found = found.filter(named | Q(species__scientific_name__icontains=text)).distinct()
    listed = (each for each in found if every or state_on(each) is not OperatorState.OVER)
    return shown_operators(list(listed)[:MOST])


def shown_operators(found: Iterable[RegisteredOperator]) -> list[ListedOperator]:
    """Return registrations as lists and applicants' pages show them."""
    return [ListedOperator(each, _STATES[state_on(each)], ", ".join(map(str, each.species.all()))) for each in found]


def rows_of_operator(found: RegisteredOperator) -> Rows:
    """What a registration says, as label and value; what is empty is left out."""
    names, reader = CodeNames(), language()
    rows: Rows = [
        (_("Operator"), found.holder),
        (_("Species approved beforehand"), "\n".join(map(str, found.species.all())) or _("None so far")),
        (_("Kinds of specimen"), ", ".join(names.coded("terms", code) for code in found.terms.split()) or _("All")),
        (_("Sources"), ", ".join(names.coded("sources", code) for code in found.sources.split()) or _("All")),
        (_("Valid from"), format_date(found.valid_from, reader)),
        (_("Valid until"), format_date(found.last_day, reader)),
        (_("Remark"), found.remark),
        (_("Registered by"), str(found.official.full_name)),
        (_("Registered on"), format_date(found.registered_at.astimezone(current_profile().zone).date(), reader)),
    ]
    return [row for row in rows if row[1]]


def state_words(found: RegisteredOperator) -> tuple[str, str | Promise]:
    """Where a registration stands today: a status and its words."""
    return _STATES[state_on(found)]
