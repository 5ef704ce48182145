"""Reading a taxon and its names."""

from collections.abc import Iterable

from cites.species.errors import UnknownTaxon
from cites.species.folding import folded
from cites.species.memory import remembered
from cites.species.models import Taxon, TaxonName


def taxon(code: str) -> Taxon:
    """Return the taxon of that code; raise UnknownTaxon."""
    found = find_taxon(code)
    if found is None:
        raise UnknownTaxon(code)
    return found


@remembered
def find_taxon(code: str) -> Taxon | None:
    """Return the taxon of that code, or None."""
    return Taxon.objects.filter(code=code.strip().upper()).first()


def find_taxon_named(said: str) -> Taxon | None:
    """Return the taxon of that code or accepted scientific name, or None."""
    named = Taxon.objects.filter(scientific_name__iexact=said.strip()).order_by("pk").first()
    return find_taxon(said) or named


@remembered
def taxon_by_scientific_name(name: str) -> Taxon | None:
    """Return the taxon that has exactly this accepted name or synonym, or None where none has, or several."""
    kinds = (TaxonName.Kind.ACCEPTED, TaxonName.Kind.SYNONYM)
    named = TaxonName.objects.filter(folded=folded(name), kind__in=kinds).values("taxon")
    found = list(Taxon.objects.filter(pk__in=named)[:2])
    return found[0] if len(found) == 1 else None


def classes_and_orders() -> dict[str, list[str]]:
    """Return the names of the classes (``class``) and of the orders (``order``) of all taxa, each in order."""
    found = Taxon.objects.values_list("class_name", "order_name").distinct()
    pairs = [(str(one), str(other)) for one, other in found]
    return {
        "class": sorted({one for one, _other in pairs if one}),
        "order": sorted({other for _one, other in pairs if other}),
    }


def first_common_name(names: Iterable[TaxonName], language: str) -> str:
    """Return the first common name in ``language``, else in English, else nothing."""
    common = [name for name in names if name.kind == TaxonName.Kind.COMMON]
    for wanted in (language.split("-")[0], "en"):
        for name in common:
            if name.language == wanted:
                return name.name
    return ""


def common_name(code: str, language: str) -> str:
    """Return a taxon's common name in ``language``, else in English, else nothing; raise UnknownTaxon."""
    return first_common_name(taxon(code).names.all(), language)


def belongs_to(code: str, group: str) -> bool:
    """Tell whether one taxon is the other, or stands below it, by their codes; an unknown one belongs nowhere else."""
    if code == group:
        return True
    own, other = find_taxon(code), find_taxon(group)
    return own is not None and other is not None and own.belongs_to(other)
