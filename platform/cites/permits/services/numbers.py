"""Giving out the numbers of permits and of registered papers: unique, in the transaction that issues."""

from django.db import transaction

from cites.permits.models import NumberCounter, PaperPermit
from cites.permits.models.numbering import REGISTER, SERIES
from cites.permits.rules.numbering import LAST_SERIAL, SPECIMEN, PermitNumber, render_number, render_register_number
from tenants.context import current_party, current_profile, today


def take_number(*, document_type: str) -> str:
    """Return the next number of the Party's local year, e.g. ``26BB000001``.

    Call it inside the transaction that uses the number: the year's row stays locked until then, so two
    who issue at once wait for each other, and a rollback gives the number back. Raises FaultyTemplate
    and SeriesExhausted.
    """
    year = today().year
    number = _number(year, _next(SERIES, year), document_type)
    while PaperPermit.objects.filter(number=number).exists():  # of a series that began on paper
        number = _number(year, _next(SERIES, year), document_type)
    return number


def hold_numbers() -> None:
    """Let nobody take a permit number until this transaction ends: what is on record now stays all there is."""
    _held(SERIES, today().year)


def take_register_number() -> str:
    """Return the next number of the register of papers that others wrote, e.g. ``BB-R-26-0001``.

    It looks unlike every permit number, for nothing may be traded under it. Raises SeriesExhausted; for the rest
    it is given out as a permit number is.
    """
    year = today().year
    return _marked(render_register_number(current_profile().numbers_iso2, year, _next(REGISTER, year)))


def longest_number(*, document_type: str) -> str:
    """Return the last number that this year could have, for a trial: it takes none. Raises FaultyTemplate."""
    return _number(today().year, LAST_SERIAL, document_type)


def _number(year: int, serial: int, document_type: str) -> str:
    profile = current_profile()
    number = PermitNumber(year=year, iso2=profile.numbers_iso2, serial=serial, document_type=document_type)
    return _marked(render_number(profile.numbering.template, number))


def _next(series: str, year: int) -> int:
    with transaction.atomic():
        counter = _held(series, year)
        counter.last += 1
        counter.save(update_fields=["last"])
    return counter.last


def _held(series: str, year: int) -> NumberCounter:
    NumberCounter.objects.get_or_create(series=series, year=year)
    return NumberCounter.objects.select_for_update().get(series=series, year=year)


def _marked(number: str) -> str:
    return (SPECIMEN if current_party().practice else "") + number
