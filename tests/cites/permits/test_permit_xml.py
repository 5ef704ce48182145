"""The permit as XML: written strictly, read back to the same facts, and readable where partners write otherwise."""

import dataclasses
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from cites.permits.documents.xml import mapping
from cites.permits.documents.xml.facts import LineFacts, PartyFacts, PermitFacts
from cites.permits.documents.xml.reading import LARGEST, read_permit
from cites.permits.documents.xml.units import REC_20, from_rec_20, to_rec_20
from cites.permits.documents.xml.writing import writable, write_permit
from cites.permits.errors import UnreadablePermit
from cites.permits.models.specimens import letter
from cites.permits.rules.document_types import DOCUMENTS, PURPOSES, SOURCES
from cites.species import queries as species

ZONES = ("America/Barbados", "Pacific/Fiji", "Asia/Kathmandu", "Europe/Paris", "UTC")
SAMPLE = Path(__file__).parent / "toolkit_v2_sample.xml"

texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=40
)
maybe = st.one_of(st.just(""), texts)
codes = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2)
days = st.dates(date(1975, 7, 1), date(2060, 1, 1))
quantities = st.decimals(Decimal("0.000001"), Decimal("999999999999"), places=6).filter(bool)
parties = st.builds(
    PartyFacts, name=texts, address=st.lists(texts, max_size=4).map(tuple), country=codes, country_name=texts
)
issued = [document for document in DOCUMENTS.values() if document.is_issued]


@st.composite
def lines(draw: Any, position: int) -> LineFacts:
    quota = draw(st.one_of(st.none(), quantities))
    origin, reexport = draw(maybe), draw(maybe)
    return LineFacts(
        letter=letter(position),
        scientific_name=draw(texts),
        common_name=draw(maybe),
        term=draw(st.sampled_from(("LIV", "MEA", "SHE", "COR"))),
        description=draw(texts),
        marks=draw(maybe),
        appendix=draw(st.sampled_from(("I", "II", "III"))),
        sources="".join(draw(st.lists(st.sampled_from(SOURCES), min_size=1, max_size=2, unique=True))),
        quantity=draw(quantities),
        unit=draw(st.sampled_from(("", *REC_20))),
        quota_used=None if quota is None else draw(quantities),
        quota_total=quota,
        origin=draw(codes),
        origin_name=draw(maybe),
        origin_number=origin,
        origin_date=draw(st.one_of(st.none(), days)) if origin else None,
        reexport=draw(codes) if reexport else "",
        reexport_number=reexport,
        reexport_date=draw(st.one_of(st.none(), days)) if reexport else None,
        operation=draw(maybe),
        acquired_on=draw(st.one_of(st.none(), days)),
    )


@st.composite
def permits(draw: Any) -> PermitFacts:
    document = draw(st.sampled_from(issued))
    moment = draw(st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)))
    zone = ZoneInfo(draw(st.sampled_from(ZONES)))
    at = moment.replace(microsecond=moment.microsecond // 1000 * 1000, tzinfo=UTC).astimezone(zone)
    return PermitFacts(
        language=draw(st.sampled_from(("en", "fr", "es"))),
        number=draw(texts),
        kind=document.box_1,
        document=document.name if document.box_1 == "O" else "",
        issued_at=at,
        valid_from=at.date(),
        valid_until=at.date() + timedelta(days=draw(st.integers(0, 1100))),
        purpose=draw(st.sampled_from(sorted(PURPOSES))),
        purpose_name=draw(maybe),
        conditions=draw(st.lists(texts, max_size=4).map(tuple)),
        stamp=draw(maybe),
        authority=draw(parties),
        applied=draw(maybe),
        signatory=draw(texts),
        signed=draw(maybe),
        place=draw(maybe),
        exporter=draw(parties),
        importer=draw(parties) if document.for_one_consignee else PartyFacts(),
        lines=tuple(draw(lines(n)) for n in range(1, draw(st.integers(1, 4)) + 1)),
    )


@given(permits())
def test_what_is_written_is_read_back_to_the_same_facts(facts: PermitFacts) -> None:
    assert read_permit(write_permit(facts)) == facts


@given(permits())
def test_a_partner_may_write_without_namespaces(facts: PermitFacts) -> None:
    root = etree.fromstring(write_permit(facts))
    for element in root.iter():
        element.tag = etree.QName(element).localname
    assert read_permit(etree.tostring(root)) == facts


@given(permits())
def test_every_element_has_its_namespace_and_the_context_says_cites_permitting(facts: PermitFacts) -> None:
    root = etree.fromstring(write_permit(facts))
    own = {
        etree.QName(each).localname for each in root.iter() if etree.QName(each).namespace == mapping.DOCUMENT_NAMESPACE
    }
    assert own == {
        "CITESEPermit", "SpecifiedExchangedDocumentContext", "HeaderExchangedDocument", "SpecifiedSupplyChainConsignment",
    }  # fmt: skip
    assert root.xpath("string(//*[local-name()='Value'])") == "CITES PERMITTING"


def a_permit(**changes: Any) -> PermitFacts:
    line = LineFacts("A", "Aliger gigas", "MEA", "meat (MEA)", "II", "W", Decimal("1250"), "KGM")
    party = PartyFacts("Sargasso Seafood Ltd", ("Princess Alice Highway",), "BB", "Barbados")
    at = datetime(2026, 11, 23, 9, 30, tzinfo=ZoneInfo("America/Barbados"))
    facts = PermitFacts(
        "en", "26BB000001", "E", at, at.date(), date(2027, 5, 22), party, "Sandra Holder", party, party, (line,)
    )
    return dataclasses.replace(facts, **changes)


def test_a_permit_is_good_until_the_end_of_its_last_day_where_it_was_issued() -> None:
    said = write_permit(a_permit()).decode()
    assert "<ram:StartDateTime>2026-11-23T00:00:00.000-04:00<" in said
    assert "<ram:EndDateTime>2027-05-22T23:59:59.000-04:00<" in said
    assert '<ram:ItemQuantity unitCode="KGM">1250<' in said
    assert '<ram:TypeCode listID="1001" listAgencyID="6">E<' in said


def test_what_xml_forbids_is_written_as_a_blank() -> None:
    typed = "A\x0b\x00B\r\nC\ud800\ufffe <b>&amp;"
    assert writable(typed) == "A  B\nC   <b>&amp;"
    assert read_permit(write_permit(a_permit(place=typed))).place == writable(typed)


def test_a_partners_message_of_the_toolkits_sample_is_read() -> None:
    facts = read_permit(SAMPLE.read_bytes())
    assert (facts.number, facts.kind, facts.purpose, facts.valid_until) == ("XA000000", "R", "T", date(2014, 7, 5))
    assert (facts.exporter.country, facts.importer.country_name) == ("XA", "Wonderland")
    first, second = facts.lines
    assert (first.scientific_name, first.sources, first.quantity, first.unit) == (
        "Alligator mississippiensis", "W", Decimal(5), "PCS",
    )  # fmt: skip
    assert (first.origin_number, first.origin_date, first.reexport_number) == ("XC12345", date(2007, 7, 9), "XA12345")
    assert (second.letter, second.appendix) == ("B", "I")


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><CITESEPermit>&b;</CITESEPermit>'
FILE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><CITESEPermit>&a;</CITESEPermit>'


@pytest.mark.parametrize("xml", [b"", b"<a/>", b"<CITESEPermit/>", BOMB, FILE, b"<" * (LARGEST + 1), b"\xff\xfe"])
def test_what_is_no_permit_is_refused(xml: bytes) -> None:
    with pytest.raises(UnreadablePermit):
        read_permit(xml)


@given(st.binary(max_size=200), st.integers(0, 3000))
def test_a_spoilt_message_is_refused_or_read_and_never_breaks(noise: bytes, at: int) -> None:
    whole = write_permit(a_permit())
    with suppress(UnreadablePermit):
        read_permit(whole[:at] + noise + whole[at:])


def test_each_unit_in_use_has_a_code_of_recommendation_20_and_no_two_have_one(bb: Any) -> None:
    assert len(set(REC_20.values())) == len(REC_20)
    assert all(from_rec_20(to_rec_20(unit)) == unit for unit in REC_20)
    in_use = {unit.code for unit in species.units(date(2026, 11, 28))}
    assert in_use <= set(REC_20)


def test_every_box_of_the_form_has_its_place() -> None:
    rows = (*mapping.HEADER, *mapping.CONSIGNMENT, *mapping.PARTY, *mapping.LINE)
    boxes = {box.strip() for row in rows for box in row.box.split(",")} - {""}
    # 14 and 15 are filled in at the border, after the document was made.
    assert boxes == {
        "1",
        "2",
        "3",
        "3a",
        "4",
        "5",
        "5a",
        "5b",
        "6",
        "7",
        "8",
        "9",
        "10",
        "11",
        "11a",
        "12",
        "12a",
        "12b",
        "13",
    }
