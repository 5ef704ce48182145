"""Write the code tables of this folder from the tables that came with UNEP-WCMC's guide.

Run as ``python platform/cites/species/data/convert.py FOLDER``. FOLDER holds the guide's lists as CSV
(``terms units purposes sources cites_parties valid_term_unit valid_term_purpose valid_taxon_term``).
What is wrong or cut off there is put right below, so that running it again gives the same files.
"""

import csv
import re
import sys
from collections.abc import Iterable
from pathlib import Path

from babel import Locale

HERE = Path(__file__).parent
GUIDE = "UNEP-WCMC (2022), A guide to using the CITES Trade Database, version 9"
SAPI = "UNEP-WCMC, SAPI repository (BSD licence), tables of valid pairs"
BEGINNING = "1975-07-01"
UNTIL_GUIDE_8 = "2016-12-31"
DATED = ("valid_from", "valid_to", "source", "checked")
NAMES = ("name_en", "name_fr", "name_es")

Row = dict[str, str]

TERM_NAMES = {
    "BAR": ("bark", "Écorce", "Corteza"),
    "VEN": ("veneer sheets", "Feuilles de placage", "Chapas de madera"),
    "SHE": ("shell", "Coquille", "Concha"),
    "CSD": ("coral sand", "Sable de corail", "Arena de coral"),
    "FIN": ("fin", "Aileron", "Aleta"),
    "KNL": ("kernel", "Amande", "Almendra"),
    "HPR": ("horn products", "Produits en corne", "Productos de cuerno"),
    "LPL": (
        "leather product (large)",
        "Article en cuir (grand)",
        "Artículo de cuero (grande)",
    ),
    "LPS": (
        "leather product (small)",
        "Article en cuir (petit)",
        "Artículo de cuero (pequeño)",
    ),
    "LEG": ("frog legs", "Cuisses de grenouilles", "Ancas de rana"),
}
TERM_UNITS = {  # where the guide's cell is a sentence
    "CUL": ("NAR", ""), "DER": ("KGM", "LTR"), "ESH": ("GRM", "KGM"), "FEA": ("KGM", "NAR"),
    "MED": ("KGM", "LTR"), "SPE": ("KGM", "LTR MLT NAR"), "VEN": ("MTQ", "MTK KGM"),
}  # fmt: skip
UNIT_OF = {
    "no.": "NAR", "kg": "KGM", "g": "GRM", "l": "LTR", "ml": "MLT", "m": "MTR", "m2": "MTK", "m3": "MTQ",
    "": "",
}  # fmt: skip
UNIT_NAMES = {
    "CTM": ("centimetres", "centimètres", "centímetros"),
    "CUF": ("cubic feet", "pieds cubes", "pies cúbicos"),
    "FEE": ("feet", "pieds", "pies"),
    "OUN": ("ounces", "onces", "onzas"),
    "MGM": ("milligrams", "milligrammes", "miligramos"),
    "MYG": ("micrograms", "microgrammes", "microgramos"),
    "PND": ("pounds", "livres", "libras"),
    "SQC": ("square centimetres", "centimètres carrés", "centímetros cuadrados"),
    "SQD": ("square decimetres", "décimètres carrés", "decímetros cuadrados"),
    "SQF": ("square feet", "pieds carrés", "pies cuadrados"),
    "TON": ("tonnes", "tonnes métriques", "toneladas métricas"),
    "SKI": ("skins", "peaux", "pieles"),
    "YAR": ("yards", "verges", "yardas"),
}
PURPOSE_NAMES = {
    "B": (
        "Breeding in captivity or artificial propagation",
        "Élevage en captivité ou reproduction artificielle",
        "Cría en cautividad o reproducción artificial",
    ),
    "E": ("Educational", "Éducation", "Educativo"),
    "M": (
        "Medical (including biomedical research)",
        "Fins médicales (y compris la recherche biomédicale)",
        "Médico (inclusive la investigación biomédica)",
    ),
}
SOURCE_NAMES = {
    "C": ("Bred in captivity", "Élevés en captivité", "Criados en cautividad"),
    "D": (
        "Appendix I, bred in captivity or artificially propagated for commercial purposes (registered)",
        "Annexe I, élevés en captivité ou reproduits artificiellement à des fins commerciales (enregistrés)",
        "Apéndice I, criados en cautividad o reproducidos artificialmente para el comercio (registrados)",
    ),
    "F": (
        "Born in captivity (first or later generation), not meeting the definition of bred in captivity",
        "Nés en captivité (F1 et suivantes)",
        "Nacidos en cautividad (F1 y subsiguientes)",
    ),
    "I": ("Confiscated or seized", "Confisqués ou saisis", "Confiscados o decomisados"),
    "O": ("Pre-Convention", "Pré-Convention", "Preconvención"),
    "U": (
        "Unknown (must be justified)",
        "Source inconnue (à justifier)",
        "Origen desconocido (debe justificarse)",
    ),
    "X": (
        "Taken in the marine environment, outside the jurisdiction of any State",
        "Prélevés dans le milieu marin hors de la juridiction d'un État",
        "Extraídos del medio marino fuera de la jurisdicción de cualquier Estado",
    ),
}
SINCE = {"Y": "2019-11-26"}
COUNTRY_NAMES = {
    "BO": (
        "Bolivia (Plurinational State of)",
        "Bolivie (État plurinational de)",
        "Bolivia (Estado Plurinacional de)",
    ),
    "CZ": ("Czechia", "Tchéquie", "Chequia"),
    "EC": ("Ecuador", "Équateur", "Ecuador"),
    "EG": ("Egypt", "Égypte", "Egipto"),
    "ER": ("Eritrea", "Érythrée", "Eritrea"),
    "ET": ("Ethiopia", "Éthiopie", "Etiopía"),
    "EU": ("European Union", "Union européenne", "Unión Europea"),
    "GB": (
        "United Kingdom of Great Britain and Northern Ireland",
        "Royaume-Uni de Grande-Bretagne et d'Irlande du Nord",
        "Reino Unido de Gran Bretaña e Irlanda del Norte",
    ),
    "IR": (
        "Iran (Islamic Republic of)",
        "Iran (République islamique d')",
        "Irán (República Islámica del)",
    ),
    "KG": ("Kyrgyzstan", "Kirghizistan", "Kirguistán"),
    "LY": ("Libya", "Libye", "Libia"),
    "MK": ("North Macedonia", "Macédoine du Nord", "Macedonia del Norte"),
    "NZ": ("New Zealand", "Nouvelle-Zélande", "Nueva Zelandia"),
    "SB": ("Solomon Islands", "Îles Salomon", "Islas Salomón"),
    "SY": (
        "Syrian Arab Republic",
        "République arabe syrienne",
        "República Árabe Siria",
    ),
    "SZ": ("Eswatini", "Eswatini", "Eswatini"),
    "TR": ("Türkiye", "Türkiye", "Türkiye"),
    "US": (
        "United States of America",
        "États-Unis d'Amérique",
        "Estados Unidos de América",
    ),
    "VE": (
        "Venezuela (Bolivarian Republic of)",
        "Venezuela (République bolivarienne du)",
        "Venezuela (República Bolivariana de)",
    ),
}
REGIONS = {
    "1": "Africa", "2": "Asia", "3": "Central and South America and the Caribbean", "4": "Europe",
    "5": "North America", "6": "Oceania",
}  # fmt: skip
REGION_OF = {"RS": "4"}
TERRITORIES = {
    "AU": "CC CX NF", "CN": "HK MO", "DK": "FO GL", "FI": "AX",
    "FR": "BL GF GP MF MQ NC PF PM RE TF WF YT", "GB": "AI BM FK GG GI GS IM JE KY MS PN SH TC VG",
    "NL": "AW BQ CW SX", "NZ": "TK", "US": "AS GU MP PR VI",
}  # fmt: skip
NOT_PARTIES = "CK FM HT KI KP MH NR NU SS TL TM TV VA"
MISSING_TAXON_TERMS = [  # pairs that everybody trades in and the old table lacks
    ("FAMILY", "Strombidae", "MEA"),
    ("FAMILY", "Holothuriidae", "MEA"),
    ("FAMILY", "Nautilidae", "SHE"),
    ("CLASS", "Elasmobranchii", "MEA"),
]
OTHER_PLACES = {
    "HS": (
        "Introduction from the sea",
        "Introduction en provenance de la mer",
        "Introducción procedente del mar",
    ),
    "XX": ("Unknown country", "Pays inconnu", "País desconocido"),
}


def main(folder: Path) -> None:
    """Write every table."""
    write("terms.csv", terms(rows(folder, "terms")))
    write("units.csv", units(rows(folder, "units")))
    write("purposes.csv", codes(rows(folder, "purposes"), PURPOSE_NAMES))
    write("sources.csv", sources(rows(folder, "sources")))
    write("countries.csv", [*parties(rows(folder, "cites_parties")), *other_countries()])
    known = {row["code"] for row in rows(folder, "terms")}
    units_of, purposes_of, terms_of = (
        [row for row in rows(folder, name) if row["term_code"] in known]
        for name in ("valid_term_unit", "valid_term_purpose", "valid_taxon_term")
    )
    write("term_units.csv", pairs(units_of, {"term": "term_code", "unit": "unit_code"}))
    write("term_purposes.csv", pairs(purposes_of, {"term": "term_code", "purpose": "purpose_code"}))
    write("taxon_terms.csv", [*taxon_terms(terms_of), *missing_taxon_terms()])


def rows(folder: Path, name: str) -> list[Row]:
    """Read one table, without the spaces round its cells."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [{key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(file)]


def write(name: str, table: Iterable[Row]) -> None:
    """Write one table; its columns are those of the first row."""
    lines = list(table)
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(lines[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)


def dated(source: str, valid_from: str = BEGINNING, valid_to: str = "") -> Row:
    """Return the columns that every row has."""
    return dict(zip(DATED, (valid_from, valid_to, source, "no"), strict=True))


def names(row: Row, better: dict[str, tuple[str, str, str]]) -> Row:
    """Return the names of a row in three languages."""
    return named(better[row["code"]]) if row["code"] in better else {name: row[name] for name in NAMES}


def named(known: tuple[str, str, str]) -> Row:
    """Return names in three languages as columns."""
    return dict(zip(NAMES, known, strict=True))


def terms(table: list[Row]) -> Iterable[Row]:
    """Terms, with the two meanings that COS had one after the other."""
    for row in sorted(table, key=lambda row: row["code"]):
        if row["code"] == "COS":
            yield coral_sand()
        preferred, alternative = term_units(row)
        official = row["fr_es_official"].startswith("CITES") and row["code"] not in TERM_NAMES
        yield {
            "code": row["code"],
            **tidy(names(row, TERM_NAMES)),
            "preferred_unit": preferred,
            "alternative_units": alternative,
            "explanation": explanation(row),
            "official_translation": "yes" if official else "no",
            **dated(GUIDE, "2017-01-01" if row["code"] == "COS" else BEGINNING, ended(row)),
        }


def coral_sand() -> Row:
    """COS as it was before it became today's term."""
    empty = dict.fromkeys(("preferred_unit", "alternative_units", "explanation"), "")
    spoken = tidy(named(TERM_NAMES["CSD"]))
    return {"code": "COS", **spoken, **empty, "official_translation": "no", **dated(GUIDE, BEGINNING, UNTIL_GUIDE_8)}


def ended(row: Row) -> str:
    """Return the last day of a code that is no longer in use."""
    return "" if row["status"] == "current" else UNTIL_GUIDE_8


def tidy(known: Row) -> Row:
    """Return names that begin alike, in lower case where the language does so."""
    return {key: (name[:1].lower() + name[1:] if name else name) for key, name in known.items()}


def explanation(row: Row) -> str:
    """Return the guide's words without its typography; nothing for terms no longer in use."""
    return re.sub(r"\s+", " ", row["explanation_en"].replace("*", "")) if row["status"] == "current" else ""


def term_units(row: Row) -> tuple[str, str]:
    """Return the preferred unit, and the others, as codes."""
    preferred, alternative = (UNIT_OF.get(row[column], "") for column in ("preferred_unit", "alternative_unit"))
    return TERM_UNITS.get(row["code"], (preferred, alternative))


def units(table: list[Row]) -> Iterable[Row]:
    """Units; the codes of before 2021 stand beside those that replaced them."""
    for row in table:
        yield {
            "code": row["code"],
            **names(row, UNIT_NAMES),
            "abbreviation": row["guideline_abbreviation"],
            "former_code": "" if ended(row) else row["pre_2021_wcmc_code"],
            **dated(GUIDE, BEGINNING, ended(row)),
        }


def codes(table: list[Row], better: dict[str, tuple[str, str, str]]) -> Iterable[Row]:
    """Codes of one letter."""
    for row in sorted(table, key=lambda row: row["code"]):
        since = SINCE.get(row["code"], BEGINNING)
        yield {"code": row["code"], **names(row, better), **dated(GUIDE, since)}


def sources(table: list[Row]) -> Iterable[Row]:
    """Sources, with the kingdom that they are kept for and whether they need a second code."""
    scope = {row["code"]: row["kingdom_scope"].replace("both", "") for row in table}
    for row in codes(table, SOURCE_NAMES):
        second = "yes" if row["code"] in "IO" else "no"
        yield {**row, "kingdom": scope[row["code"]], "needs_second": second}


def parties(table: list[Row]) -> Iterable[Row]:
    """Parties, each from its entry into force."""
    for row in table:
        iso2 = row["iso2"]
        region = REGIONS.get(row["cites_region_2013"] or REGION_OF.get(iso2, ""), "")
        spoken = names({**row, "code": iso2}, COUNTRY_NAMES)
        yield place(iso2, spoken, "party", region=region, **dated(GUIDE, row["entry_into_force"]))


def other_countries() -> Iterable[Row]:
    """Territories, States that are no Party, and the two codes that are no country."""
    cldr = dated("Names: Unicode CLDR; status: compiled for this product")
    for party, codes_of_party in TERRITORIES.items():
        for iso2 in codes_of_party.split():
            yield place(iso2, cldr_names(iso2), "territory", belongs_to=party, **cldr)
    for iso2 in NOT_PARTIES.split():
        yield place(iso2, cldr_names(iso2), "non_party", **cldr)
    for iso2, known in OTHER_PLACES.items():
        yield place(iso2, named(known), "other", **dated(GUIDE))


def cldr_names(iso2: str) -> Row:
    """Return a country's names from CLDR."""
    return {name: Locale.parse(name.removeprefix("name_")).territories[iso2] for name in NAMES}


def place(iso2: str, spoken: Row, kind: str, *, belongs_to: str = "", region: str = "", **rest: str) -> Row:
    """Return one row of the table of countries."""
    return {"iso2": iso2, **spoken, "kind": kind, "belongs_to": belongs_to, "region": region, **rest}


def taxon_terms(table: list[Row]) -> Iterable[Row]:
    """Pairs of groups and terms, as UNEP-WCMC has them."""
    return pairs(table, {"rank": "rank", "taxon_name": "taxon", "term": "term_code"})


def missing_taxon_terms() -> Iterable[Row]:
    """Pairs of our own."""
    for rank, taxon_name, term in MISSING_TAXON_TERMS:
        pair = {"rank": rank, "taxon_name": taxon_name, "term": term}
        yield {**pair, **dated("Compiled for this product; to be checked")}


def pairs(table: list[Row], columns: dict[str, str]) -> Iterable[Row]:
    """Pairs of codes, sorted."""
    picked = sorted({tuple(row[column] for column in columns.values()) for row in table})
    for values in picked:
        yield {**dict(zip(columns, values, strict=True)), **dated(SAPI)}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
