"""The audit trail for auditors and administrators: on the page and as CSV."""

from collections.abc import Iterator
from itertools import islice

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cites.accounts.access import SignedInRequest, requires
from cites.casework.forms.audit import AuditFilterForm
from cites.casework.queries.audit import CSV_HEADER, csv_row, entries, shown
from cites.casework.rules import AUDIT_READERS
from cites.casework.spreadsheets import BEGINNING, csv_line
from tenants.audit.models import AuditEntry
from tenants.audit.services import record
from tenants.context import current_party, party_context
from tenants.models import Party

PAGE_SIZE = 50
CHUNK = 1000


@require_safe
@requires(*AUDIT_READERS)
def audit(request: SignedInRequest) -> HttpResponse:
    """Who did what, and when, filtered."""
    return _page(request, AuditFilterForm(request.GET or None))


def _page(request: SignedInRequest, form: AuditFilterForm) -> HttpResponse:
    valid = form.is_valid() or not form.is_bound
    page = Paginator(entries(form.filters), PAGE_SIZE).get_page(request.GET.get("page"))
    query = request.GET.urlencode()
    context = {
        "form": form,
        "page": page,
        "entries": [shown(entry) for entry in page],
        "csv_address": reverse("audit-csv") + (f"?{query}" if query else ""),
    }
    return render(request, "casework/audit.html", context, status=200 if valid else 422)


@require_safe
@requires(*AUDIT_READERS)
def audit_csv(request: SignedInRequest) -> HttpResponseBase:
    """The same entries as CSV, which is itself an act worth an entry; nothing where a filter cannot be read."""
    form = AuditFilterForm(request.GET or None)
    if form.is_bound and not form.is_valid():
        return _page(request, form)
    record("audit.exported", subject="audit:trail", actor=request.user)
    found = entries(form.filters)
    response = StreamingHttpResponse(_csv(current_party(), found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="audit-{current_party().slug}.csv"'
    return response


def _csv(party: Party, found: QuerySet[AuditEntry]) -> Iterator[str]:
    """The rows; the server reads them after the request has left the Party, so they go back into it.

    Never between two of them, for a reader who breaks off would leave them there.
    """
    yield BEGINNING + csv_line(CSV_HEADER)
    entries = found.iterator(chunk_size=CHUNK)
    while lines := _next_lines(party, entries):
        yield from lines


def _next_lines(party: Party, entries: Iterator[AuditEntry]) -> list[str]:
    with party_context(party):
        return [csv_line(csv_row(entry)) for entry in islice(entries, CHUNK)]
