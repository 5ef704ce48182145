"""Looking a species up: a page for anyone, and the options under a form's species box."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from cites.species import queries
from cites.species.days import reading_day
from cites.species.errors import UnknownTaxon
from cites.species.forms import SearchForm
from cites.species.models import Listing, Taxon, TaxonName

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
        "datasets": {taxon.dataset for taxon in found},
    }
    return render(request, "species/options.html" if fragment else "species/search.html", shown)


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show one taxon: its names, where it stands today, and where it stood."""
    try:
        taxon = queries.taxon(code)
    except UnknownTaxon as error:
        raise Http404(str(error)) from error
    return render(request, "species/detail.html", _facts(taxon, reading_day()))


@dataclass(frozen=True, slots=True)
class Standing:
    """A listing, and whether it holds today."""

    listing: Listing
    holds: bool


def _facts(taxon: Taxon, today: date) -> dict[str, Any]:
    names = list(taxon.names.all())
    listings = [Standing(listing, listing.holds_on(today)) for listing in taxon.listings.all()]
    return {
        "taxon": taxon,
        "common_name": queries.first_common_name(names, _language()),
        "common_names": [name for name in names if name.kind == TaxonName.Kind.COMMON],
        "synonyms": [name for name in names if name.kind == TaxonName.Kind.SYNONYM],
        "listings": listings,
        "appendices": queries.appendices(standing.listing for standing in listings if standing.holds),
    }


def _language() -> str:
    return get_language() or "en"
