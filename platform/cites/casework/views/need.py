"""Do I need a permit? A page for anybody, answered from the rules by which applications are judged."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cites.casework.forms.need import NeedForm
from cites.casework.queries.needed import Told, told
from cites.casework.queries.words import language
from cites.permits.queries.movements import answered, faults_of, taxon_meant
from cites.species import queries as species
from cites.species.queries import TaxonMatch
from tenants.context import today

_FOUND = 8


@require_safe
def need_a_permit(request: HttpRequest) -> HttpResponse:
    """Ask, or answer; where several species have such a name, ask which of them is meant. A link may name a species."""
    asked = "from" in request.GET
    begun = {name: request.GET[name] for name in ("q", "taxon") if name in request.GET}
    form = NeedForm(request.GET if asked else None, initial=begun)
    choices: Sequence[TaxonMatch] = ()
    answer = None
    if asked and form.is_valid():
        answer, choices = _answer(form)
    shown = {"form": form, "told": answer, "choices": choices, "kept": _without_taxon(request.GET)}
    return render(request, "need/need_a_permit.html", shown, status=422 if form.errors else 200)


def _answer(form: NeedForm) -> tuple[Told | None, Sequence[TaxonMatch]]:
    """Return the answer, or else the species of which one may be meant; what is wrong goes to its field."""
    name, chosen = form.cleaned_data["q"], form.cleaned_data["taxon"]
    choices = species.find_taxa(name, language(), _FOUND, today())
    # Without scripts the box may name another species than the one that was chosen before it.
    is_still_meant = chosen and (not name or chosen in {each.code for each in choices})
    taxon = taxon_meant(chosen if is_still_meant else name)
    if taxon is None:
        if not choices:
            form.add_error(
                "q", _("Nothing in our list is called that. Try the scientific name, or only its first word.")
            )
        return None, choices
    question = form.question(taxon.code)
    if faults := faults_of(question):
        for field, message in faults.items():
            form.add_error(field if field in form.fields else "q", _(message))
        return None, ()
    return told(question, answered(question)), ()


def _without_taxon(given: QueryDict) -> str:
    """What was answered, as it stands in an address, for the links that choose a species."""
    kept = given.copy()
    kept.pop("taxon", None)
    return kept.urlencode()
