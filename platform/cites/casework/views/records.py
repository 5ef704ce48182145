"""What is on record for good: refusals, void numbers, documents granted afterwards; on a page each, and as CSV."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cites.accounts.access import SignedInRequest, requires
from cites.casework.forms.records import RefusalsForm, YearForm
from cites.casework.queries.records import Table, table_of_refusals, table_of_retrospective, table_of_voided
from cites.casework.rules import RECORD_READERS
from cites.casework.spreadsheets import BEGINNING, csv_line
from cites.permits.queries.voided import numbers_of
from tenants.context import current_party

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Record:
    """One list: what it is called and about, by what it is narrowed, and how its table comes about."""

    title: str | Promise
    about: str | Promise
    form: type[YearForm]
    table: Callable[[Any, int | None], Table]
    counts_numbers: bool = False


RECORDS: Mapping[str, Record] = {
    "refusals": Record(
        _("Refusals"),
        _("Every application that was refused, with its ground and reasons, also where an appeal has changed that."),
        RefusalsForm,
        lambda form, most: table_of_refusals(form.asked, most),
    ),
    "void-numbers": Record(
        _("Void numbers"),
        _(
            "The numbers of documents that were cancelled, replaced, handed back, lost or stolen. "
            "None is given out again."
        ),
        YearForm,
        lambda form, most: table_of_voided(form.chosen, most),
        counts_numbers=True,
    ),
    "retrospective": Record(
        _("Granted after the specimens had left"),
        _("The exceptions of a year, as they are reported to the Secretariat (Resolution Conf. 12.3)."),
        YearForm,
        lambda form, most: table_of_retrospective(form.chosen, most),
    ),
}


@require_safe
@requires(*RECORD_READERS)
def record(request: SignedInRequest, name: str) -> HttpResponse:
    """The newest rows of one list; all of them are in its CSV."""
    chosen = _known(name)
    return _page(request, name, chosen.form(request.GET))


@require_safe
@requires(*RECORD_READERS)
def record_csv(request: SignedInRequest, name: str) -> HttpResponse:
    """All rows of one list that were asked for; where a box cannot be read nothing is handed out, and it says so."""
    chosen = _known(name)
    form = chosen.form(request.GET)
    if not form.is_valid():
        return _page(request, name, form)
    table = chosen.table(form, None)
    rows = [table.heads, *([cell.plain or cell.text for cell in row] for row in table.rows)]
    response = HttpResponse(BEGINNING + "".join(csv_line(row) for row in rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{current_party().slug}.csv"'
    return response


def _page(request: SignedInRequest, name: str, form: YearForm) -> HttpResponse:
    chosen, is_understood = RECORDS[name], form.is_valid()
    table = chosen.table(form, MOST_SHOWN + 1) if is_understood else Table([], [])
    shown = {
        "record": chosen,
        "name": name,
        "form": form,
        "heads": table.heads,
        "rows": [list(zip(table.heads, row, strict=True)) for row in table.rows[:MOST_SHOWN]],
        "is_cut": len(table.rows) > MOST_SHOWN,
        "most": MOST_SHOWN,
        "numbers": numbers_of(form.chosen) if chosen.counts_numbers and is_understood else None,
        "others": [(reverse("record", args=[key]), each.title) for key, each in RECORDS.items() if key != name],
        "query": f"?{request.GET.urlencode()}" if request.GET else "",
    }
    return render(request, "casework/record.html", shown, status=200 if is_understood else 422)


def _known(name: str) -> Record:
    if name not in RECORDS:
        raise Http404
    return RECORDS[name]
