"""Reading the Secretariat's registers: the entries of a code, what is looked for in them, and of which day they are."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from cites.species.memory import remembered
from cites.species.models import Dataset, Register, Registration, TaxonName
from cites.species.queries.taxa import find_taxon, taxon_by_scientific_name
from cites.species.register_codes import DATASETS, REGISTERS, code_in


@remembered
def register_days() -> dict[str, date]:
    """Return the day of the data of each register that was ever imported."""
    taken = dict(Dataset.objects.filter(code__in=DATASETS.values()).values_list("code", "taken_on"))
    return {register: taken[code] for register, code in DATASETS.items() if code in taken}


@remembered
def registrations(register: str, code: str) -> tuple[Registration, ...]:
    """Return every row of a register with that code, however it is typed; those that have ended as well."""
    known = code_in(register, code)
    return tuple(Registration.objects.filter(register=register, code=known)) if known else ()


def is_registered_for(entry: Registration, taxon_code: str) -> bool:
    """Tell whether a registration is for a taxon: for it, a group that holds it, or for any where it names none."""
    if not entry.scientific_name:
        return True
    taxon, named = find_taxon(taxon_code), taxon_by_scientific_name(entry.scientific_name)
    if taxon is None:
        return False
    if named is not None:
        return taxon.belongs_to(named)
    return entry.scientific_name.casefold() in {name.casefold() for _rank, name in taxon.lineage()}


def find_registrations(
    *, text: str = "", register: str = "", party: str = "", most: int = 100
) -> Sequence[Registration]:
    """Return the rows whose code, name or species holds the text, of one register and Party where these are named."""
    found = Registration.objects.order_by("register", "code", "scientific_name", "valid_from")
    if register:
        found = found.filter(register=register)
    if party:
        found = found.filter(party=party)
    if text:
        codes = {code for each in REGISTERS if (code := code_in(each, text))}
        named = taxon_by_scientific_name(text)
        names = Q(name__icontains=text) | Q(scientific_name__icontains=text) | Q(code__in=codes)
        names |= Q(code__istartswith=text)
        found = found.filter(names | Q(scientific_name__iexact=named.scientific_name) if named else names)
    return list(found[:most])


def registrations_of_taxon(taxon_code: str, day: date) -> Sequence[Registration]:
    """Return the operations and nurseries that are registered on ``day`` for a taxon or a group above it by name."""
    taxon = find_taxon(taxon_code)
    if taxon is None:
        return []
    names = {name for _rank, name in taxon.lineage()}
    synonyms = TaxonName.objects.filter(taxon__scientific_name__in=names, kind=TaxonName.Kind.SYNONYM)
    rows = Registration.objects.exclude(register=Register.INSTITUTION)
    found = rows.filter(Q(scientific_name__in=names) | Q(scientific_name__in=synonyms.values("name")))
    return [each for each in found if each.holds_on(day)]
