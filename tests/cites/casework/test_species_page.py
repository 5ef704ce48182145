"""The page of a taxon: everybody reads what is decided about it, and officials besides what their Party did."""

from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cites.accounts.models import Role
from cites.casework.queries.findings import findings_of_taxon
from cites.casework.queries.recent import MOST_OF_TAXON, permits_of_taxon
from cites.permits.models import Finding
from cites.species.models import (
    STARTER,
    Annotation,
    Dataset,
    Listing,
    PublishedQuota,
    Range,
    Reservation,
    Suspension,
    Taxon,
)
from cites.species.queries import datasets, shown_datasets
from cites.species.queries.datasets import FRESH_FOR
from kernel import clock
from tenants.context import as_owner
from tenants.models import Party
from tests.conftest import Place
from tests.factories.accounts import person
from tests.factories.permits import FINDING, alike, an_application, cast, do, issued, to_finding
from tests.factories.quotas import CONCH_MEAT, with_quotas

CODE = "ALI-GIG"
OURS = ("Our permits for this species", "Our latest findings", "Our export quotas of this year")


def read(place: Any, reader: Any = None, code: str = CODE) -> str:
    client = place.client()
    if reader is not None:
        client.force_login(reader)
    answer = client.get(f"/species/{code}/")
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


@pytest.mark.slow
def test_everybody_reads_what_is_decided_about_a_taxon_and_where_it_occurs(owner_here: str) -> None:
    with as_owner("public"):
        bb = Place(Party.objects.get(iso2="BB", practice=False))
        taxon, other = Taxon.objects.get(code=CODE), Taxon.objects.exclude(code=CODE).first()
        genus = Taxon.objects.create(
            code="Z-GENUS", scientific_name="Aliger", rank="genus", kingdom=taxon.kingdom, source="x"
        )
        said = {"source": "Notification", "dataset": "imported"}
        Dataset.objects.create(
            code="imported",
            name="A full list",
            credit="Made by many",
            taken_on=date(2026, 3, 1),
            loaded_at=clock.now(),
        )
        Range.objects.filter(taxon__in=(taxon, other)).delete()
        Range.objects.bulk_create([
            Range(taxon=taxon, country="BB"),
            Range(taxon=taxon, country="JM"),
            Range(taxon=taxon, country="FJ", tags="introduced"),
            Range(taxon=taxon, country="BM", tags="extinct"),
            Range(taxon=other, country="NO"),
        ])  # fmt: skip
        Suspension.objects.create(
            taxon=taxon, country="HT", valid_from=date(2020, 1, 1), begun_by="No. 2020/001", **said
        )
        Suspension.objects.create(
            taxon=genus, country="HN", valid_from=date(2010, 1, 1), valid_to=date(2012, 1, 1), terms="MEA", **said
        )
        Suspension.objects.create(taxon=None, country="DJ", valid_from=date(2021, 1, 1), **said)
        Suspension.objects.create(taxon=other, country="SE", valid_from=date(2021, 1, 1), notes="Not this one", **said)
        Reservation.objects.create(taxon=taxon, party="IS", appendix="II", valid_from=date(2000, 1, 1), **said)
        PublishedQuota.objects.create(
            taxon=taxon, country="BZ", quantity="1234.5", unit="KGM", valid_from=date(2026, 1, 1), **said
        )
        PublishedQuota.objects.create(taxon=taxon, country="CU", valid_from=date(2026, 1, 1), **said)
        Listing.objects.filter(taxon=taxon).update(hash_annotation="#99")
        Annotation.objects.create(symbol="#99", note="The parts that are meant", source="x")
    page = read(bb)
    for told in (
        "Where it occurs: Native Barbados, Jamaica",
        "Introduced Fiji",
        "Extinct there Bermuda",
        "Suspensions of trade",
        "Haiti",
        "No. 2020/001",
        "Honduras",
        "1 that is over",
        "Aliger spp.",
        "meat (MEA)",
        "Djibouti",
        "All species",
        "Iceland",
        "1,234.5",
        "no number published",
        "Annotation #99: The parts that are meant",
        "A full list",
        "Made by many",
        "Archipelago's starter list",
    ):
        assert told in page, told
    for untold in ("Norway", "Not this one", *OURS):
        assert untold not in page, untold
    need = bb.client().get("/need-a-permit/", {"q": "Aliger gigas", "from": "BB", "to": "US"}).content.decode()
    assert "Species data: A full list, as of" in need, "its suspensions are from there"


def test_officials_read_besides_what_their_party_permitted_found_and_left(bb: Any) -> None:
    who = cast()
    with_quotas(conch=CONCH_MEAT)
    permit = issued(who)
    page = read(bb, who.officer)
    assert all(told in page for told in (*OURS, permit.number, permit.application.reference))
    assert "Non-detriment finding" in page
    assert "Left 3,750" in page.replace("\u00a0", " ")
    assert "Asked here" not in page


@pytest.mark.parametrize("role", [None, Role.TRADER, Role.CUSTOMS, Role.CASHIER])
def test_others_read_nothing_of_it(bb: Any, role: Role | None) -> None:
    who = cast()
    with_quotas(conch=CONCH_MEAT)
    permit = issued(who)
    page = read(bb, person(role=role) if role else None)
    assert not [told for told in (*OURS, permit.number, permit.application.reference) if told in page]


def test_of_another_taxon_nothing_is_told(bb: Any) -> None:
    who = cast()
    permit = issued(who)
    page = read(bb, who.officer, "SWI-MAC")
    assert page.count("None so far.") == 2
    assert permit.number not in page


def test_the_latest_ten_permits_are_shown_and_the_others_counted(bb: Any) -> None:
    who = cast()
    permit = issued(who)
    copies = [alike(permit) for _ in range(MOST_OF_TAXON + 1)]
    group = permits_of_taxon(CODE, "Aliger gigas", who.officer)
    assert [each.number for each in group.permits] == [each.number for each in reversed(copies)][:MOST_OF_TAXON]
    assert group.more == 2
    assert "and 2 earlier permits" in read(bb, who.officer)


def test_a_finding_that_was_made_anew_takes_the_place_of_the_former(bb: Any) -> None:
    who = cast()
    application = to_finding(an_application(who.trader), who)
    do(application, "record_finding", who.science, FINDING)
    first, _legal = findings_of_taxon(CODE, who.officer)
    later = {field.attname: getattr(first, field.attname) for field in Finding._meta.concrete_fields[1:]}
    Finding.objects.create(**later | {"made_at": first.made_at + timedelta(hours=1), "reason": "Seen anew"})
    assert [(each.kind, each.reason) for each in findings_of_taxon(CODE, who.officer)] == [
        ("NDF", "Seen anew"),
        ("LAF", ""),
    ]


def test_the_page_asks_as_many_queries_however_much_there_is(bb: Any) -> None:
    def asked() -> int:
        client = bb.client()
        client.force_login(who.officer)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/species/{CODE}/").status_code == 200
        return len(queries)

    who = cast()
    permit = issued(who)
    asked()
    before = asked()
    for _ in range(3):
        alike(permit)
    assert asked() <= before


@pytest.mark.parametrize(("days", "is_old"), [(0, False), (FRESH_FOR.days, False), (FRESH_FOR.days + 1, True)])
def test_data_of_half_a_year_ago_is_flagged(bb: Any, days: int, is_old: bool) -> None:
    taken_on = Dataset.objects.get(code=STARTER).taken_on
    (shown,) = shown_datasets([STARTER, "no such"], taken_on + timedelta(days=days))
    assert shown.is_old == is_old


@pytest.mark.parametrize("address", ["/species/?q=conch", "/species/ALI-GIG/"])
def test_whose_data_it_is_and_of_which_day_stands_on_the_page(bb: Any, address: str) -> None:
    with translation.override("en"):
        page = bb.client().get(address).content.decode()
    assert "Species data: Archipelago&#x27;s starter list, as of 28 November 2026." in page


LACKING = "This data holds no suspensions of trade and no published export quotas."


@pytest.mark.parametrize("address", ["/species/ALI-GIG/", "/need-a-permit/?q=Aliger+gigas&from=GD&to=BB"])
def test_where_no_data_hold_suspensions_and_quotas_the_page_says_so(bb: Any, address: str) -> None:
    page = BeautifulSoup(bb.client().get(address).content, "html.parser").get_text(" ", strip=True)
    assert page.count(LACKING) == 1
    assert ("Suspensions of trade None is in our data" in page) == address.startswith("/species/")


def test_officers_read_the_same_on_a_case(bb: Any) -> None:
    who = cast()
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    client = bb.client()
    client.force_login(who.officer)
    assert LACKING in client.get(f"/cases/{application.reference}/").content.decode()


def test_what_one_body_of_data_holds_is_not_lacking_beside_another(bb: Any) -> None:
    starter = Dataset(code=STARTER, name="Starter", taken_on=date(2026, 11, 28))
    full = Dataset(code="full", name="Full", taken_on=date(2026, 11, 28), suspensions_taken_on=date(2026, 1, 1))
    with patch.object(datasets, "_datasets", lambda: (full, starter)):
        told = shown_datasets(["full", STARTER], date(2026, 11, 28))
    assert [(each.lacks_suspensions, each.lacks_quotas) for each in told] == [(False, True)] * 2
    assert [(each.measures_on, each.is_old) for each in told] == [(date(2026, 1, 1), True), (None, False)]


def test_whose_data_it_is_stands_on_the_case_and_on_the_form_of_a_line(bb: Any) -> None:
    who = cast()
    application = an_application(who.trader)
    client = bb.client()
    client.force_login(who.trader)
    line = application.lines.all()[0]
    for address in (f"lines/{line.pk}/", "lines/add/?q=conch", "lines/add/?taxon=ALI-GIG"):
        answer = client.get(f"/applications/{application.reference}/{address}")
        assert "as of 28 November 2026" in answer.content.decode(), address
    do(application, "submit", who.trader)
    client.force_login(who.officer)
    assert "as of 28 November 2026" in client.get(f"/cases/{application.reference}/").content.decode()
