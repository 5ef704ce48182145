"""Giving out permit numbers: unique, in the transaction that issues."""

from django.db import transaction

from cites.permits.models import NumberCounter
from cites.permits.queries.applications import today
from cites.permits.rules.numbering import PermitNumber, render_number
from tenants.context import current_profile

SERIES = "permit"


def take_number(*, document_type: str) -> str:
    """Return the next number of the Party's local year, e.g. ``26BB000001``.

    Call it inside the transaction that uses the number: the year's row stays locked until then, so two
    who issue at once wait for each other, and a rollback gives the number back. Raises FaultyTemplate
    and SeriesExhausted.
    """
    profile = current_profile()
    year = today().year
    with transaction.atomic():
        NumberCounter.objects.get_or_create(series=SERIES, year=year)
        counter = NumberCounter.objects.select_for_update().get(series=SERIES, year=year)
        counter.last += 1
        counter.save(update_fields=["last"])
    number = PermitNumber(year=year, iso2=profile.iso2, serial=counter.last, document_type=document_type)
    return render_number(profile.numbering.template, number)
