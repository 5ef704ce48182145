"""An application for each document that is issued, decided and paid for, with all that the document prints."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from cites.permits.models import Application, ApplicationLine
from tests.factories.permits import CONCH, Cast, an_application, pay, to_payment

PARROT = {
    "taxon_code": "AMA-GUI", "scientific_name": "Amazona guildingii", "common_name": "St Vincent amazon",
    "kingdom": "Animalia", "appendix": "I", "term": "LIV", "quantity": Decimal(1), "unit": "NAR", "source": "C",
    "country_of_origin": "VC", "marks": "Ring SVG 14 0071", "sex": "F", "age": "hatched in May 2019",
    "answers": {"parent_male_marks": "SVG 09 0012", "parent_female_marks": "SVG 09 0020"},
}  # fmt: skip
SHARK = {
    "taxon_code": "ISU-OXY", "scientific_name": "Isurus oxyrinchus", "common_name": "Shortfin mako",
    "kingdom": "Animalia", "appendix": "II", "term": "MEA", "quantity": Decimal("4200"), "unit": "KGM", "source": "X",
    "country_of_origin": "HS", "description": "Frozen, headed and gutted",
}  # fmt: skip
SHELL = {
    "taxon_code": "ALI-GIG", "scientific_name": "Aliger gigas", "common_name": "Queen conch", "kingdom": "Animalia",
    "appendix": "II", "term": "SHE", "quantity": Decimal(40), "unit": "NAR", "source": "W", "country_of_origin": "BB",
}  # fmt: skip
ORCHID = {
    "taxon_code": "ORC-SPP", "scientific_name": "Phalaenopsis hybrids", "common_name": "Moth orchids",
    "kingdom": "Plantae", "appendix": "II", "term": "LIV", "quantity": Decimal(300), "unit": "NAR", "source": "A",
    "country_of_origin": "BB", "description": "In bloom, bare-rooted",
}  # fmt: skip
VIOLIN = {
    "taxon_code": "DAL-NIG", "scientific_name": "Dalbergia nigra", "common_name": "Brazilian rosewood",
    "kingdom": "Plantae", "appendix": "I", "term": "CAR", "quantity": Decimal(1), "unit": "NAR", "source": "O",
    "source2": "W", "country_of_origin": "BR", "description": "Guitar, back and sides", "marks": "Label No. 1721",
    "acquired_on": date(1978, 5, 2), "answers": {"worked_on": "1978-05-02"},
    "origin_permit_missing": "The instrument was bought before the Convention applied.",
}  # fmt: skip
CORAL = {
    "taxon_code": "ACR-SPP", "scientific_name": "Acropora spp.", "common_name": "Staghorn corals",
    "kingdom": "Animalia", "appendix": "II", "term": "COR", "quantity": Decimal(25), "unit": "KGM", "source": "W",
    "country_of_origin": "FJ", "origin_permit_number": "25FJ000412", "origin_permit_date": date(2025, 11, 4),
    "reexport_country": "NZ", "reexport_number": "26NZ000081", "reexport_date": date(2026, 2, 17),
}  # fmt: skip
SEIZED = {**SHELL, "source": "I", "source2": "U", "justification": "Left behind at the port; nobody knows its owner."}


@dataclass(frozen=True)
class Sample:
    """What an application for a document says; ``fields`` are those of the application, ``answers`` its further ones."""

    lines: tuple[Mapping[str, Any], ...]
    answers: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, Any] = field(default_factory=dict)


_NOBODY = {"consignee_name": "", "consignee_address": "", "consignee_country": ""}
_FROM_ABROAD = {
    "exporter_name": "Pacific Reef Exports", "exporter_address": "4 Wharf Street\nSuva", "exporter_country": "FJ",
    "consignee_name": "Sargasso Seafood Ltd", "consignee_address": "Princess Alice Highway\nBridgetown",
    "consignee_country": "BB",
}  # fmt: skip

SAMPLES: Mapping[str, Sample] = {
    "EXP": Sample((SHELL, SEIZED)),
    "IMP": Sample(
        (CORAL,), {"export_permit_number": "26FJ000733", "export_permit_date": "2026-10-30"}, _FROM_ABROAD
    ),
    "REX": Sample((CORAL, {**CORAL, "origin_permit_number": "", "origin_permit_missing": "Lost in a flood."})),
    "IFS": Sample(
        (SHARK,),
        {
            "vessel_name": "Flying Fish II", "vessel_flag": "BB", "vessel_number": "IMO 8814275",
            "fishing_area": "FAO 31, beyond 200 nautical miles", "trip_from": "2026-10-01", "trip_to": "2026-11-12",
            "catch_document": "ICCAT BCD 26/0311",
        },
        {**_FROM_ABROAD, "exporter_name": "Oistins Fishing Company", "exporter_address": "Oistins", "exporter_country": "HS"},
    ),
    "ORG": Sample(({**SHELL, "appendix": "III"},)),
    "PRE": Sample(({**SHELL, "source": "O", "source2": "W", "acquired_on": date(1984, 3, 17)},)),
    "CAP": Sample((PARROT,)),
    "ART": Sample((ORCHID,)),
    "TEC": Sample(
        (PARROT,),
        {
            "exhibition_name": "Caribbean Birds on Tour", "exhibition_registration": "BB-TEX-004",
            "journey_countries": "VC, LC, TT",
        },
        {"purpose": "Q"},
    ),
    "POC": Sample((PARROT,), {"journey_countries": "GB"}, {"purpose": "P"}),
    "MIC": Sample((VIOLIN,), {"instrument_kind": "Guitar", "instrument_serial": "1721"}, {"purpose": "P"}),
    "SCC": Sample((SHELL, CORAL), {"carnet_number": "BB/26/00017", "journey_countries": "US, FR"}),
    "SPC": Sample(
        (SHELL,),
        {"simplified_number": "3", "simplified_boxes": "3, 3a, 11, 15", "simplified_registration": "BB-SP-12"},
        _NOBODY,
    ),
}  # fmt: skip
"""One application for each document that is issued, by the document's code."""


def ready_to_issue(who: Cast, document_type: str, **changes: Any) -> Application:
    """An application for a document that is decided and paid for; ``changes`` are those of its sample."""
    sample = SAMPLES[document_type]
    application = to_payment(an_application(who.trader, (CONCH,)), who)
    pay(application, who)
    fields = {**sample.fields, "answers": dict(sample.answers), **changes}
    lines = fields.pop("lines", sample.lines)
    # Whatever a process asks on the way, this is what it comes to.
    Application.objects.filter(pk=application.pk).update(document_type=document_type, **fields)
    application.lines.all().delete()
    for position, line in enumerate(lines, 1):
        ApplicationLine.objects.create(application=application, position=position, **line)
    return Application.objects.get(pk=application.pk)
