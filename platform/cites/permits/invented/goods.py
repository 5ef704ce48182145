"""What is traded in invented cases, and to whom it goes."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Goods:
    """One kind of specimen, and what its source asks for besides; ``{iso2}`` in it is the issuing country's code."""

    taxon_code: str
    term: str
    quantity: str
    unit: str
    source: str
    description: str
    more: Mapping[str, Any] = field(default_factory=dict)

    def as_line(self, iso2: str) -> dict[str, Any]:
        """Return the fields of a line."""
        more = {name: each.format(iso2=iso2) if isinstance(each, str) else each for name, each in self.more.items()}
        line = {**asdict(self), **more, "quantity": Decimal(self.quantity)}
        del line["more"]
        return line


Basket = tuple[Goods, ...]

IMPORTERS = (
    ("Pelagic Trading Company", "1180 Harbour Drive\nMiami, Florida 33132", "US"),
    ("Maison de la Mer SARL", "14 quai des Chartrons\n33000 Bordeaux", "FR"),
    ("Blue Reef Aquatics Ltd", "Unit 6, Dockside Road\nBristol BS1 6UT", "GB"),
    ("Nordlicht Aquaristik GmbH", "Speicherstrasse 21\n20457 Hamburg", "DE"),
    ("Pacific Living Reefs Pty Ltd", "52 Wharf Street\nBrisbane QLD 4000", "AU"),
    ("Institute of Reef Studies", "3 Marine Parade\nWellington 6011", "NZ"),
)

CONCH_MEAT = Goods("ALI-GIG", "MEA", "1250", "KGM", "W", "Frozen meat, cleaned, in cartons of 10 kg")
CONCH_SHELL = Goods("ALI-GIG", "SHE", "400", "NAR", "W", "Whole shells, polished")
STONY = Goods("POR-SPP", "COR", "85", "KGM", "W", "Beach-worn pieces")
SEAHORSE = Goods("HIP-REI", "LIV", "60", "NAR", "F", "Live, 6 to 9 cm")
ACROPORA = Goods("ACR-SPP", "LIV", "350", "NAR", "F", "Maricultured colonies on numbered bases")
EUPHYLLIA = Goods("EUP-SPP", "LIV", "120", "NAR", "W", "Live colonies, 8 to 12 cm")
FUNGIA = Goods("FUN-SPP", "LIV", "90", "NAR", "W", "Live, single polyps")
CLAM_MAXIMA = Goods("TRI-MAX", "LIV", "200", "NAR", "F", "Hatchery-reared, shell length 5 cm")
CLAM_CROCEA = Goods("TRI-CRO", "LIV", "150", "NAR", "F", "Hatchery-reared, shell length 4 cm")
CLAM_SHELL = Goods("TRI-SQU", "SHE", "40", "NAR", "W", "Cleaned shells")
_LOST = {"justification": "Bought with the contents of a closed shop; its records were lost in a storm."}
_SHELL_U = Goods("ALI-GIG", "SHE", "12", "NAR", "U", "Whole shells, unpolished", _LOST)
_FUNGIA_U = Goods("FUN-SPP", "COR", "6", "NAR", "U", "Cleaned pieces", _LOST)
_CLAM_U = Goods("TRI-SQU", "SHE", "8", "NAR", "U", "Cleaned shells", _LOST)
_COLLECTED = {"source2": "W", "acquired_on": date(1984, 3, 17)}
_SHELL_O = Goods("ALI-GIG", "SHE", "3", "NAR", "O", "Shells of an old collection", _COLLECTED)
_CLAM_O = Goods("TRI-SQU", "SHE", "5", "NAR", "O", "Shells of an old collection", _COLLECTED)
_BRED = {"registered_operation": "A-{iso2}-501", "marks": "Closed rings AG-0417 and AG-0418"}
_PARROT_D = Goods("AMA-GUI", "LIV", "2", "NAR", "D", "Live pair, three years old", _BRED)

_CONCH_COUNTRY: tuple[Basket, ...] = (
    (CONCH_MEAT, CONCH_SHELL), (CONCH_MEAT,), (CONCH_SHELL,), (STONY,), (SEAHORSE,),
    (CONCH_MEAT, _SHELL_O, _PARROT_D), (_SHELL_U,),
)  # fmt: skip
_CORAL_COUNTRY: tuple[Basket, ...] = (
    (ACROPORA, EUPHYLLIA), (CLAM_MAXIMA, CLAM_CROCEA), (FUNGIA,), (ACROPORA,), (EUPHYLLIA, FUNGIA),
    (ACROPORA, _CLAM_O), (_FUNGIA_U,),
)  # fmt: skip
_CLAM_COUNTRY: tuple[Basket, ...] = (
    (CLAM_MAXIMA, CLAM_CROCEA), (ACROPORA,), (CLAM_SHELL,), (CLAM_CROCEA,), (EUPHYLLIA,),
    (CLAM_MAXIMA, _CLAM_O), (_CLAM_U,),
)  # fmt: skip
_COUNTRIES = {"VU": _CLAM_COUNTRY, "TO": _CLAM_COUNTRY, "WS": _CLAM_COUNTRY, "PW": _CLAM_COUNTRY}
_REGIONS = {"caribbean": _CONCH_COUNTRY, "pacific": _CORAL_COUNTRY}


def baskets_of(iso2: str, region: str) -> tuple[Basket, ...]:
    """Return the seven consignments that are typical of a country: its own, or those of its region."""
    return _COUNTRIES.get(iso2) or _REGIONS.get(region, _CONCH_COUNTRY)


def curios_of(iso2: str, region: str) -> Basket:
    """Return what travellers and collectors buy there: shells, or pieces of coral."""
    return baskets_of(iso2, region)[2]


def importer(number: int, iso2: str) -> tuple[str, str, str]:
    """Return name, address and country of an invented importer, who is never in the exporting country."""
    abroad = [each for each in IMPORTERS if each[2] != iso2]
    return abroad[number % len(abroad)]
