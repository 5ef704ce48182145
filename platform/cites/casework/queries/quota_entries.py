"""The entries of the ledger that a quota counts: on the page, and as rows for a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cites.accounts.models import User
from cites.casework.queries.quotas import quota_words
from cites.casework.queries.visible import visible_applications
from cites.casework.queries.words import CodeNames, when
from cites.permits.models import QuotaEntry
from cites.permits.models.specimens import letter
from cites.permits.queries.quota_booked import entries_of
from cites.permits.rules.quantities import plain
from cites.permits.rules.quotas import Quota
from cites.species import queries as species
from tenants.context import current_profile


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One entry in the reader's words; addresses are empty where the reader may not go there."""

    at: str
    movement: str
    specimens: str
    reserved: str
    committed: str
    case: str
    case_address: str
    permit: str
    permit_address: str


def entries_with_cases(quota: Quota, year: int) -> QuerySet[QuotaEntry]:
    """Return the entries with their cases and permits, the latest first."""
    return entries_of(quota, year).select_related("application__case", "permit_line__permit")


def shown_entries(entries: Iterable[QuotaEntry], reader: User) -> list[ShownEntry]:
    """Return entries as they are read."""
    found, names = list(entries), CodeNames()
    own = visible_applications(reader).filter(pk__in={entry.application_id for entry in found})
    open_to_reader = set(own.values_list("pk", flat=True))
    return [_shown(entry, names, entry.application_id in open_to_reader) for entry in found]


def csv_header() -> list[str]:
    """Return what the columns of the file are called."""
    return [
        _("When (%(zone)s)") % {"zone": current_profile().time_zone},
        _("Movement"), _("Year"), _("Case"), _("Permit"), _("Line"), _("Scientific name"),
        _("Kind of specimen"), _("Sources"), _("Unit"), pgettext("a quantity", "Approved"), _("Used by permits"),
        _("Release"),
    ]  # fmt: skip


def csv_row(entry: QuotaEntry) -> list[Any]:
    """Return an entry as a row: codes and numbers as they are kept, the moment on the Party's clock with its offset."""
    return [
        entry.at.astimezone(current_profile().zone).isoformat(timespec="seconds"),
        entry.kind, entry.year, entry.application.reference, _permit(entry),
        letter(entry.position), _name(entry), entry.term, entry.sources, entry.unit, plain(entry.reserved),
        plain(entry.committed), entry.release_number,
    ]  # fmt: skip


def _shown(entry: QuotaEntry, names: CodeNames, may_open: bool) -> ShownEntry:
    case, permit = entry.application.reference, _permit(entry)
    return ShownEntry(
        at=when(entry.at),
        movement=entry.get_kind_display(),
        specimens=f"{_name(entry)}, {names.coded('terms', entry.term)}, {entry.sources}",
        reserved=_signed(entry.reserved, entry.unit),
        committed=_signed(entry.committed, entry.unit),
        case=case,
        case_address=reverse("case", args=[case]) if may_open else "",
        permit=permit,
        permit_address=reverse("permit", args=[permit]) if permit and may_open else "",
    )


def _signed(quantity: Decimal, unit: str) -> str:
    if not quantity:
        return ""
    return f"{'+' if quantity > 0 else '−'}{quota_words(abs(quantity), unit)}"


def _permit(entry: QuotaEntry) -> str:
    return str(entry.permit_line.permit.number) if entry.permit_line else ""


def _name(entry: QuotaEntry) -> str:
    return str(species.find_taxon(entry.taxon_code) or entry.taxon_code)
