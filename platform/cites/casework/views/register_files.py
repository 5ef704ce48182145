"""What officials take from the register: lines as CSV at once, workbooks and documents as files that are made."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cites.accounts.access import SignedInRequest, requires
from cites.casework.downloads import download
from cites.casework.errors import NothingToTake, TooManyFiles, TooMuchForOneFile
from cites.casework.forms.register import RegisterForm
from cites.casework.models import RegisterFile, RegisterFileKind, RegisterFileState
from cites.casework.queries.register import AskedRegister
from cites.casework.queries.words import language
from cites.casework.register.columns import AT_A_TIME, count_lines, headings, rows_of_entries
from cites.casework.register.files import KEPT, ask_for_file, files_of, record_taking, remove_file
from cites.casework.rules import REGISTER_TAKERS
from cites.casework.spreadsheets import BEGINNING, csv_line
from cites.casework.views.register import form_of_query, show_register
from cites.permits.queries.register import ORDERS, all_in_order, entries_sought
from localization.sentences import sentence_of
from tenants.context import current_party, party_context, today
from tenants.models import Party


@require_safe
@requires(*REGISTER_TAKERS)
def lines_csv(request: SignedInRequest) -> HttpResponseBase:
    """The lines of the permits that are looked for, as they are read; that they were taken is in the trail.

    Where a box cannot be read nothing is handed out, for it would be more than was asked for.
    """
    form = RegisterForm(request.GET)
    asked = form.asked
    if form.errors:
        return show_register(request, form)
    record_taking(
        request.user, asked, subject="register:lines", kind="csv", count=count_lines(entries_sought(asked.sought))
    )
    lines = _csv(current_party(), asked, language())
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="permits-{current_party().slug}-{today()}.csv"'
    return response


@requires(*REGISTER_TAKERS)
def files(request: SignedInRequest) -> HttpResponse:
    """The files that the person asked for; a POST asks for another one of what the register showed."""
    if request.method == "POST":
        return _asked_for(request)
    return render(request, "casework/register_files.html", {"files": files_of(request.user)})


@never_cache
@require_safe
@requires(*REGISTER_TAKERS)
def file(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far a file is; the page asks again by itself until it is there."""
    found = _found(request, pk)
    shown = {
        "file": found,
        "documents": found.total - found.left_out,
        "percent": 100 * found.done // found.total if found.total else 0,
        "until": found.asked_at + KEPT,
    }
    response = render(request, "casework/register_file.html", shown)
    if found.state != RegisterFileState.READY:
        response["Refresh"] = "3"
    return response


@never_cache
@require_safe
@requires(*REGISTER_TAKERS)
def download_file(request: SignedInRequest, pk: int) -> FileResponse:
    """The file, for whoever asked for it."""
    return download(_found(request, pk))


@require_POST
@requires(*REGISTER_TAKERS)
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove a file before its time."""
    remove_file(person=request.user, pk=_found(request, pk).pk)
    messages.success(request, _("The file is removed."))
    return redirect("register-files")


def _asked_for(request: SignedInRequest) -> HttpResponse:
    narrowing, kind = form_of_query(request.POST.get("query", "")), request.POST.get("kind", "")
    asked = narrowing.asked
    if narrowing.errors:
        return show_register(request, narrowing)
    if kind not in RegisterFileKind.values:
        messages.error(request, _("Choose what you want to take."))
        return redirect(asked.address())
    try:
        made = ask_for_file(person=request.user, kind=RegisterFileKind(kind), asked=asked)
    except (TooMuchForOneFile, NothingToTake) as error:
        messages.error(request, sentence_of(error))
        return redirect(asked.address())
    except TooManyFiles as error:
        messages.error(request, sentence_of(error))
        return redirect("register-files")
    return redirect("register-file", made.pk)


def _found(request: SignedInRequest, pk: int) -> RegisterFile:
    found = files_of(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404(_("There is no such file."))
    return found


def _csv(party: Party, asked: AskedRegister, reader: str) -> Iterator[str]:
    """The rows; the server reads them after the request has left the Party, so they go back into it.

    Never between two of them, for a reader who breaks off would leave them there.
    """
    with party_context(party), translation.override(reader):
        beginning = BEGINNING + csv_line(headings())
        entries = all_in_order(entries_sought(asked.sought), ORDERS[asked.order], AT_A_TIME)
    yield beginning
    while True:
        with party_context(party), translation.override(reader):
            some = next(entries, None)
            lines = [csv_line(row) for row in rows_of_entries(some, today())] if some else []
        if some is None:
            return
        yield from lines
