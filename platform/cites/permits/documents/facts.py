"""From a permit to its sheet: codes become words in the document's language."""

import io
from collections.abc import Iterable

import segno

from cites.permits.codes import groups
from cites.permits.documents.sheet import PermitSheet, SheetLine, SheetParty
from cites.permits.documents.words import words_in
from cites.permits.models import DocumentType, Permit, PermitLine
from cites.permits.models.specimens import letter
from cites.permits.quantities import quantity_words
from cites.species import queries as species
from localization.formats import format_date, format_quantity
from localization.territories import country_name
from tenants.context import current_party
from tenants.profiles.schema import Profile, Standing
from tenants.profiles.standing import issuer_name, statement_on_documents
from tenants.releases.queries import release

_KINDS = {DocumentType.EXPORT: "E"}
LEAST_LETTERS = 4


def sheet_of(permit: Permit, rows: Iterable[PermitLine], *, address: str, crest: str) -> PermitSheet:
    """Return what stands on a permit; ``address`` is that of the verify page, ``crest`` an SVG or nothing."""
    language = permit.language
    words = words_in(language)
    profile: Profile = release(permit.release_number).profile
    lines = tuple(_line(line, permit) for line in rows)
    issued = format_date(permit.issued_on, language)
    return PermitSheet(
        language=language,
        words=words,
        title=f"{words['titles'][permit.document_type]} {permit.number}",
        kind=_KINDS[DocumentType(permit.document_type)],
        number=permit.number,
        colour=profile.colours.brand,
        crest=crest,
        valid_until=format_date(permit.valid_until, language),
        importer=_party(permit.consignee_name, permit.consignee_address, _country(permit.consignee_country, language)),
        exporter=_exporter(permit),
        applied=words["applied"].format(reference=permit.application.reference, day=_applied_on(permit)),
        conditions=_conditions(permit, statement_on_documents(profile).in_language(language)),
        purpose=_coded(permit.purpose, species.purposes(permit.issued_on), language),
        stamp="",
        authority=_party(permit.authority_name, permit.authority_address, _issuer(profile, language)),
        lines=lines,
        letters=tuple(letter(n) for n in range(1, max(len(lines), LEAST_LETTERS) + 1)),
        place=permit.place_of_issue,
        issued=issued,
        issued_at=int(permit.issued_at.timestamp()),
        signatory=permit.signatory_name,
        signed=words["signed"],
        qr=qr_of(f"{address}{permit.code}"),
        verify_at=address.split("://", 1)[-1].rstrip("/"),
        code=tuple(groups(permit.code)),
        specimen=words["specimen"] if current_party().practice else "",
        specimen_note=specimen_note(language) if current_party().practice else "",
    )


def specimen_note(language: str) -> str:
    """Return what a specimen says of itself; in English too, for it may lie on any desk."""
    return "  ·  ".join(dict.fromkeys(words_in(code)["specimen_note"] for code in (language, "en")))


def qr_of(address: str) -> str:
    """Return the QR of an address as SVG, error level M."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False, boost_error=False).save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()


def _party(name: str, address: str, country: str) -> SheetParty:
    rows = [row.strip() for row in address.splitlines() if row.strip()]
    # The country has a place of its own on the form.
    if rows and rows[-1] in country:
        rows.pop()
    return SheetParty(name, tuple(rows), country)


def _exporter(permit: Permit) -> SheetParty:
    country = _country(permit.exporter_country, permit.language)
    party = _party(permit.exporter_name, permit.exporter_address, country)
    return SheetParty(party.name, (*party.address, country), country)


def _applied_on(permit: Permit) -> str:
    sent = permit.application.submitted_at or permit.application.created_at
    zone = release(permit.release_number).profile.zone
    return format_date(sent.astimezone(zone).date(), permit.language)


def _issuer(profile: Profile, language: str) -> str:
    """A jurisdiction is named with the Party under which it issues."""
    if profile.kind is Standing.JURISDICTION:
        return f"{issuer_name(profile, language)} ({profile.iso2})"
    return _country(profile.iso2, language)


def _conditions(permit: Permit, statement: str) -> str:
    said = [statement, permit.special_conditions.strip()]
    if permit.import_permit_number and permit.import_permit_date:
        day = format_date(permit.import_permit_date, permit.language)
        words = words_in(permit.language)
        said.append(words["import_permit"].format(number=permit.import_permit_number, day=day))
    return "\n".join(part for part in said if part)


def _line(line: PermitLine, permit: Permit) -> SheetLine:
    language, day = permit.language, permit.issued_on
    name = _name(line.term, species.terms(day), language)
    described = [f"{name} ({line.term})", line.description.strip()]
    return SheetLine(
        scientific=line.scientific_name,
        common=line.common_name,
        description=": ".join(part for part in described if part),
        marks=line.marks.strip(),
        appendix_source=f"{line.appendix}\u2002{''.join(line.sources)}",
        quantity=quantity_words(line.quantity, line.unit, day=day, language=language),
        quota=_quota(line, language),
        origin=_country(line.country_of_origin, language),
        operation=_operation(line, language),
    )


def _operation(line: PermitLine, language: str) -> str:
    """Box 12b: the registered operation of a source D, the day of acquisition of a source O."""
    acquired = format_date(line.acquired_on, language) if line.acquired_on and "O" in line.sources else ""
    operation = line.registered_operation if "D" in line.sources else ""
    return ", ".join(part for part in (operation, acquired) if part)


def _quota(line: PermitLine, language: str) -> str:
    if line.quota_total is None:
        return ""
    used = format_quantity(line.quota_used or 0, language)
    return f"{used} / {format_quantity(line.quota_total, language)}"


def _country(iso2: str, language: str) -> str:
    return f"{country_name(iso2, language)} ({iso2})" if iso2 else ""


def _coded(code: str, entries: object, language: str) -> str:
    return f"{code}\u2002{_name(code, entries, language)}"


def _name(code: str, entries: object, language: str) -> str:
    for entry in entries:  # type: ignore[attr-defined]
        if entry.code == code:
            return str(entry.name_in(language))
    return code
