"""Days on which the offices are closed although no calendar says so: declared at once, by one person."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cites.accounts.access import SignedInRequest, posted, requires
from cites.administration.forms.closures import ClosureForm, LastDayForm
from cites.administration.rules import DRAFTERS, READERS
from cites.administration.views.acting import refuse_readers
from localization.sentences import sentence_of
from tenants.kept import forget_kept, kept_initial
from workflows.closures import closures, declare_closure, end_closure, withdraw_closure
from workflows.errors import ClosureTooFar, ClosureTooLong, EndsBeforeItBegan


@requires(*READERS)
def closure_list(request: SignedInRequest) -> HttpResponse:
    """The closures that hold, and a form to declare another."""
    refuse_readers(request)
    form = ClosureForm(posted(request), initial=kept_initial(request))
    if request.method == "POST" and form.is_valid() and _declared(request, form):
        return redirect("closures")
    shown = {"closures": closures(), "form": form, "may_declare": request.user.has_role(*DRAFTERS)}
    return render(request, "administration/closures.html", shown, status=422 if form.errors else 200)


def _declared(request: SignedInRequest, form: ClosureForm) -> bool:
    try:
        declare_closure(**form.cleaned_data, by=request.user)
    except ClosureTooFar as error:
        form.add_error("first_day", sentence_of(error))
        return False
    except (EndsBeforeItBegan, ClosureTooLong) as error:
        form.add_error("last_day", sentence_of(error))
        return False
    forget_kept(request)
    messages.success(request, _("The offices are declared closed. Every clock stands still for as long."))
    return True


@requires(*DRAFTERS)
def closure(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say until when the offices are closed."""
    found = get_object_or_404(closures(), pk=pk)
    form = LastDayForm(posted(request), initial={"last_day": found.last_day, **kept_initial(request)})
    if request.method == "POST" and form.is_valid():
        try:
            end_closure(pk=pk, last_day=form.cleaned_data["last_day"], by=request.user)
            forget_kept(request)
            return redirect("closures")
        except (EndsBeforeItBegan, ClosureTooLong) as error:
            form.add_error("last_day", sentence_of(error))
    shown = {"closure": found, "form": form}
    return render(request, "administration/closure.html", shown, status=422 if form.errors else 200)


@require_POST
@requires(*DRAFTERS)
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a closure back that should not have been declared."""
    withdraw_closure(pk=pk, by=request.user)
    messages.success(request, _("The closure is withdrawn."))
    return redirect("closures")
