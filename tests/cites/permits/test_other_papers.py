"""What an application says of other States' papers reaches the rules: import permits, export documents, vessels."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cites.permits.queries.applications import reasons_against
from tests.factories.permits import SHELLS, Cast, an_application, cast

DAY = date(2026, 11, 23)
PARROT = {**SHELLS, "taxon_code": "AMA-GUI", "term": "LIV", "quantity": Decimal(2), "source": "W"}
GRANTED = {
    "purpose": "Z", "import_permit_number": "26US1", "import_permit_date": date(2026, 10, 1),
    "import_permit_until": date(2027, 9, 30), "import_permit_importer": "pelagic trading company",
}  # fmt: skip
OF_TWO = {**PARROT, "import_permit_quantity": Decimal("2.5")}


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


def told(who: Cast, code: str, line: Any, document: str = "EXP", **answers: Any) -> set[str]:
    """Of which fields a rule speaks."""
    application = an_application(who.trader, (line,), document, **answers)
    return {each.data["field"] for each in reasons_against(application, DAY) if each.code == code}


def test_an_import_permit_is_compared_with_the_application(who: Cast) -> None:
    assert told(who, "R-I-EXP-4", OF_TWO, **GRANTED) == set()
    old = {**GRANTED, "import_permit_date": date(2019, 3, 1), "import_permit_until": None}
    assert "import_permit_date" in told(who, "R-I-EXP-4", OF_TWO, **old)
    another = {**GRANTED, "import_permit_importer": "Somebody else"}
    assert told(who, "R-I-EXP-4", OF_TWO, **another) == {"import_permit_importer"}
    assert told(who, "R-I-EXP-4", {**OF_TWO, "quantity": Decimal(3)}, **GRANTED) == {"quantity"}


def test_a_state_that_is_no_party_is_told(who: Cast) -> None:
    assert told(who, "R-NP", SHELLS, consignee_country="KI") == {"destination"}
    assert told(who, "R-NP", SHELLS) == set()


def test_the_export_document_of_a_transit_is_compared_with_its_day_and_destination(who: Cast) -> None:
    through = {"document": "TRN", "exporter_country": "JM", "consignee_country": "US"}
    paper = {"paper_date": date(2026, 10, 1), "paper_destination": "US"}
    assert told(who, "R-TRANSIT", SHELLS, **through, **paper) == set()
    assert told(who, "R-TRANSIT", SHELLS, **through, **{**paper, "paper_destination": "FR"}) == {"paper_destination"}
    assert told(who, "R-TRANSIT", SHELLS, **through, **paper, paper_until=date(2026, 11, 1)) == {"paper_until"}


def test_the_flag_of_a_vessel_is_compared_with_the_state_of_introduction(who: Cast) -> None:
    caught = {**SHELLS, "taxon_code": "CAR-FAL", "term": "MEA", "source": "X", "country_of_origin": "HS"}
    assert told(who, "M-X-FLAG", caught, "IFS", vessel_flag="BB", consignee_country="BB") == set()
    assert told(who, "M-X-FLAG", caught, "IFS", vessel_flag="PA", consignee_country="BB") == {"vessel_flag"}


def test_the_pages_ask_for_the_quantity_that_the_import_permit_grants(bb: Any, who: Cast) -> None:
    client = bb.client()
    client.force_login(who.trader)
    application = an_application(who.trader, (PARROT,), **GRANTED)
    line = application.lines.get()
    address = f"/applications/{application.reference}/lines/{line.pk}/grant/"
    assert "Quantity that the import permit grants" in client.get(address).content.decode()
    assert client.post(address, {"import_permit_quantity": "a few"}).status_code == 422
    assert client.post(address, {"import_permit_quantity": "1.5"}).status_code == 302
    assert 'value="1.5"' in client.get(address).content.decode()
    check = client.get(f"/applications/{application.reference}/check/").content.decode()
    assert "The import permit grants less of this line: 1.5." in check


def test_the_pages_ask_for_the_certificate_of_the_last_re_export_where_its_country_is_named(bb: Any, who: Cast) -> None:
    client = bb.client()
    client.force_login(who.trader)
    application = an_application(who.trader, ({**SHELLS, "country_of_origin": "JM"},), "REX")
    address = f"/applications/{application.reference}/lines/{application.lines.get().pk}/reexport/"
    said = {"reexport_country": "FR"}
    refused = client.post(address, said)
    assert refused.status_code == 422
    assert "Enter the certificate of last re-export, or say why you do not know it" in refused.content.decode()
    assert client.post(address, {**said, "reexport_missing": "Lost in a flood"}).status_code == 302
    named = {**said, "reexport_number": "26FR1", "reexport_date": "2026-03-01"}
    assert client.post(address, named).status_code == 302
