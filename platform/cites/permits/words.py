"""Permits in the reader's words."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from cites.permits.models import EndorsementLine, Permit
from cites.permits.models.specimens import letter
from cites.permits.quantities import quantity_words, unit_words
from cites.permits.queries.permits import PermitState
from cites.species import queries as species
from kernel.reasons import Reason
from localization.formats import format_quantity
from localization.sentences import sentence_of
from localization.territories import country_name
from tenants.context import today

_STATES: dict[PermitState, tuple[str | Promise, str | Promise]] = {
    PermitState.VALID: (
        _("Valid"),
        _("This document was issued here, and may be used until the date shown. Compare it with the paper."),
    ),
    PermitState.USED: (
        _("Used"),
        _("The consignment under this document has moved. It may not be used for another one."),
    ),
    PermitState.CANCELLED: (
        _("Cancelled"),
        _("The Management Authority has cancelled this document. It may not be used."),
    ),
    PermitState.EXPIRED: (
        _("Expired"),
        _("The last day of this document's validity has passed. It may not be used."),
    ),
    PermitState.HANDED_BACK: (
        _("Handed back"),
        _("This document was handed back to the Management Authority. It may not be used."),
    ),
    PermitState.SPECIMEN: (
        _("Specimen: not a permit"),
        _("This document was made for practice. It is not valid for any shipment."),
    ),
}
# What a specimen stands for in the exercise that it was made for.
_EXERCISES: dict[PermitState, str | Promise] = {
    PermitState.VALID: _("In the exercise it stands for a document that may be used."),
    PermitState.USED: _("In the exercise it stands for a document under which the consignment has moved."),
    PermitState.CANCELLED: _("In the exercise it stands for a document that was cancelled."),
    PermitState.EXPIRED: _("In the exercise it stands for a document whose last day has passed."),
    PermitState.HANDED_BACK: _("In the exercise it stands for a document that was handed back."),
}


class Coded(Protocol):
    """An entry of a code list."""

    code: str

    def name_in(self, language: str) -> str: ...


def state_words(state: PermitState) -> tuple[str | Promise, str | Promise]:
    """Return a state as a word and as a sentence for a border officer."""
    return _STATES[state]


def sentence_of_reason(reason: Reason) -> str:
    """Return the reason's sentence, with countries, quantities and units in their words."""
    language, data = get_language() or "en", dict(reason.data)
    if "country" in data:
        data["country"] = country_name(str(data["country"]), language)
    if {"most", "unit"} <= data.keys():
        most = Decimal(data["most"])
        data |= {
            "most": format_quantity(most, language),
            "unit": unit_words(data["unit"], most, day=today(), language=language),
        }
    return sentence_of(replace(reason, data=data))


def sentence_about_line(reason: Reason) -> str:
    """Return the reason's sentence, after `Line A` where it is about one line only."""
    line, sentence = reason.data.get("line"), sentence_of_reason(reason)
    if not isinstance(line, int):
        return sentence
    return gettext("Line %(letter)s: %(sentence)s") % {"letter": letter(line), "sentence": sentence}


def exercise_words(state: PermitState) -> str | Promise:
    """Return for what a document of a practice twin stands in the exercise."""
    return _EXERCISES[state]


def rows_of_lines(permit: Permit, language: str) -> list[tuple[str, str, str, str, str, str]]:
    """Return every line as letter, species, common name, term, quantity with unit, Appendix with source."""
    terms = species.terms(permit.issued_on)
    return [
        (
            line.letter,
            line.scientific_name,
            line.common_name,
            _named(line.term, terms, language),
            quantity_words(line.quantity, line.unit, day=permit.issued_on, language=language),
            f"{line.appendix} {''.join(line.sources)}",
        )
        for line in permit.lines.all()
    ]


def exported_rows(permit: Permit, language: str) -> list[tuple[str, str]]:
    """Return box 14 as letter and actual quantity with its unit; nothing before the copy has come back."""
    endorsement = getattr(permit, "endorsement", None)
    rows = endorsement.lines.select_related("permit_line").order_by("permit_line__position") if endorsement else []
    return [(row.permit_line.letter, _exported(row, permit.issued_on, language)) for row in rows]


def _exported(row: EndorsementLine, day: date, language: str) -> str:
    return quantity_words(row.quantity, row.permit_line.unit, day=day, language=language)


def _named(code: str, entries: Iterable[Coded], language: str) -> str:
    return next((entry.name_in(language) for entry in entries if entry.code == code), code)
