"""From a permit to its sheet: codes become words in the document's language."""

import io
from collections.abc import Iterable
from dataclasses import replace

import segno

from cites.permits.codes import groups
from cites.permits.documents.beside import beside_of
from cites.permits.documents.face import COUNTRIES, DAYS, answers_on_face, face_of
from cites.permits.documents.lines import coded_name, day_on_paper, said_of_lines, sheet_line, transport_words
from cites.permits.documents.message import xml_of
from cites.permits.documents.places import country_on_paper, place_on_paper
from cites.permits.documents.sheet import Endorsed, PermitSheet, SheetParty
from cites.permits.documents.words import LANGUAGES, words_in
from cites.permits.errors import CannotPrint
from cites.permits.models import DocumentType, Permit, PermitLine
from cites.permits.models.specimens import letter
from cites.permits.rules.batches import boxes_left
from cites.permits.rules.crossings import continuation_sheets
from cites.permits.rules.document_types import DOCUMENTS, Direction, Document, box_1_of, is_from_the_sea
from cites.permits.rules.retrospective import RETROSPECTIVE_REASON
from cites.permits.rules.simplified import STANDS_FOR
from cites.permits.tokens.writing import MOST_VERSION
from cites.species import queries as species
from kernel.text import gettext_noop
from localization.formats import format_date
from tenants.context import current_party
from tenants.profiles.schema import Profile, Standing
from tenants.profiles.standing import issuer_name, statement_on_documents
from tenants.releases.queries import release

OTHER = "O"
LEAST_LETTERS = 4


def sheet_of(
    permit: Permit, rows: Iterable[PermitLine], *, address: str, token: str, crest: str, stamp: str = "",
    is_copy: bool = False,
) -> PermitSheet:  # fmt: skip
    """Return what stands on a permit or on a copy of it, and its XML.

    ``address`` is that of the verify page, ``token`` what the QR says behind it, ``crest`` an SVG or nothing, ``stamp``
    the number of the security stamp, if there is one.
    """
    rows = list(rows)
    sheet = _printed(permit, rows, address=address, token=token, crest=crest)
    sheet = replace(as_copy(sheet) if is_copy else sheet, stamp=stamp)
    return replace(sheet, xml=xml_of(permit, rows, sheet))


def as_copy(sheet: PermitSheet) -> PermitSheet:
    """Return the sheet of a copy: marked as one wherever its original says that it is the original (Article VI.4)."""
    said = dict.fromkeys(words_in(code)["copy_note"] for code in (sheet.language, "en"))
    copy = sheet.words["copy"]
    return replace(sheet, copy=copy, copy_note="  ·  ".join(said), title=f"{copy}: {sheet.title}")


def _printed(permit: Permit, rows: list[PermitLine], *, address: str, token: str, crest: str) -> PermitSheet:
    language = permit.language
    words = words_in(language)
    profile: Profile = release(permit.release_number).profile
    document, to_complete = DOCUMENTS[permit.document_type], boxes_left(permit.answers)
    sheets = continuation_sheets(permit.document_type, permit.answers)
    lines = tuple(sheet_line(line, permit, to_complete) for line in rows)
    # Of a partly completed permit box 1 says for what it stands; those from before this was kept say what they said.
    marked = permit.answers.get(STANDS_FOR) or permit.document_type
    name, specimen = words["titles"][permit.document_type], words["specimen"] if current_party().practice else ""
    return PermitSheet(
        language=language,
        words=words,
        title=": ".join(part for part in (specimen, f"{name} {permit.number}") if part),
        kind=box_1_of(marked),
        document=words["titles"][marked] if box_1_of(marked) == OTHER else "",
        document_label=f"title_{permit.document_type.lower()}",
        marks=_marks(permit),
        number=permit.number,
        colour=profile.colours.brand,
        crest=crest,
        valid_until=format_date(permit.valid_until, language),
        importer=_importer(permit),
        exporter=_exporter(permit),
        applied=words["applied"].format(reference=permit.application.reference, day=_applied_on(permit)),
        conditions=_conditions(permit, rows, statement_on_documents(profile).in_language(language)),
        transport=transport_words(rows, language),
        purpose=_coded(permit.purpose, species.purposes(permit.issued_on), language),
        stamp="",
        authority=_party(permit.authority_name, permit.authority_address, _issuer(profile, language), profile.iso2),
        lines=lines,
        letters=tuple(letter(n) for n in range(1, max(len(lines), LEAST_LETTERS) + 1)),
        place=permit.place_of_issue,
        issued=format_date(permit.issued_on, language),
        issued_at=int(permit.issued_at.timestamp()),
        signatory=permit.signatory_name,
        signed=words["signed"],
        qr=qr_of(f"{address}{token}", is_trial=permit.pk is None),
        verify_at=address.split("://", 1)[-1].rstrip("/"),
        code=tuple(groups(permit.code)),
        open_boxes=to_complete,
        endorsed=_endorsed(document, is_continued=sheets > 0),
        continuation=sheets,
        specimen=specimen,
        specimen_note=specimen_note(language) if specimen else "",
        beside=beside_of(profile, language),
    )


def _marks(permit: Permit) -> tuple[str, ...]:
    """That it replaces another, and that it was granted after the specimens had left."""
    marks = {"replacement": permit.replaces_id is not None, "retrospective": RETROSPECTIVE_REASON in permit.answers}
    return tuple(name for name, is_so in marks.items() if is_so)


def specimen_note(language: str) -> str:
    """Return what a specimen says of itself; in English too, for it may lie on any desk."""
    return "  ·  ".join(dict.fromkeys(words_in(code)["specimen_note"] for code in (language, "en")))


def qr_of(address: str, *, is_trial: bool = False) -> str:
    """Return the QR of an address as SVG, error level M; raise CannotPrint where it would be too fine to be read.

    On trial nobody reads it, so that the best of its eight masks is not looked for, which is most of the work.
    """
    mask = 0 if is_trial else None
    drawn, code = io.BytesIO(), segno.make(address, error="m", micro=False, boost_error=False, mask=mask)
    if int(code.version) > MOST_VERSION:
        message = gettext_noop("The QR code of the permit would be too fine to be read: shorten the host name.")
        raise CannotPrint(message=message, data={"bytes": len(address)})
    code.save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()


def _party(name: str, address: str, country: str, iso2: str) -> SheetParty:
    rows = [row.strip() for row in address.splitlines() if row.strip()]
    # The country has a place of its own on the form, in whatever language the address names it.
    if rows and iso2 and (rows[-1] in country or rows[-1] in {place_on_paper(iso2, code) for code in LANGUAGES}):
        rows.pop()
    return SheetParty(name, tuple(rows), country)


def _importer(permit: Permit) -> SheetParty:
    country = country_on_paper(permit.consignee_country, permit.language)
    return _party(permit.consignee_name, permit.consignee_address, country, permit.consignee_country)


def _exporter(permit: Permit) -> SheetParty:
    country = country_on_paper(permit.exporter_country, permit.language)
    party = _party(permit.exporter_name, permit.exporter_address, country, permit.exporter_country)
    return SheetParty(party.name, (*party.address, *_vessel(permit), country), country)


def _vessel(permit: Permit) -> list[str]:
    """From the sea, specimens come by a vessel under its flag."""
    if not is_from_the_sea(permit.document_type):
        return []
    face, answers = words_in(permit.language)["face"], _answers(permit)
    named = [("vessel", "vessel_name"), ("flag", "vessel_flag")]
    said = [face[words].format_map(answers) for words, answer in named if answers.get(answer)]
    return [" ".join(said)] if said else []


def _endorsed(document: Document, *, is_continued: bool) -> Endorsed:
    """Where the movement is endorsed: in box 14 as it leaves or comes in, or crossing by crossing on other sheets."""
    if is_continued:
        return Endorsed.CONTINUED
    return Endorsed.IN if document.direction is Direction.IN else Endorsed.OUT


def _applied_on(permit: Permit) -> str:
    sent = permit.application.submitted_at or permit.application.created_at
    zone = release(permit.release_number).profile.zone
    return format_date(sent.astimezone(zone).date(), permit.language)


def _issuer(profile: Profile, language: str) -> str:
    """A jurisdiction is named with the Party under which it issues."""
    if profile.kind is Standing.JURISDICTION:
        return f"{issuer_name(profile, language)} ({profile.iso2})"
    return country_on_paper(profile.iso2, language)


def _conditions(permit: Permit, rows: list[PermitLine], statement: str) -> str:
    """Box 5, paragraph by paragraph: what has to be on the face comes first, for the rest may go on to an annex."""
    said = [statement, *face_of(permit.document_type, permit.language, _on_face(permit, rows))]
    said += said_of_lines(rows, permit.language)
    said.append(permit.special_conditions.strip())
    if permit.import_permit_number and permit.import_permit_date:
        day = format_date(permit.import_permit_date, permit.language)
        words = words_in(permit.language)
        said.append(words["import_permit"].format(number=permit.import_permit_number, day=day))
    return "\n".join(part for part in said if part)


def _on_face(permit: Permit, rows: list[PermitLine]) -> dict[str, str]:
    """The same without the vessel of an export permit on which nothing is from the high seas any more."""
    given = _answers(permit)
    if permit.document_type != DocumentType.EXPORT or any("X" in line.sources for line in rows):
        return given
    return {name: text for name, text in given.items() if name not in answers_on_face(permit.document_type)}


def _answers(permit: Permit) -> dict[str, str]:
    """The answers that a permit keeps, as its language writes days and countries."""
    language, given = permit.language, {name: str(text).strip() for name, text in permit.answers.items()}
    for name in DAYS & given.keys():
        given[name] = day_on_paper(given[name], language)
    for name in COUNTRIES & given.keys():
        codes = (code.strip() for code in given[name].split(","))
        given[name] = ", ".join(place_on_paper(code, language) for code in codes if code)
    if given.get("simplified_boxes"):
        given["simplified_boxes"] = ", ".join(boxes_left(given))
    if given.get("simplified_number", "1") != "1":
        given["batch_position"] = str(permit.batch_position)
    return given


def _coded(code: str, entries: Iterable[object], language: str) -> str:
    return f"{code}\u2002{coded_name(code, entries, language)}" if code else ""
