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
from cites.permits.queries.verification import FORGED, UNKNOWN, UNREADABLE
from cites.permits.rules.batches import documents_asked
from cites.permits.rules.document_types import DOCUMENTS
from cites.species import queries as species
from cites.species.starter_words import is_foreign_english, translated
from kernel.reasons import Reason
from localization.formats import format_quantity
from localization.sentences import sentence_of
from localization.territories import country_name
from tenants.context import today
from tenants.releases.queries import release

_STATES: dict[PermitState, tuple[str | Promise, str | Promise]] = {
    PermitState.VALID: (
        _("Valid"),
        _("This document was issued here, and may be used until the date shown. Compare it with the paper."),
    ),
    PermitState.USED: (
        _("Used"),
        _("What this document allows has taken place. It may not be used for another consignment."),
    ),
    PermitState.CANCELLED: (
        _("Cancelled"),
        _("The Management Authority has cancelled this document. It may not be used."),
    ),
    PermitState.LOST: (
        _("Reported lost or stolen"),
        _("This document was reported lost or stolen. It may not be used: keep it, and tell the Management Authority."),
    ),
    PermitState.REPLACED: (
        _("Replaced"),
        _("The Management Authority has cancelled this document and issued another in its place. It may not be used."),
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
    PermitState.USED: _("In the exercise it stands for a document that has been used."),
    PermitState.CANCELLED: _("In the exercise it stands for a document that was cancelled."),
    PermitState.EXPIRED: _("In the exercise it stands for a document whose last day has passed."),
    PermitState.LOST: _("In the exercise it stands for a document that was reported lost or stolen."),
    PermitState.REPLACED: _("In the exercise it stands for a document that was replaced by another."),
    PermitState.HANDED_BACK: _("In the exercise it stands for a document that was handed back."),
}


_NO_STATES: dict[str, str | Promise] = {
    "HS": _("The high seas"),
    "XX": _("A country that is not known"),
    "XV": _("Several countries"),
}


class Coded(Protocol):
    """An entry of a code list."""

    code: str

    def name_in(self, language: str) -> str: ...


_NO_PERMITS: dict[str, tuple[str | Promise, str | Promise]] = {
    UNKNOWN: (
        _("Unknown document"),
        _("No permit was issued here under this code. The document may be forged or altered, or the code mistyped."),
    ),
    FORGED: (
        _("Forged"),
        _("This QR code was made or altered by somebody who is not the Management Authority."),
    ),
    UNREADABLE: (
        _("Not a whole QR code"),
        _("Only a part of the code arrived here, so nothing can be said of the document."),
    ),
}


def no_permit_words(state: str) -> tuple[str | Promise, str | Promise]:
    """Return, for a code or token without a permit, what it is in a word, and a sentence for a border officer."""
    return _NO_PERMITS[state]


def state_words(state: PermitState) -> tuple[str | Promise, str | Promise]:
    """Return a state as a word and as a sentence for a border officer."""
    return _STATES[state]


def sentence_of_reason(reason: Reason) -> str:
    """Return the reason's sentence, with countries, questions, quantities and units in their words."""
    language, data = get_language() or "en", dict(reason.data)
    if "country" in data:
        data["country"] = country_name(str(data["country"]), language)
    if data.get("note"):
        data["note"] = translated(data["note"])
    if "preferred" in data:
        data["preferred"] = _named(str(data["preferred"]), species.units(today()), language)
    if "question" in data:
        data["question"] = gettext(str(data["question"]))
    if {"most", "unit"} <= data.keys():
        numbers = {name: Decimal(data[name]) for name in ("most", "left", "asked", "over", "taken") if name in data}
        data |= {name: format_quantity(number, language) for name, number in numbers.items()}
        data |= {
            f"unit_{name}": unit_words(data["unit"], number, day=today(), language=language)
            for name, number in numbers.items()
        }
        data["unit"] = unit_words(data["unit"], numbers["most"], day=today(), language=language)
    return sentence_of(replace(reason, data=data))


def english_in(reason: Reason) -> str:
    """Return the words of a listing or a quota that stand in a reason's sentence as they were published, in English.

    Nothing where the reader reads English, or has these words in a language of their own.
    """
    note = str(reason.data.get("note", ""))
    return note if is_foreign_english(note) else ""


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


def place_name(iso2: str, language: str) -> str:
    """Return the name of a country, or of a place that has a code and is no State's; nothing where there is none."""
    if iso2 in _NO_STATES:
        return str(_NO_STATES[iso2])
    return country_name(iso2, language) if iso2 else ""


def export_words(permit: Permit, language: str) -> str:
    """Return where the specimens come from, where that is another country than the one that issues."""
    return "" if permit.exporter_country == issuer_of(permit) else place_name(permit.exporter_country, language)


def destination_words(permit: Permit, language: str) -> str:
    """Return the country of box 3a, or why the box is blank."""
    if permit.consignee_country:
        return place_name(permit.consignee_country, language)
    if not DOCUMENTS[permit.document_type].for_one_consignee:
        return gettext("Left blank: the holder travels with the specimens")
    return gettext("Left for the holder to complete")


def issuer_of(permit: Permit) -> str:
    """Return the ISO code of the Party that issued the permit."""
    return str(release(permit.release_number).profile.iso2)


def batch_words(permit: Permit) -> str:
    """Return which of several documents issued together a permit is, or nothing where it is alone."""
    count = documents_asked(permit.document_type, permit.answers)
    if count == 1:
        return ""
    return gettext("%(position)d of %(count)d that were issued together") % {
        "position": permit.batch_position,
        "count": count,
    }


def number_words(numbers: Iterable[str]) -> str:
    """Return the numbers of the permits of one case; of a batch the first and the last."""
    known = sorted(numbers)
    return ", ".join(known) if len(known) <= 2 else f"{known[0]} – {known[-1]}"


def _exported(row: EndorsementLine, day: date, language: str) -> str:
    return quantity_words(row.quantity, row.permit_line.unit, day=day, language=language)


def _named(code: str, entries: Iterable[Coded], language: str) -> str:
    return next((entry.name_in(language) for entry in entries if entry.code == code), code)
