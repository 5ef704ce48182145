"""Looking a species up: a page for anyone, and the options under a form's species box."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from cites.species import queries
from cites.species.days import reading_day
from cites.species.errors import UnknownTaxon
from cites.species.facts import taxon_facts
from cites.species.forms import SearchForm
from cites.species.sections import sections_shown

FOUND_ON_PAGE = 50
FOUND_IN_LIST = 8


@require_safe
@vary_on_headers("HX-Request")
def search(request: HttpRequest) -> HttpResponse:
    """Show what is found; for htmx or ``?fragment=1``, the options alone."""
    form = SearchForm(request.GET)
    form.full_clean()
    fragment = "HX-Request" in request.headers or "fragment" in request.GET
    text, pick = form.cleaned_data.get("q", ""), form.cleaned_data.get("pick", "")
    found = queries.find_taxa(text, _language(), FOUND_IN_LIST if fragment else FOUND_ON_PAGE, reading_day())
    shown = {
        "form": form,
        "text": text,
        "found": found,
        "pick": pick,
        "is_guess": bool(found) and found[0].is_guess,
        "codes": [taxon.code for taxon in found],
    }
    return render(request, "species/options.html" if fragment else "species/search.html", shown)


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show one taxon: what everybody may read, and what the apps above add for this reader."""
    try:
        taxon = queries.taxon(code)
    except UnknownTaxon as error:
        raise Http404(str(error)) from error
    facts = taxon_facts(taxon, _language(), reading_day())
    return render(
        request, "species/detail.html", {"facts": facts, "taxon": taxon, "sections": sections_shown(request, taxon)}
    )


def _language() -> str:
    return get_language() or "en"
