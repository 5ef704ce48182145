"""Giving out permit numbers: unique, in the transaction that issues."""

from django.db import transaction

from cites.permits.models import NumberCounter
from cites.permits.rules.numbering import LAST_SERIAL, SPECIMEN, PermitNumber, render_number
from tenants.context import current_party, current_profile, today

SERIES = "permit"


def take_number(*, document_type: str) -> str:
    """Return the next number of the Party's local year, e.g. ``26BB000001``.

    Call it inside the transaction that uses the number: the year's row stays locked until then, so two
    who issue at once wait for each other, and a rollback gives the number back. Raises FaultyTemplate
    and SeriesExhausted.
    """
    year = today().year
    with transaction.atomic():
        NumberCounter.objects.get_or_create(series=SERIES, year=year)
        counter = NumberCounter.objects.select_for_update().get(series=SERIES, year=year)
        counter.last += 1
        counter.save(update_fields=["last"])
    return _number(year, counter.last, document_type)


def longest_number(*, document_type: str) -> str:
    """Return the last number that this year could have, for a trial: it takes none. Raises FaultyTemplate."""
    return _number(today().year, LAST_SERIAL, document_type)


def _number(year: int, serial: int, document_type: str) -> str:
    profile = current_profile()
    number = PermitNumber(year=year, iso2=profile.numbers_iso2, serial=serial, document_type=document_type)
    mark = SPECIMEN if current_party().practice else ""
    return mark + render_number(profile.numbering.template, number)
