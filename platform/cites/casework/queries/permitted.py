"""How much of each species of a case has been permitted so far this year: what an officer weighs it against."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from cites.casework.queries.words import CodeNames, language
from cites.permits.models import Application, ApplicationLine, PermitLine
from cites.permits.quantities import quantity_words
from cites.permits.queries.permits import never_traded_under
from cites.permits.queries.quotas import first_issued_in
from cites.permits.rules.quantities import NUMBER_OF_SPECIMENS, counts_specimens
from tenants.context import today

Key = tuple[str, str]
"""The codes of a term and of a unit."""


@dataclass(frozen=True)
class Permitted:
    """The quantity of one kind of specimen of a species; both texts are empty where there was none."""

    scientific_name: str
    term: str
    quantity: str


def permitted_this_year(application: Application) -> list[Permitted]:
    """Sums by species, term and unit over documents of the same kind that were issued this year and not cancelled.

    The year is the Party's own; a permit of this case counts. Quantities are those of the permits, in box 11.
    """
    lines = {line.taxon_code: line for line in application.lines.all()}
    sums = _sums(application, lines)
    names = CodeNames()
    return [row for code, line in lines.items() for row in _rows(line, sums.get(code, {}), names)]


def _sums(application: Application, codes: Iterable[str]) -> dict[str, dict[Key, Decimal]]:
    issued = PermitLine.objects.filter(
        taxon_code__in=list(codes),
        permit__document_type=application.document_type,
    ).filter(first_issued_in(today().year))
    issued = issued.exclude(permit__in=never_traded_under().values("pk"))
    summed = issued.order_by().values_list("taxon_code", "term", "unit").annotate(sum=Sum("quantity"))
    sums: dict[str, dict[Key, Decimal]] = {}
    for code, term, unit, quantity in summed:
        # A number of specimens may stand with its unit or without.
        key = (term, NUMBER_OF_SPECIMENS if counts_specimens(unit) else unit)
        of_code = sums.setdefault(code, {})
        of_code[key] = of_code.get(key, Decimal(0)) + quantity
    return sums


def _rows(line: ApplicationLine, sums: dict[Key, Decimal], names: CodeNames) -> list[Permitted]:
    if not sums:
        return [Permitted(line.scientific_name, "", "")]
    day = today()
    return [
        Permitted(
            scientific_name=line.scientific_name,
            term=names.coded("terms", term),
            quantity=quantity_words(quantity, unit, day=day, language=language()),
        )
        for (term, unit), quantity in sorted(sums.items())
    ]
