"""From a permit and its sheet to the facts of its XML, which says what is printed and nothing else."""

from collections.abc import Iterable

from cites.permits.documents.lines import acquired_in_12b, operation_in_12b
from cites.permits.documents.places import place_on_paper
from cites.permits.documents.sheet import PermitSheet, SheetParty
from cites.permits.documents.xml.facts import LineFacts, PartyFacts, PermitFacts
from cites.permits.documents.xml.writing import write_permit
from cites.permits.models import Permit, PermitLine
from cites.permits.rules.quantities import plain
from tenants.releases.queries import release

_TO_MILLISECONDS = 1000


def xml_of(permit: Permit, rows: Iterable[PermitLine], sheet: PermitSheet) -> str:
    """Return the permit as the toolkit's XML."""
    return write_permit(message_of(permit, rows, sheet)).decode()


def message_of(permit: Permit, rows: Iterable[PermitLine], sheet: PermitSheet) -> PermitFacts:
    """Return the facts of the XML of a permit that is printed as ``sheet``."""
    profile = release(permit.release_number).profile
    at = permit.issued_at.astimezone(profile.zone)
    specimen = [f"{sheet.specimen}: {sheet.specimen_note}"] if sheet.specimen else []
    return PermitFacts(
        language=permit.language,
        number=permit.number,
        kind=sheet.kind,
        document=sheet.document,
        is_copy=bool(sheet.copy),
        issued_at=at.replace(microsecond=at.microsecond // _TO_MILLISECONDS * _TO_MILLISECONDS),
        valid_from=permit.issued_on,
        valid_until=permit.valid_until,
        purpose=permit.purpose,
        purpose_name=sheet.purpose.partition("\u2002")[2],
        conditions=tuple(each for each in (*specimen, *sheet.conditions.splitlines(), *sheet.transport) if each),
        stamp=sheet.stamp,
        authority=_party(sheet.authority, profile.iso2),
        applied=sheet.applied,
        signatory=sheet.signatory,
        signed=sheet.signed,
        place=sheet.place,
        exporter=_party(sheet.exporter, permit.exporter_country),
        importer=_party(sheet.importer, permit.consignee_country),
        lines=tuple(
            _line(line, permit.language, each.description) for line, each in zip(rows, sheet.lines, strict=True)
        ),
    )


def _party(party: SheetParty, iso2: str) -> PartyFacts:
    rows = tuple(row for row in party.address if row != party.country)
    return PartyFacts(party.name, rows, iso2, party.country.removesuffix(f" ({iso2})"))


def _line(line: PermitLine, language: str, description: str) -> LineFacts:
    origin_number, reexport_number = line.origin_permit_number.strip(), line.reexport_number.strip()
    return LineFacts(
        letter=line.letter,
        scientific_name=line.scientific_name,
        common_name=line.common_name,
        term=line.term,
        description=description,
        marks=line.marks.strip(),
        appendix=line.appendix,
        sources="".join(line.sources),
        quantity=plain(line.quantity),
        unit=line.unit,
        quota_used=None if line.quota_total is None else plain(line.quota_used or line.quota_total * 0),
        quota_total=None if line.quota_total is None else plain(line.quota_total),
        origin=line.country_of_origin,
        origin_name=_country(line.country_of_origin, language),
        origin_number=origin_number,
        origin_date=line.origin_permit_date if origin_number else None,
        reexport=line.reexport_country,
        reexport_name=_country(line.reexport_country, language),
        reexport_number=reexport_number,
        reexport_date=line.reexport_date if reexport_number else None,
        operation=operation_in_12b(line),
        acquired_on=acquired_in_12b(line),
    )


def _country(iso2: str, language: str) -> str:
    return place_on_paper(iso2, language) if iso2 else ""
