"""The columns that say of which permit on paper a row is a line, beside those of the line itself."""

from collections.abc import Sequence
from typing import Final

from cites.permits.sheets.columns import Column
from cites.permits.sheets.faults import FaultySheet
from cites.species.folding import folded
from kernel.text import gettext_noop

PAPER_COLUMNS: Final = (
    Column("number", "Permit number", "Numéro du permis", "Número del permiso",
           ("Number", "Permit no", "Permit no.", "No.", "Numéro", "Número", "N°", "Permit", "Permis", "Permiso")),
    Column("document_type", "Document", "Document", "Documento",
           ("Document type", "Kind of document", "Type de document", "Tipo de documento")),
    Column("issued_on", "Issued on", "Délivré le", "Expedido el",
           ("Date of issue", "Issue date", "Issued", "Date de délivrance", "Fecha de expedición")),
    Column("valid_until", "Valid until", "Valable jusqu’au", "Válido hasta",
           ("Expiry", "Expiry date", "Last day of validity", "Date d’expiration", "Fecha de vencimiento")),
    Column("ended", "State", "État", "Estado", ("Status", "Statut")),
    Column("exporter_name", "Exporter", "Exportateur", "Exportador",
           ("Name of the exporter", "Holder", "Permit holder", "Titulaire", "Titular"), 200),
    Column("exporter_country", "Country of export", "Pays d’exportation", "País de exportación",
           ("Exporting country",)),
    Column("consignee_name", "Importer", "Importateur", "Importador",
           ("Consignee", "Name of the importer", "Destinataire", "Destinatario"), 200),
    Column("consignee_country", "Country of import", "Pays d’importation", "País de importación",
           ("Importing country", "Destination", "Country of destination", "Pays de destination")),
    Column("purpose", "Purpose", "But", "Finalidad", ("Purpose code", "Code du but", "Purpose of transaction")),
    Column("signatory_name", "Signed off by", "Signé par", "Firmado por",
           ("Signatory", "Signed by", "Signataire", "Firmante"), 200),
    Column("appendix", "Appendix", "Annexe", "Apéndice", ("CITES Appendix", "App.")),
)  # fmt: skip
NEEDED_OF_PAPERS: Final = ("number", "document_type", "issued_on", "valid_until", "exporter_name")
_BY_NAME: Final = {column.name: column for column in PAPER_COLUMNS}
_BY_SPELLING: Final = {spelling: column.name for column in reversed(PAPER_COLUMNS) for spelling in column.spellings}


def paper_places(headings: Sequence[str]) -> dict[str, int]:
    """Return where each of these columns stands, the first where two mean one; raise FaultySheet where one lacks."""
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        if name := _BY_SPELLING.get(folded(heading)):
            found.setdefault(name, place)
    if missing := [_BY_NAME[name].en for name in NEEDED_OF_PAPERS if name not in found]:
        message = gettext_noop("These columns are missing: %(columns)s. Name them as in the template.")
        raise FaultySheet(message=message, data={"columns": ", ".join(missing)})
    return found
