"""The register of operators of the simplified procedure: the list, one, register, approve species, suspend, end."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cites.accounts.access import SignedInRequest, posted, requires
from cites.casework.forms.operators import OperatorForm, OperatorListForm, OperatorReasonForm, OperatorSpeciesForm
from cites.casework.queries.operators import listed_operators, rows_of_operator, state_words
from cites.casework.rules import OPERATOR_KEEPERS, OPERATOR_READERS
from cites.permits.errors import UnknownOperator
from cites.permits.models import OperatorEventKind, RegisteredOperator
from cites.permits.queries.operators import OperatorState, operator, state_on
from cites.permits.services.operators import approve_species, change_operator, register_operator
from kernel.errors import DomainError
from localization.sentences import sentence_of
from tenants.kept import forget_kept, kept_initial

_KINDS: Final = {
    "suspend": OperatorEventKind.SUSPENDED, "restore": OperatorEventKind.RESTORED, "end": OperatorEventKind.ENDED,
}  # fmt: skip
_HEADINGS: Final[dict[str, str | Promise]] = {
    "suspend": gettext_lazy("Suspend the registration"),
    "restore": gettext_lazy("Let the registration be in force again"),
    "end": gettext_lazy("End the registration"),
}
_OFFERED: Final = {
    OperatorState.PENDING: ("suspend", "end"),
    OperatorState.IN_FORCE: ("suspend", "end"),
    OperatorState.SUSPENDED: ("restore", "end"),
    OperatorState.OVER: (),
}


@require_safe
@requires(*OPERATOR_READERS)
def operator_list(request: SignedInRequest) -> HttpResponse:
    """The registrations that are not over, or all."""
    form = OperatorListForm(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    found = listed_operators(asked.get("q", ""), every=asked.get("show") == "all")
    may_keep = request.user.has_role(*OPERATOR_KEEPERS)
    return render(request, "casework/operators.html", {"form": form, "operators": found, "may_keep": may_keep})


@require_safe
@requires(*OPERATOR_READERS)
def operator_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One registration: what it says, and what became of it."""
    found = _found(pk)
    changes = _OFFERED[state_on(found)] if request.user.has_role(*OPERATOR_KEEPERS) else ()
    shown = {
        "operator": found,
        "state": state_words(found),
        "rows": rows_of_operator(found),
        "events": found.events.select_related("official"),
        "changes": [(change, _HEADINGS[change]) for change in changes],
        "may_keep": request.user.has_role(*OPERATOR_KEEPERS),
    }
    return render(request, "casework/operator.html", shown)


@requires(*OPERATOR_KEEPERS)
def register(request: SignedInRequest) -> HttpResponse:
    """Register an operator, or anew from another day on where the address names an earlier registration."""
    initial = {**_initial(request), **kept_initial(request)}
    form = OperatorForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = register_operator(official=request.user, said=form.said, taxa=form.cleaned_data["taxa"])
        except DomainError as error:
            form.add_error("number", sentence_of(error))
        else:
            forget_kept(request)
            messages.success(request, _("The operator is registered."))
            return redirect("operator", made.pk)
    heading = _("Register an operator of the simplified procedure")
    return _form_page(request, form, heading=heading, intro="register")


@requires(*OPERATOR_KEEPERS)
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """Approve further species beforehand."""
    found = _found(pk)
    form = OperatorSpeciesForm(posted(request), initial=kept_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            approve_species(pk=pk, taxa=form.cleaned_data["taxa"], official=request.user)
        except DomainError as error:
            form.add_error(None, sentence_of(error))
        else:
            forget_kept(request)
            messages.success(request, _("The species are approved beforehand."))
            return redirect("operator", pk)
    return _form_page(request, form, operator=found, heading=_("Approve further species beforehand"))


@requires(*OPERATOR_KEEPERS)
def change(request: SignedInRequest, pk: int, change: str) -> HttpResponse:
    """Suspend a registration, let it be in force again, or end it, with a reason."""
    found = _found(pk)
    if change not in _KINDS:
        raise Http404
    form = OperatorReasonForm(posted(request), initial=kept_initial(request))
    if request.method == "POST" and form.is_valid():
        try:
            change_operator(pk=pk, kind=_KINDS[change], reason=form.cleaned_data["reason"], official=request.user)
        except DomainError as error:
            form.add_error(None, sentence_of(error))
        else:
            forget_kept(request)
            messages.success(request, _("It is on record, from today on."))
            return redirect("operator", pk)
    return _form_page(request, form, operator=found, heading=_HEADINGS[change], kind="warning", intro=change)


def _form_page(request: SignedInRequest, form: Any, **shown: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "casework/operator_form.html", {"form": form, **shown}, status=status)


def _found(pk: int) -> RegisteredOperator:
    try:
        return operator(pk)
    except UnknownOperator:
        raise Http404 from None


def _initial(request: SignedInRequest) -> dict[str, Any]:
    """What an earlier registration says, but for its days, which are asked anew."""
    said = request.GET.get("anew", "")
    if not (said.isdecimal() and len(said) < 18):
        return {}
    earlier = _found(int(said))
    return {
        "number": earlier.number,
        "holder": earlier.person.email if earlier.person else earlier.holder,
        "taxa": "\n".join(each.scientific_name for each in earlier.species.all()),
        "terms": earlier.terms,
        "sources": earlier.sources.split(),
        "remark": earlier.remark,
    }
