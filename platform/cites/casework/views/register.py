"""The register of permits: looked through, narrowed, and read a page at a time."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cites.accounts.access import SignedInRequest, requires
from cites.casework.forms.register import RegisterForm
from cites.casework.queries.register import register_page
from cites.permits.queries.permits import READERS


@require_safe
@requires(*READERS)
def permits(request: SignedInRequest) -> HttpResponse:
    """All permits that were ever issued here, or those that are looked for."""
    form = RegisterForm(request.GET)
    asked = form.asked
    page = register_page(asked, after=_key(request, "after"), before=_key(request, "before"))
    shown = {"form": form, "asked": asked, "page": page}
    return render(request, "casework/register.html", shown, status=422 if form.errors else 200)


def _key(request: HttpRequest, name: str) -> int | None:
    """The key of the entry beside which to go on; None where none is said."""
    said = request.GET.get(name, "")
    return int(said) if said.isdecimal() and len(said) < 18 else None
