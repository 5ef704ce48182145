"""The register of permits: looked through, narrowed, and read a page at a time."""

from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cites.accounts.access import SignedInRequest, requires
from cites.casework.forms.register import KeepViewForm, RegisterForm
from cites.casework.queries.register import register_page
from cites.casework.register.views_kept import views_for
from cites.casework.rules import PAPER_IMPORTERS, REGISTER_TAKERS, SHARED_VIEW_KEEPERS
from cites.permits.queries.permits import READERS

LONGEST_ADDRESS = 1_500


@require_safe
@requires(*READERS)
def permits(request: SignedInRequest) -> HttpResponse:
    """All permits that were ever issued here, or those that are looked for."""
    return show_register(request, RegisterForm(request.GET))


def show_register(request: SignedInRequest, form: RegisterForm, keeping: KeepViewForm | None = None) -> HttpResponse:
    """The page of the register; ``keeping`` is the form of a view that could not be kept."""
    asked = form.asked
    shown = {
        "form": form,
        "asked": asked,
        "page": register_page(asked, after=_key(request, "after"), before=_key(request, "before")),
        "keeping": keeping or KeepViewForm(initial={"query": asked.query}),
        "views": views_for(request.user),
        "may_look_after": request.user.has_role(*SHARED_VIEW_KEEPERS),
        "may_import": request.user.has_role(*PAPER_IMPORTERS),
        "may_take": request.user.has_role(*REGISTER_TAKERS),
    }
    return render(request, "casework/register.html", shown, status=422 if form.errors or keeping else 200)


def form_of_query(query: str) -> RegisterForm:
    """The form as an address fills it in; of one that is too long or not to be read, nothing."""
    try:
        return RegisterForm(QueryDict(query[:LONGEST_ADDRESS]))
    except TooManyFieldsSent:
        return RegisterForm(QueryDict())


def _key(request: HttpRequest, name: str) -> int | None:
    """The key of the entry beside which to go on; None where none is said."""
    said = request.GET.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 18 else None
