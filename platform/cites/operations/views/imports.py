"""Imports of species data: what they changed, starting one from the API, putting it in force, giving it up."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cites.accounts.access import SignedInRequest, posted, requires
from cites.accounts.roles import Role
from cites.operations.forms import ApiImportForm, PutInForceForm
from cites.operations.queries.imports import (
    PAGE_SIZE,
    changes_of,
    faults_of,
    import_page,
    import_pages,
)
from cites.species.models import Dataset, ImportChange, ImportRun
from cites.species.register_codes import DATASETS
from tenants.jobs.services import ask_job


@requires(Role.OPERATOR)
def import_list(request: SignedInRequest) -> HttpResponse:
    """All imports, the newest first; asking for one from the API or of its weekly file."""
    form = ApiImportForm(posted(request))
    if form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("everything", "weekly")}
        return redirect("operate-job", ask_job(kind="import_species", parameters=asked, by=request.user).pk)
    page = Paginator(ImportRun.objects.all(), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "imports": import_pages(page),
        "datasets": Dataset.objects.order_by("code"),
        "registers": list(DATASETS.values()),
    }
    return render(request, "operations/imports.html", context, status=422 if form.errors else 200)


@require_safe
@requires(Role.OPERATOR)
def one_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """One import: how far it is, what it changes, what could not be read."""
    shown, kind = import_page(pk), request.GET.get("kind", "")
    page, changes = changes_of(shown.run, kind, request.GET.get("page"))
    context = {
        "shown": shown,
        "run": shown.run,
        "page": page,
        "changes": changes,
        "faults": faults_of(shown.run),
        "kinds": ImportChange.Kind.choices,
        "kind": kind,
    }
    return render(request, "operations/import.html", context)


@require_POST
@requires(Role.OPERATOR)
def put_in_force(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for an import to be put in force."""
    form = PutInForceForm(request.POST)
    form.is_valid()
    asked = {"run": import_page(pk).run.pk, "removals": form.cleaned_data["removals"]}
    return redirect("operate-job", ask_job(kind="put_import_in_force", parameters=asked, by=request.user).pk)


@require_POST
@requires(Role.OPERATOR)
def abandon(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for an import to be given up."""
    asked = {"run": import_page(pk).run.pk}
    return redirect("operate-job", ask_job(kind="abandon_import", parameters=asked, by=request.user).pk)
