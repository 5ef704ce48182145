"""The further pages of a line: only what its species, source and kind ask."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cites.accounts.access import SignedInRequest
from cites.casework import services
from cites.casework.errors import NoSuchCase
from cites.casework.forms.questions import QuestionsForm
from cites.casework.queries.applications import ApplicationView, application_view
from cites.casework.views.applications import applicants_only
from cites.casework.views.sections import closed, kept_answers, render_section
from cites.permits.models import ApplicationLine
from cites.permits.queries.answers import answer, pages_of, questions_on
from cites.permits.queries.so_far import said_of_line
from cites.permits.rules.parts import part_of_line
from cites.permits.rules.questions.model import Section
from tenants.kept import forget_kept


@applicants_only
def line_page(request: SignedInRequest, reference: str, line: int, page: str) -> HttpResponse:
    """One of a line's further pages, with what its species, source and kind ask."""
    view = application_view(reference, request.user)
    found = own_line(view, line)
    asking = _page_of(view, found, page)
    if said := closed(request, view, is_open=part_of_line(line) in view.writing.open):
        return said
    document = view.application.document_type
    questions = questions_on(asking, found, document)
    saved = {question.name: answer(found, question.name) for question in questions}
    sent = request.POST if request.method == "POST" else None
    form = QuestionsForm(sent, questions=questions, initial={**saved, **kept_answers(request)})
    if request.method == "POST" and form.is_valid():
        services.answer_line(line=found, answers=form.cleaned_data, actor=request.user)
        forget_kept(request)
        return next_page(view, found, page)
    return render_section(
        request,
        view,
        form,
        _(asking.wording(document).heading),
        template="applications/line_page.html",
        back_address=_page_before(view, found, page),
        cancel_address=reverse("application-lines", args=[view.reference]),
        line=found,
        taxa=[found.taxon_code],
        reasons=said_of_line(found),
        notes=[view.writing.asked.get(part_of_line(line))],
    )


def _page_of(view: ApplicationView, line: ApplicationLine, key: str) -> Section:
    """The page of that name; raises NoSuchCase where it asks the line nothing."""
    for page in pages_of(line, view.application.document_type):
        if page.key == key:
            return page
    raise NoSuchCase(f"{view.reference}/{line.pk}/{key}")


def next_page(view: ApplicationView, line: ApplicationLine, key: str = "") -> HttpResponse:
    """Go on with the line's page after that one, or with all lines."""
    pages = [page.key for page in pages_of(line, view.application.document_type)]
    after = pages[pages.index(key) + 1 :] if key in pages else pages
    if after:
        return redirect("application-line-page", view.reference, line.pk, after[0])
    return redirect("application-lines", view.reference)


def _page_before(view: ApplicationView, line: ApplicationLine, key: str) -> str:
    """Where the line's page before that one is: the first of them follows what kind of specimen it is."""
    pages = [page.key for page in pages_of(line, view.application.document_type)]
    before = pages[: pages.index(key)]
    if before:
        return reverse("application-line-page", args=[view.reference, line.pk, before[-1]])
    return reverse("application-line", args=[view.reference, line.pk])


def own_line(view: ApplicationView, line: int) -> ApplicationLine:
    """Return a line of this application; raise NoSuchCase."""
    found = view.application.lines.filter(pk=line).first()
    if found is None:
        raise NoSuchCase(f"{view.reference}/{line}")
    return found
