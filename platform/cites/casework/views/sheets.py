"""Many lines at once: a sheet is uploaded, read in the background, looked at, and its good rows are added."""

from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from cites.accounts.access import SignedInRequest
from cites.casework.forms.sheet import SheetForm
from cites.casework.queries.applications import ApplicationView, application_view
from cites.casework.queries.sheets import (
    ShownSheet,
    annotated_sheet,
    shown_rows,
    shown_sheet,
    taxa_of_rows,
    template_workbook,
)
from cites.casework.queries.words import language
from cites.casework.views.applications import applicants_only
from cites.casework.views.sections import closed
from cites.permits.errors import SheetNotReady, TooManyLines
from cites.permits.models import LineSheet
from cites.permits.models.line_sheet import CONTENT_TYPES
from cites.permits.queries.line_sheets import rows_of, sheet_of
from cites.permits.rules.parts import LINES
from cites.permits.services.line_sheets import accept_rows, discard_sheet, keep_sheet
from cites.permits.sheets.writing import empty_csv
from localization.sentences import sentence_of
from tenants.errors import FaultyAttachment

PAGE_SIZE: Final = 50
SHOWN: Final = {"bad": False, "good": True}
_CSV, _XLSX = CONTENT_TYPES


@applicants_only
def sheet(request: SignedInRequest, reference: str) -> HttpResponse:
    """Upload a sheet; then see how far it is, and what was read in it."""
    view = application_view(reference, request.user)
    if answer := closed(request, view, is_open=LINES in view.writing.open):
        return answer
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _kept(request, view, form):
        return redirect("application-sheet", reference)
    found = sheet_of(view.application)
    shown = {"view": view, "form": form, **(_shown(request, found) if found else {})}
    response = render(request, "applications/sheet.html", shown, status=422 if request.method == "POST" else 200)
    if "HX-Request" in request.headers and (found is None or not shown_sheet(found).is_waited_for):
        response["HX-Refresh"] = "true"  # what was waited for is there: the whole page is another one
    return response


@require_POST
@applicants_only
def accept(request: SignedInRequest, reference: str) -> HttpResponse:
    """Add the good rows; a second click adds nothing more."""
    view = application_view(reference, request.user)
    if answer := closed(request, view, is_open=LINES in view.writing.open):
        return answer
    key = request.POST.get("sheet", "")
    try:
        made = accept_rows(
            application=view.application,
            sheet=int(key) if key.isdecimal() and len(key) < 18 else 0,
            actor=request.user,
        )
    except (SheetNotReady, TooManyLines) as error:
        messages.error(request, sentence_of(error))
        return redirect("application-sheet", reference)
    if made:
        told = ngettext("%(count)s line was added.", "%(count)s lines were added.", made)
        messages.success(request, told % {"count": made})
    return redirect("application-sheet" if sheet_of(view.application) else "application-lines", reference)


@require_POST
@applicants_only
def discard(request: SignedInRequest, reference: str) -> HttpResponse:
    """Remove the sheet and what was read in it."""
    view = application_view(reference, request.user)
    if answer := closed(request, view, is_open=LINES in view.writing.open):
        return answer
    discard_sheet(application=view.application, actor=request.user)
    return redirect("application-lines", reference)


@require_safe
@applicants_only
def annotated(request: SignedInRequest, reference: str) -> HttpResponse:
    """The sheet again, with what is wrong in a column of its own."""
    view = application_view(reference, request.user)
    found = sheet_of(view.application)
    if found is None or not shown_sheet(found).is_read:
        raise Http404(_("There is no such paper."))
    stem, word = found.name.rpartition(".")[0], _("checked")
    return _file(annotated_sheet(found), found.content_type, f"{stem}-{word}.{found.extension}")


@require_safe
@applicants_only
def template_csv(request: SignedInRequest, reference: str) -> HttpResponse:
    """An empty CSV to fill in."""
    view = application_view(reference, request.user)
    return _file(empty_csv(language()), _CSV, f"{view.reference}.csv")


@require_safe
@applicants_only
def template_xlsx(request: SignedInRequest, reference: str) -> HttpResponse:
    """An empty workbook to fill in, with the lists of codes."""
    view = application_view(reference, request.user)
    return _file(template_workbook(), _XLSX, f"{view.reference}.xlsx")


def _kept(request: SignedInRequest, view: ApplicationView, form: SheetForm) -> bool:
    """Whether the file is one that can be read; if not, the form says why and the sheet of before stays."""
    facts = form.cleaned_data
    try:
        keep_sheet(
            application=view.application, file=facts["file"], actor=request.user, decimal_mark=facts["decimal_mark"]
        )
    except FaultyAttachment as error:
        form.add_error("file", sentence_of(error))
        return False
    return True


def _shown(request: SignedInRequest, found: LineSheet) -> dict[str, object]:
    shown: ShownSheet = shown_sheet(found)
    if not shown.is_read:
        return {"sheet": shown}
    which = request.GET.get("show", "")
    which = which if which in SHOWN else ("bad" if found.bad else "good")
    page = Paginator(rows_of(found, good=SHOWN[which]), PAGE_SIZE).get_page(request.GET.get("page"))
    return {"sheet": shown, "which": which, "page": page, "rows": shown_rows(found, page), "taxa": taxa_of_rows(page)}


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
