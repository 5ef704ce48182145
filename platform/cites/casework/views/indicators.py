"""The indicators of the Framework's first pillar, on a page and as CSV."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cites.accounts.access import SignedInRequest, requires
from cites.casework.forms.indicators import PeriodForm
from cites.casework.queries.applications import document_types
from cites.casework.queries.charts import in_words, plain_rows, show_indicator
from cites.casework.queries.indicators import ByMonth, figures_by_month, last_day, open_now
from cites.casework.rules import INDICATOR_READERS
from cites.casework.spreadsheets import BEGINNING, csv_line
from cites.casework.tables import INDICATORS
from cites.permits.models import Permit
from cites.permits.queries.completeness import incomplete_permits
from tenants.context import current_party, current_profile, today

MOST_NAMED = 20
ALL = "all"


@require_safe
@requires(*INDICATOR_READERS)
def indicators(request: SignedInRequest) -> HttpResponse:
    """Each indicator as a chart with its table, for the months and the document that were chosen."""
    return _page(request, PeriodForm(request.GET or None, today=today()))


def _page(request: SignedInRequest, form: PeriodForm) -> HttpResponse:
    valid = form.is_valid() or not form.is_bound
    months, document = form.months, form.document_type
    figures = figures_by_month(months)
    context = {
        "form": form,
        "shown": [show_indicator(each, months, figures, document) for each in INDICATORS],
        "waiting": _waiting(document),
        "incomplete": _incomplete(months, figures, document),
        "standards": [(name, current_profile().days_for(code)) for code, name in document_types()],
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
        "all_address": reverse("indicators-csv", args=[ALL]),
    }
    return render(request, "casework/indicators.html", context, status=200 if valid else 422)


@require_safe
@requires(*INDICATOR_READERS)
def indicators_csv(request: SignedInRequest, indicator: str) -> HttpResponse:
    """One table, or all of them side by side, with a row for each month and document; nothing of what is not known."""
    chosen = [each for each in INDICATORS if indicator in (each.name, ALL)]
    if not chosen:
        raise Http404
    form = PeriodForm(request.GET or None, today=today())
    if form.is_bound and not form.is_valid():
        return _page(request, form)
    figures = figures_by_month(form.months)
    documents = _documents(figures, form.document_type)
    rows = plain_rows(chosen, form.months, figures, documents)
    response = HttpResponse(BEGINNING + "".join(csv_line(row) for row in rows), content_type="text/csv; charset=utf-8")
    period = f"{form.months[0]:%Y-%m}-{form.months[-1]:%Y-%m}"
    filename = f"indicators-{indicator}-{current_party().slug}-{period}.csv"
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def _documents(figures: ByMonth, document: str) -> list[tuple[str, str]]:
    """The documents of which something is counted, with the one that was asked for; where there is none, the first."""
    names = dict(document_types())
    counted = {code for _month, code in figures} | ({document} if document else set())
    found = [(code, name) for code, name in names.items() if code in counted]
    found += [(code, code) for code in sorted(counted - names.keys())]
    return [each for each in found or list(names.items())[:1] if document in ("", each[0])]


def _waiting(document: str) -> list[tuple[str, str, str]]:
    names = dict(document_types())
    return [
        (names.get(each.document_type, each.document_type), in_words(each.waiting), in_words(each.overdue))
        for each in open_now(today())
        if document in ("", each.document_type)
    ]


def _incomplete(months: list[date], figures: ByMonth, document: str) -> list[Permit]:
    """The permits to look at; mostly there is none, and nothing is read."""
    if all(each.complete == each.issued for each in figures.values()):
        return []
    return incomplete_permits(months[0], last_day(months[-1]), MOST_NAMED, document)
