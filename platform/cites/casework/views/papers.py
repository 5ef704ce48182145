"""Permits that were issued on paper: a series is read from a sheet, looked at, and taken into the register."""

from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from cites.accounts.access import SignedInRequest, requires
from cites.casework.forms.sheet import SheetForm
from cites.casework.queries.papers import lines_of_paper, rows_of_paper, shown_paper_rows
from cites.casework.queries.register import state_shown
from cites.casework.queries.sheets import taxa_of_rows
from cites.casework.queries.words import language
from cites.casework.rules import PAPER_IMPORTERS
from cites.permits.errors import SheetNotReady
from cites.permits.models import PaperSheet
from cites.permits.queries.papers_imported import find_paper_permit, find_paper_sheet, paper_sheets
from cites.permits.queries.permits import READERS
from cites.permits.services.papers_imported import accept_papers, discard_paper_sheet, read_paper_sheet
from cites.permits.sheets.columns import COLUMNS
from cites.permits.sheets.faults import FaultySheet
from cites.permits.sheets.paper_columns import PAPER_COLUMNS
from cites.permits.sheets.writing import empty_csv
from cites.permits.words import state_words
from localization.sentences import sentence_of
from tenants.context import today

PAGE_SIZE: Final = 50
SHOWN_SHEETS: Final = 50


@requires(*PAPER_IMPORTERS)
def papers(request: SignedInRequest) -> HttpResponse:
    """Upload a sheet of permits on paper; below, the sheets that were read before."""
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            facts = form.cleaned_data
            read = read_paper_sheet(file=facts["file"], actor=request.user, decimal_mark=facts["decimal_mark"])
            return redirect("register-paper-sheet", read.pk)
        except FaultySheet as error:
            form.add_error("file", sentence_of(error))
    sheets = paper_sheets()[:SHOWN_SHEETS]
    status = 422 if request.method == "POST" else 200
    return render(request, "casework/papers.html", {"form": form, "sheets": sheets}, status=status)


@require_safe
@requires(*PAPER_IMPORTERS)
def template_csv(request: SignedInRequest) -> HttpResponse:
    """An empty CSV to fill in."""
    response = HttpResponse(empty_csv(language(), (*PAPER_COLUMNS, *COLUMNS)), content_type="text/csv")
    response["Content-Disposition"] = content_disposition_header(True, "permits-on-paper.csv") or "attachment"
    return response


@require_safe
@requires(*PAPER_IMPORTERS)
def sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was read in a sheet: rows with faults first, or those that can be taken over."""
    found = _found(pk)
    which = request.GET.get("show", "")
    which = which if which in ("good", "bad") else ("bad" if found.bad else "good")
    page = Paginator(found.rows.filter(is_good=which == "good"), PAGE_SIZE).get_page(request.GET.get("page"))
    shown = {
        "sheet": found,
        "which": which,
        "page": page,
        "rows": shown_paper_rows(found, page),
        "taxa": taxa_of_rows(page),
    }
    return render(request, "casework/paper_sheet.html", shown)


@require_POST
@requires(*PAPER_IMPORTERS)
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the good rows into the register; a second click takes nothing more."""
    try:
        made = accept_papers(sheet=_found(pk).pk, actor=request.user)
    except SheetNotReady as error:
        messages.error(request, sentence_of(error))
        return redirect("register-papers")
    if made:
        told = ngettext("%(count)s permit is in the register now.", "%(count)s permits are in the register now.", made)
        messages.success(request, told % {"count": made})
    return redirect("register-paper-sheet", pk)


@require_POST
@requires(*PAPER_IMPORTERS)
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give up the rows of a sheet that were not taken over."""
    discard_paper_sheet(sheet=_found(pk).pk, actor=request.user)
    return redirect("register-papers")


@require_safe
@requires(*READERS)
def paper(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is on record of a permit that was issued on paper."""
    found = find_paper_permit(pk)
    if found is None:
        raise Http404(_("There is no such permit."))
    state = state_shown(found.register_entry, today())
    shown = {"paper": found, "rows": rows_of_paper(found), "lines": lines_of_paper(found)}
    return render(request, "casework/paper.html", shown | {"state_key": state.value, "state": state_words(state)[0]})


def _found(pk: int) -> PaperSheet:
    found = find_paper_sheet(pk)
    if found is None:
        raise Http404(_("There is no such sheet."))
    return found
