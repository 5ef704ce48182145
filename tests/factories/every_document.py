"""For each document of the Convention what a trader of Barbados types to apply for it, page by page."""

from dataclasses import dataclass, field
from typing import Any

from tests.factories.journeys import CONSIGNEE, EXPORTER, IN_BAGS

Answers = dict[str, Any]
HERE = {"consignee_name": "Sargasso Seafood Ltd", "consignee_address": "Princess Alice Highway\nBridgetown"}
ABROAD = {"exporter_name": "Reef House", "exporter_address": "1 Bay Street\nKingstown"}
PORT = {"port_of_exit": "BBBGI"}
VISITED = {**PORT, "journey_countries": "Trinidad and Tobago, Martinique"}
FROM_HERE: dict[str, Answers] = {"exporter": EXPORTER, "consignee": CONSIGNEE, "journey": PORT, "departure": {}}
PAPER = {
    "paper_number": "26JM000017", "paper_authority": "National Environment and Planning Agency", "paper_country": "JM",
    "paper_date": "2026-03-02",
}  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """A document, one line of specimens with what its further pages ask, and the answers of each section."""

    document: str
    taxon: str
    line: Answers
    sections: dict[str, Answers]
    purpose: str = "T"
    pages: dict[str, Answers] = field(default_factory=dict)

    @property
    def answers(self) -> dict[str, Answers]:
        """The answers of every section, that of the purpose included."""
        return {"purpose": {"purpose": self.purpose}, **self.sections}


def line(term: str, source: str, origin: str = "BB", quantity: str = "2", unit: str = "NAR") -> Answers:
    """A line as its first page posts it."""
    return {"term": term, "quantity": quantity, "unit": unit, "source": source, "country_of_origin": origin}


OWNER = {"exporter_name": "Rosalind Gittens", "exporter_address": "Bay Street\nBridgetown"}
RINGED = {"specimen": {"marks": "Ring BB 77", "sex": "F", "age": "hatched May 2020"}}
LIVING = {**PORT, **IN_BAGS}

EVERY: tuple[Wanted, ...] = (
    Wanted("EXP", "ALI-GIG", line("MEA", "W", quantity="1250", unit="KGM"), FROM_HERE),
    Wanted(
        "IMP", "AMA-GUI", line("LIV", "W", "VC"),
        {
            "exporter": {**ABROAD, "exporter_country": "VC"},
            "consignee": HERE,
            "journey": LIVING,
            "earlier": {},
            "use": {"breeding_facility": "Graeme Hall, Christ Church", "breeding_aim": "A reserve; none is sold"},
            "housing": {"housing_place": "Two flights of 4 by 6 m", "housing_care": "Two keepers, Dr Alleyne"},
        },
        purpose="B",
        pages=RINGED,
    ),
    Wanted(
        "REX", "ALI-GIG", line("SHE", "W", "JM"), FROM_HERE,
        pages={"origin": {"origin_permit_missing": "The shells were bought in 1998 without papers"}},
    ),
    Wanted(
        "IFS", "CAR-FAL", line("MEA", "X", quantity="80", unit="KGM"),
        {
            "consignee": HERE,
            "vessel": {"vessel_name": "Sea Harvest", "vessel_flag": "BB", "vessel_number": "IMO 9074729"},
            "catch": {"fishing_area": "FAO 31"},
            "trip": {"trip_from": "2026-03-01", "trip_to": "2026-03-09"},
            "journey": PORT,
        },
    ),
    Wanted("ORG", "ANO-EQU", line("LIV", "C"), {**FROM_HERE, "journey": LIVING}),
    Wanted(
        "PRE", "ERE-IMB", line("CAR", "O"), FROM_HERE, purpose="P",
        pages={
            "source": {"source2": "W", "acquired_on": "1961-05-01"},
            "specimen": {"description": "Comb of tortoiseshell", "worked_on": "about 1960"},
        },
    ),
    Wanted("CAP", "AMA-AMA", line("LIV", "C"), {**FROM_HERE, "journey": LIVING}, purpose="B", pages=RINGED),
    Wanted("ART", "CAT-SPP", line("LIV", "A", quantity="40"), {**FROM_HERE, "journey": LIVING}),
    Wanted(
        "TEC", "AMA-AMA", line("LIV", "C", quantity="1"),
        {
            "exporter": OWNER,
            "exhibition": {"exhibition_name": "Birds of the Islands"},
            "journey": {**VISITED, **IN_BAGS},
        },
        purpose="Q",
        pages=RINGED,
    ),
    Wanted(
        "POC", "AMA-AMA", line("LIV", "C", quantity="1"), {"exporter": OWNER, "journey": {**VISITED, **IN_BAGS}},
        purpose="P",
        pages=RINGED,
    ),
    Wanted(
        "MIC", "DAL-NIG", line("WPR", "O", "BR", quantity="1"),
        {
            "exporter": OWNER,
            "instrument": {"instrument_kind": "Classical guitar, Madrid 1968", "instrument_serial": "Label 4711"},
            "journey": VISITED,
        },
        purpose="P",
        pages={"source": {"source2": "W", "acquired_on": "1968-05-01"}},
    ),
    Wanted(
        "SCC", "IGU-IGU", line("LPS", "C"),
        {"exporter": OWNER, "carnet": {"carnet_number": "BB-2026-0012"}, "journey": VISITED},
    ),
    Wanted(
        "SPC", "CAT-SPP", line("LIV", "A", quantity="500"),
        {
            "simplified": {
                "simplified_registration": "BB-SP-3", "simplified_number": "3", "simplified_boxes": ["3", "15"],
            },
            "exporter": EXPORTER,
            "journey": LIVING,
        },
    ),
    Wanted(
        "TRN", "ALI-GIG", line("MEA", "W", "JM", quantity="90", unit="KGM"),
        {"exporter": {**ABROAD, "exporter_country": "JM"}, "consignee": CONSIGNEE, "paper": PAPER, "journey": PORT, "statements": {}},
    ),
    Wanted(
        "LBL", "CAT-SPP", line("DPL", "W"),
        {
            "exporter": {**EXPORTER, "exporter_country": "BB"},
            "consignee": CONSIGNEE,
            "institutions": {"institution_from": "BB 001", "institution_to": "US 018"},
            "paper": {"paper_number": "L-77", "paper_date": "2026-03-02"},
            "journey": PORT,
        },
        purpose="S",
    ),
    Wanted(
        "PHY", "DEN-SPP", line("LIV", "A", quantity="60"),
        {"exporter": EXPORTER, "consignee": CONSIGNEE, "paper": {**PAPER, "paper_country": "BB"}, "journey": LIVING},
    ),
    Wanted(
        "NPD", "TRI-MAX", line("SHE", "W", "KI"),
        {
            "exporter": {**ABROAD, "exporter_country": "KI"},
            "consignee": {**HERE, "consignee_country": "BB"},
            "paper": {**PAPER, "paper_country": "KI"},
            "kind": {"paper_kind": "export"},
            "statements": {"paper_not_detrimental": "yes", "paper_lawful": "yes"},
            "journey": PORT,
        },
    ),
)  # fmt: skip
