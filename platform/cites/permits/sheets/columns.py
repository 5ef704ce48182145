"""The columns that are read, and the headings by which they are known in English, French and Spanish."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cites.permits.rules.import_permits import QUANTITY
from cites.permits.sheets.faults import FaultySheet
from cites.species.folding import folded
from kernel.text import gettext_noop

TAXON: Final = "scientific_name"
COMMON_NAME: Final = "common_name"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the name of its field, its heading in each language of the Convention, and other spellings."""

    name: str
    en: str
    fr: str
    es: str
    also: tuple[str, ...] = ()
    longest: int = 0  # characters of a text; nothing for what is no text

    def heading(self, language: str) -> str:
        """Return the heading in a language, in English where we have none."""
        return str(getattr(self, language.split("-")[0], "") or self.en)

    @property
    def official(self) -> set[str]:
        """The headings of the template in every language, folded."""
        return {folded(each) for each in (self.en, self.fr, self.es, self.name)}

    @property
    def spellings(self) -> set[str]:
        """Every spelling, folded."""
        return self.official | {folded(each) for each in self.also}


COLUMNS: Final = (
    Column(TAXON, "Scientific name", "Nom scientifique", "Nombre científico",
           ("Species", "Espèce", "Especie", "Taxon", "Taxón", "Latin name", "Nom latin", "Nombre latino")),
    Column(COMMON_NAME, "Common name", "Nom commun", "Nombre común",
           ("Vernacular name", "Nom vernaculaire", "Nombre vulgar", "English name", "Name", "Nom")),
    Column("term", "Kind of specimen", "Type de spécimen", "Tipo de espécimen",
           ("Term", "Term code", "Terme", "Término", "Type of specimen", "Description code", "Specimen", "Spécimen",
            "Espécimen", "Kind", "Nature du spécimen", "Type")),
    Column("quantity", "Quantity", "Quantité", "Cantidad", ("Qty", "Amount", "Number of specimens",
           "Nombre de spécimens", "Qté")),
    Column("unit", "Unit", "Unité", "Unidad", ("Units", "Unités", "Unidades", "Unit code", "Unit of measure")),
    Column("source", "Source", "Source", "Origen", ("Source code", "Code source", "Código de origen", "Fuente")),
    Column("source2", "Second source", "Deuxième source", "Segundo origen",
           ("Source 2", "Second source code", "Seconde source", "Origen 2")),
    Column("country_of_origin", "Country of origin", "Pays d’origine", "País de origen",
           ("Origin", "Origine", "Country", "Origin country", "Pays", "País")),
    Column("marks", "Marks or numbers", "Marques ou numéros", "Marcas o números",
           ("Marks", "Mark", "Tags", "Rings", "Identification", "Marques", "Marcas", "Numéros", "Serial numbers",
            "Microchip", "Tag number"), 300),
    Column("description", "Description", "Description", "Descripción",
           ("Details", "Remarks", "Détails", "Detalles"), 300),
    Column("registered_operation", "Registered operation", "Établissement enregistré", "Establecimiento registrado",
           ("Number of the registered operation", "Operation number"), 60),
    Column("acquired_on", "Date of acquisition", "Date d’acquisition", "Fecha de adquisición",
           ("Acquired on", "Acquisition date", "Acquis le", "Adquirido el")),
    Column("justification", "Why the source is unknown", "Pourquoi la source est inconnue",
           "Por qué se desconoce el origen", ("Justification", "Justificación"), 500),
    Column("origin_permit_number", "Permit of the country of origin", "Permis du pays d’origine",
           "Permiso del país de origen", ("Origin permit", "Origin permit number"), 60),
    Column("origin_permit_date", "Date of the permit of origin", "Date du permis du pays d’origine",
           "Fecha del permiso del país de origen", ("Origin permit date",)),
    Column("origin_permit_missing", "Why the permit is not known", "Pourquoi le permis n’est pas connu",
           "Por qué se desconoce el permiso", (), 300),
    Column("reexport_country", "Country of last re-export", "Pays de la dernière réexportation",
           "País de la última reexportación", ("Last re-export country",)),
    Column("reexport_number", "Certificate of last re-export", "Certificat de la dernière réexportation",
           "Certificado de la última reexportación", ("Last re-export certificate",), 60),
    Column("reexport_date", "Date of the certificate of last re-export",
           "Date du certificat de la dernière réexportation", "Fecha del certificado de la última reexportación"),
    Column("sex", "Sex", "Sexe", "Sexo", ("Gender",)),
    Column("age", "Age", "Âge", "Edad", ("Date of birth", "Date de naissance", "Fecha de nacimiento"), 60),
)  # fmt: skip
FURTHER: Final = (
    Column("parent_male_marks", "Mark of the father, and its paper", "Marque du père, et son document",
           "Marca del padre, y su documento", ("Father", "Père", "Padre"), 300),
    Column("parent_female_marks", "Mark of the mother, and its paper", "Marque de la mère, et son document",
           "Marca de la madre, y su documento", ("Mother", "Mère", "Madre"), 300),
    Column("hybrid_parents", "Parents of the hybrid", "Parents de l’hybride", "Progenitores del híbrido",
           ("Hybrid parents", "Parents", "Progenitores"), 200),
    Column("worked_on", "When it was made", "Date de fabrication", "Cuándo se fabricó",
           ("Made", "Fabriqué", "Fabricado"), 60),
    Column("acquisition_proved", "Proof of acquisition", "Preuve de l’acquisition", "Prueba de la adquisición",
           ("What proves that it was before the listing",), 300),
    Column("reexport_missing", "Why the certificate is not known", "Pourquoi le certificat n’est pas connu",
           "Por qué se desconoce el certificado", ("Certificate of last re-export not known",), 300),
    Column("origin_missing", "Why the country of origin is not known", "Pourquoi le pays d’origine n’est pas connu",
           "Por qué se desconoce el país de origen", ("Country of origin not known",), 300),
    Column("hunting_place", "Hunted in", "Lieu de chasse", "Lugar de caza",
           ("Where it was hunted", "Chassé à", "Cazado en"), 200),
    Column("hunted_on", "Hunted on", "Date de chasse", "Fecha de caza", ("Date of the hunt", "Chassé le", "Cazado el")),
    Column("hunting_licence", "Hunting licence or tag", "Permis de chasse ou étiquette",
           "Licencia de caza o etiqueta", ("Hunting licence", "Permis de chasse", "Licencia de caza"), 60),
    Column(QUANTITY, "Quantity on the import permit", "Quantité sur le permis d’importation",
           "Cantidad en el permiso de importación", ("Quantity that the import permit grants",)),
)  # fmt: skip
"""Columns of what a line keeps among its further answers; an old permit on paper has none of them."""
LINE_COLUMNS: Final = (*COLUMNS, *FURTHER)
BY_NAME: Final = {column.name: column for column in LINE_COLUMNS}
DAYS: Final = ("acquired_on", "origin_permit_date", "reexport_date", "hunted_on")
NEEDED: Final = ("term", "quantity", "source")
_BY_SPELLING: Final = {spelling: column.name for column in reversed(LINE_COLUMNS) for spelling in column.spellings}
_ASIDE: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def recognised(headings: Sequence[str], *, strict: bool = True) -> dict[str, int]:
    """Return where each column stands, by its name; headings that we do not know are passed over.

    The template's own heading goes before another spelling. Raises FaultySheet where two headings mean one column all
    the same, or one that every line needs is missing, if ``strict``.
    """
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        name = named(heading)
        if name and (name not in found or _goes_before(name, heading, headings[found[name]], strict=strict)):
            found[name] = place
    if strict:
        _refuse_missing(found)
    return found


def _goes_before(name: str, heading: str, other: str, *, strict: bool) -> bool:
    """Whether ``heading`` is the template's own while the ``other`` is not."""
    official = BY_NAME[name].official
    is_ours, is_other = folded(heading) in official, folded(other) in official
    if is_ours == is_other and strict:
        message = gettext_noop("Two columns mean the same: “%(first)s” and “%(second)s”. Remove or rename one.")
        raise FaultySheet(message=message, data={"first": other, "second": heading})
    return is_ours and not is_other


def named(heading: str) -> str:
    """Return the name of the column that a heading means, or nothing; case, accents and asides do not matter."""
    return _BY_SPELLING.get(folded(heading)) or _BY_SPELLING.get(folded(_ASIDE.sub(" ", heading)), "")


def _refuse_missing(found: dict[str, int]) -> None:
    missing = [BY_NAME[name].en for name in NEEDED if name not in found]
    if TAXON not in found and COMMON_NAME not in found:
        missing.insert(0, BY_NAME[TAXON].en)
    if missing:
        message = gettext_noop("These columns are missing: %(columns)s. Name them as in the template.")
        raise FaultySheet(message=message, data={"columns": ", ".join(missing)})
