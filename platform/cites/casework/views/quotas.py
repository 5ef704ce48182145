"""The Party's export quotas: all of this year; and one in a year with its months and its entries, also as CSV."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cites.accounts.access import SignedInRequest, requires
from cites.casework.queries.quota_entries import csv_header, csv_row, entries_with_cases, shown_entries
from cites.casework.queries.quota_pages import QuotaOfYear, listed_quotas, taxa_of_quotas, years_of_quota
from cites.casework.rules import QUOTA_READERS
from cites.casework.spreadsheets import BEGINNING, csv_line
from cites.permits.rules.quotas import FIRST_YEAR
from tenants.context import current_party, today

PAGE_SIZE = 50
LATEST = 10


@require_safe
@requires(*QUOTA_READERS)
def quota_list(request: SignedInRequest) -> HttpResponse:
    """Each quota of this year as a bar, with its numbers."""
    shown = {"quotas": listed_quotas(), "year": today().year, "taxa": taxa_of_quotas()}
    return render(request, "casework/quotas.html", shown)


@require_safe
@requires(*QUOTA_READERS)
def quota_page(request: SignedInRequest, quota: str, year: int) -> HttpResponse:
    """One quota in one year: its balance, its months, what is expected, and its latest entries or all."""
    found = _quota(quota, year)
    is_whole = bool(request.GET.get("entries") or request.GET.get("page"))
    size = PAGE_SIZE if is_whole else LATEST
    page = Paginator(entries_with_cases(found.quota, year), size).get_page(request.GET.get("page"))
    context = {
        "found": found,
        "page": page,
        "latest": not is_whole and page.has_next(),
        "entries": shown_entries(page, request.user),
        "csv_address": reverse("quota-csv", args=[quota, year]),
        "other_years": [
            (str(each), reverse("quota", args=[quota, each])) for each in years_of_quota(quota) if each != year
        ],
    }
    return render(request, "casework/quota.html", context)


@require_safe
@requires(*QUOTA_READERS)
def quota_csv(request: SignedInRequest, quota: str, year: int) -> HttpResponse:
    """The same entries as rows."""
    found = _quota(quota, year)
    rows = (csv_row(entry) for entry in entries_with_cases(found.quota, year))
    lines = [csv_line(csv_header()), *map(csv_line, rows)]
    response = HttpResponse(BEGINNING + "".join(lines), content_type="text/csv; charset=utf-8")
    filename = f"quota-{quota}-{current_party().slug}-{year}.csv"
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def _quota(quota: str, year: int) -> QuotaOfYear:
    if not FIRST_YEAR <= year <= today().year:
        raise Http404(_("There is no such quota."))
    try:
        return QuotaOfYear(quota, year)
    except KeyError:
        raise Http404(_("There is no such quota.")) from None
