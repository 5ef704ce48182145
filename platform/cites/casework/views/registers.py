"""Looking the Secretariat's registers up: operations, nurseries and institutions, by code, name, Party or species."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cites.accounts.access import SignedInRequest, requires
from cites.casework.forms.registers import RegisterSearchForm
from cites.casework.queries.registers import found_in_registers, missing_registers, register_datasets
from cites.casework.rules import CASE_READERS, OPERATOR_READERS


@require_safe
@requires(*CASE_READERS)
def registers(request: SignedInRequest) -> HttpResponse:
    """What is looked for, where it stands today, and of which day the data are."""
    form = RegisterSearchForm(request.GET)
    form.is_valid()
    asked = {name: form.cleaned_data.get(name, "") for name in ("q", "register", "party")}
    shown = {
        "form": form,
        "found": found_in_registers(**asked) if any(asked.values()) else [],
        "is_asked": any(asked.values()),
        "datasets": register_datasets(),
        "missing": missing_registers(),
        "reads_operators": request.user.has_role(*OPERATOR_READERS),
    }
    return render(request, "casework/registers.html", shown)
