"""Samples for the access table of casework, and what its tests type."""

from dataclasses import replace
from typing import Any

from tests.factories.permits import an_application, cast, to_finding


def access_samples(party: Any, trader: Any) -> dict[str, str]:
    """A draft of the trader with its first line, and a case of theirs that waits for its finding."""
    who = replace(cast(), trader=trader)
    draft = an_application(trader)
    submitted = to_finding(an_application(trader), who)
    line = str(draft.lines.order_by("pk")[0].pk)
    return {"draft": draft.reference, "line": line, "case": submitted.reference}


LINE = {
    "term": "SHE",
    "quantity": "12",
    "unit": "NAR",
    "source": "W",
    "country_of_origin": "BB",
    "marks": "",
    "description": "polished shells",
}
EXPORTER = {"exporter_name": "Sargasso Seafood Ltd", "exporter_address": "Princess Alice Highway\nBridgetown"}
CONSIGNEE = {
    "consignee_name": "Pelagic Trading Company",
    "consignee_address": "1180 Harbour Drive\nMiami",
    "consignee_country": "US",
}
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"

__all__ = ["CONSIGNEE", "EXPORTER", "LINE", "PDF", "access_samples"]
