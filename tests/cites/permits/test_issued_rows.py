"""Whatever is issued makes a row of the annual report of which none of its first checks speaks."""

from typing import Any

from cites.permits.models import Permit, PermitLine
from cites.permits.rules.report_rows import KnownCodes, ReportRow, reasons_against_row
from cites.species import queries as species
from tests.factories.permits import cast, issued


def codes_of(day: Any) -> KnownCodes:
    return KnownCodes(
        terms=frozenset(each.code for each in species.terms(day)),
        units=frozenset(each.code for each in species.units(day)),
        countries=species.countries_ever(),
        purposes=frozenset(each.code for each in species.purposes(day)),
        sources=frozenset(each.code for each in species.sources(day)),
        is_taxon=lambda name: species.find_taxon_named(name) is not None,
    )


def row_of(line: PermitLine, permit: Permit) -> ReportRow:
    return ReportRow(
        line.position, line.appendix, line.scientific_name, line.term, f"{line.quantity:f}", line.unit,
        permit.consignee_country, line.country_of_origin, permit.purpose, line.source, str(permit.issued_on.year),
    )  # fmt: skip


def test_no_check_of_a_row_speaks_of_what_was_issued(bb: Any) -> None:
    permit = issued(cast())
    known = codes_of(permit.issued_on)
    rows = [row_of(line, permit) for line in permit.lines.all()]
    assert len(rows) == 2
    assert [each.code for row in rows for each in reasons_against_row(row, known)] == []
