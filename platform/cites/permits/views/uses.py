"""The use of a partly completed permit: declared by its holder, and read by officials."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cites.accounts.access import SignedInRequest, posted, signed_in
from cites.permits.forms.use import UseForm
from cites.permits.models import Permit
from cites.permits.queries.permits import READERS
from cites.permits.queries.uses import find_use, is_completed_by_holder, may_declare
from cites.permits.services.uses import declare_use
from cites.permits.use_words import rows_of_use
from cites.permits.views.permits import visible_permit
from kernel.errors import DomainError
from localization.sentences import sentence_of
from tenants.kept import forget_kept, kept_initial


@signed_in
def use(request: SignedInRequest, number: str) -> HttpResponse:
    """What was declared of a permit's use; while nothing was, its holder may declare it."""
    permit = visible_permit(number, request.user)
    if not is_completed_by_holder(permit):
        raise Http404
    form = UseForm(posted(request), permit=permit, initial=kept_initial(request))
    may = may_declare(permit, request.user)
    if request.method == "POST" and not may:
        raise Http404
    if request.method == "POST" and form.is_valid() and _declared(request, permit, form):
        return redirect("permit-use", permit.number)
    found = find_use(permit)
    shown = {
        "permit": permit,
        "form": form if may else None,
        "use": found,
        "rows": rows_of_use(found, get_language() or "en") if found else [],
        "is_official": request.user.has_role(*READERS),
    }
    return render(request, "permits/use.html", shown, status=422 if form.errors else 200)


def _declared(request: SignedInRequest, permit: Permit, form: UseForm) -> bool:
    """Keep what the form says; else say in the form why not."""
    try:
        declare_use(permit=permit, person=request.user, **form.said)
    except DomainError as error:
        field = str(error.data.get("field", ""))
        form.add_error(field if field in form.fields else None, sentence_of(error))
        return False
    forget_kept(request)
    messages.success(request, _("The use is declared."))
    return True
