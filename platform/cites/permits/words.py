"""Permits in the reader's words."""

from collections.abc import Iterable
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cites.permits.models import Permit
from cites.permits.queries.permits import PermitState
from cites.species import queries as species
from localization.formats import format_quantity

_STATES: dict[PermitState, tuple[str | Promise, str | Promise]] = {
    PermitState.VALID: (
        _("Valid"),
        _("This document was issued here, and may be used until the date shown. Compare it with the paper."),
    ),
    PermitState.USED: (
        _("Used"),
        _("The export under this document has taken place. It may not be used for another consignment."),
    ),
    PermitState.CANCELLED: (
        _("Cancelled"),
        _("The Management Authority has cancelled this document. It may not be used."),
    ),
    PermitState.EXPIRED: (
        _("Expired"),
        _("The last day of this document's validity has passed. It may not be used."),
    ),
}


class Coded(Protocol):
    """An entry of a code list."""

    code: str

    def name_in(self, language: str) -> str: ...


def state_words(state: PermitState) -> tuple[str | Promise, str | Promise]:
    """Return a state as a word and as a sentence for a border officer."""
    return _STATES[state]


def rows_of_lines(permit: Permit, language: str) -> list[tuple[str, str, str, str, str, str]]:
    """Return every line as letter, species, common name, term, quantity with unit, Appendix with source."""
    terms, units = species.terms(permit.issued_on), species.units(permit.issued_on)
    return [
        (
            line.letter,
            line.scientific_name,
            line.common_name,
            _named(line.term, terms, language),
            f"{format_quantity(line.quantity, language)} {_named(line.unit, units, language)}".strip(),
            f"{line.appendix} {''.join(line.sources)}",
        )
        for line in permit.lines.all()
    ]


def _named(code: str, entries: Iterable[Coded], language: str) -> str:
    return next((entry.name_in(language) for entry in entries if entry.code == code), code)
