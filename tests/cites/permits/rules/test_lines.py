"""What speaks against an application and its lines, told as cases that officers know."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.applications import reasons_against_application
from cites.permits.rules.batches import names_consignee
from cites.permits.rules.document_types import DOCUMENTS, Direction
from cites.permits.rules.facts import LineFacts, TradeFacts
from cites.permits.rules.import_permits import needs_import_permit
from cites.permits.rules.lines import reasons_against_line
from cites.permits.rules.listings import reasons_about_listing
from kernel.reasons import Reason, Severity, hard_reasons

SOURCES = dict.fromkeys("DIOUWX", "") | dict.fromkeys("CFR", "Animalia") | dict.fromkeys("AY", "Plantae")
EXPORT = TradeFacts(
    document_type="EXP",
    exporter="BB",
    destination="US",
    purpose="T",
    day=date(2026, 11, 23),
    purposes=frozenset("TSZP"),
)
CONCH = LineFacts(
    number=1,
    taxon_known=True,
    kingdom="Animalia",
    appendix="II",
    term="MEA",
    quantity=Decimal(500),
    unit="KGM",
    source="W",
    sources=SOURCES,
    units_of_term=frozenset({"KGM", "GRM"}),
    purposes_of_term=frozenset("TPL"),
    terms_of_taxon=frozenset({"MEA", "SHE", "LIV"}),
)
PARROT = replace(CONCH, appendix="I", term="LIV", unit="NAR", quantity=Decimal(2))
MAHOGANY = replace(CONCH, kingdom="Plantae", term="SAW", unit="MTQ")


def codes(line: LineFacts, trade: TradeFacts = EXPORT) -> set[str]:
    return {reason.code for reason in reasons_against_line(line, trade)}


def severity(code: str, line: LineFacts, trade: TradeFacts = EXPORT) -> Severity:
    return next(reason.severity for reason in reasons_against_line(line, trade) if reason.code == code)


def test_nothing_speaks_against_conch_meat() -> None:
    assert reasons_against_application(EXPORT, [CONCH]) == []


def test_an_unknown_species() -> None:
    line = replace(CONCH, taxon_known=False, appendix="")
    assert codes(line) == {"P3"}
    assert codes(replace(line, taxon="NO-ONE")) == {"P16"}


def test_a_species_in_no_appendix_on_the_day() -> None:
    (reason,) = reasons_against_line(replace(CONCH, appendix=""), EXPORT)
    assert (reason.code, reason.severity) == ("S1", Severity.HARD)
    assert "2026-11-23" in str(reason)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"unit": "MTQ"}, "S2"),
        ({"purposes_of_term": frozenset("SL")}, "S3"),
        ({"term": "TEE"}, "S4"),
    ],
)
def test_unusual_pairs_are_a_warning(changed: dict[str, object], code: str) -> None:
    line = replace(CONCH, **changed)
    assert severity(code, line) is Severity.WARNING
    assert hard_reasons(reasons_against_line(line, EXPORT)) == []


def test_where_no_pair_is_known_nothing_is_said() -> None:
    nothing = frozenset[str]()
    line = replace(CONCH, term="DFN", units_of_term=nothing, purposes_of_term=nothing, terms_of_taxon=nothing)
    assert codes(line) == set()


@pytest.mark.parametrize(
    ("line", "source"), [(CONCH, "A"), (CONCH, "Y"), (MAHOGANY, "C"), (MAHOGANY, "F"), (MAHOGANY, "R")]
)
def test_a_source_of_the_other_kingdom(line: LineFacts, source: str) -> None:
    assert severity("S9", replace(line, source=source)) is Severity.HARD


@pytest.mark.parametrize(("source", "code"), [("", "SRC-MISSING"), ("Q", "P11"), ("w", "P11")])
def test_a_source_that_is_none(source: str, code: str) -> None:
    assert code in codes(replace(CONCH, source=source))


def test_the_unit_of_annual_reports_is_named_where_another_one_is_used() -> None:
    told = reasons_against_line(replace(CONCH, unit="GRM", preferred_unit="KGM"), EXPORT)
    assert [(each.code, each.severity, each.data["preferred"]) for each in told] == [
        ("Q-UNIT", Severity.WARNING, "KGM")
    ]
    assert codes(replace(CONCH, preferred_unit="KGM")) == set()


def test_pre_convention_needs_a_second_source_and_a_date() -> None:
    bare = replace(CONCH, source="O", first_listed_on=date(1992, 6, 11))
    assert {"M-O", "M-O-DATE"} <= codes(bare)
    assert "M-O-LATE" in codes(replace(bare, second_source="W", acquired_on=date(1992, 6, 11)))
    assert codes(replace(bare, second_source="W", acquired_on=date(1992, 6, 10))) == set()


def test_proof_stands_for_a_day_of_acquisition_that_nobody_knows() -> None:
    old = replace(CONCH, source="O", second_source="W", first_listed_on=date(1992, 6, 11))
    assert "M-O-DATE" in codes(replace(old, acquisition_proved=" "))
    assert codes(replace(old, acquisition_proved="Inventory of the museum of 1931")) == set()
    late = replace(old, acquisition_proved="An invoice", acquired_on=date(2001, 1, 1))
    assert "M-O-LATE" in codes(late)


def test_confiscated_specimens_without_a_second_source_are_a_warning() -> None:
    assert severity("M-I", replace(CONCH, source="I")) is Severity.WARNING


@pytest.mark.parametrize("appendix", ["I", "II"])
def test_whether_confiscated_specimens_are_sold_is_for_an_official_to_decide(appendix: str) -> None:
    seized = replace(CONCH, appendix=appendix, source="I", second_source="C")
    assert severity("M-I", seized) is Severity.OVERRIDE
    assert "M-I" not in codes(seized, replace(EXPORT, purpose="S"))
    assert "M-I" not in codes(replace(seized, appendix="III"))


def test_nothing_of_the_land_is_taken_in_the_sea() -> None:
    assert severity("M-X", replace(MAHOGANY, source="X")) is Severity.OVERRIDE
    frog = replace(CONCH, source="X", lineage=frozenset({("CLASS", "Amphibia")}))
    assert severity("M-X", frog) is Severity.OVERRIDE
    assert severity("M-X", replace(CONCH, source="X")) is Severity.WARNING
    assert "M-X" not in codes(replace(CONCH, source="X"), replace(EXPORT, document_type="IFS"))


@pytest.mark.parametrize(("line", "source"), [(CONCH, "F"), (CONCH, "R"), (MAHOGANY, "Y")])
def test_what_sounds_bred_and_counts_as_wild_says_so(line: LineFacts, source: str) -> None:
    assert severity(f"M-{source}", replace(line, source=source)) is Severity.WARNING
    assert f"M-{source}" not in codes(replace(line, source=source, appendix="III"))
    assert f"M-{source}" not in codes(replace(line, source="O", second_source=source))


def test_ranching_of_some_populations_has_conditions() -> None:
    (some,) = [
        each for each in reasons_against_line(replace(CONCH, source="R", split=True), EXPORT) if each.code == "M-R"
    ]
    (all_of_them,) = [each for each in reasons_against_line(replace(CONCH, source="R"), EXPORT) if each.code == "M-R"]
    assert "11.16" in str(some)
    assert "11.16" not in str(all_of_them)


@pytest.mark.parametrize(("first", "second"), [("W", "C"), ("O", "O"), ("O", "I"), ("W", "O")])
def test_second_sources_that_make_no_sense(first: str, second: str) -> None:
    assert "SRC-SECOND" in codes(replace(CONCH, source=first, second_source=second))


def test_an_unknown_source_is_justified() -> None:
    assert "M-U" in codes(replace(CONCH, source="U", justification="  "))
    assert codes(replace(CONCH, source="U", justification="Found on the beach")) == set()
    assert severity("M-U-I", replace(PARROT, source="U", justification="Found")) is Severity.OVERRIDE


def test_source_d_is_for_registered_operations_of_appendix_i() -> None:
    assert "M-D" in codes(replace(CONCH, source="D"))
    assert "M-D-x" in codes(replace(PARROT, source="D"))
    assert codes(replace(PARROT, source="D", registered_operation="A-GB-501"), EXPORT) == {"S2"}


@pytest.mark.parametrize("source", ["W", "X", "F", "R"])
def test_commercial_trade_in_wild_appendix_i_is_refused(source: str) -> None:
    assert severity("B-A1-T", replace(PARROT, source=source)) is Severity.HARD
    assert "B-A1-T" not in codes(replace(PARROT, source=source), replace(EXPORT, purpose="Z"))
    assert "B-A1-T" not in codes(replace(PARROT, source=source, appendix="II"))


def test_states_that_both_have_a_reservation_are_not_bound_by_the_appendix() -> None:
    both, one, other = frozenset({"BB", "US"}), frozenset({"BB"}), frozenset({"US"})
    assert "B-A1-T" not in codes(replace(PARROT, reserved_by=both))
    assert "M-C/A" not in codes(replace(PARROT, source="C", reserved_by=both))
    assert {"B-A1-T", "B-RES"} <= codes(replace(PARROT, reserved_by=one))
    assert "B-A1-T" in codes(replace(PARROT, reserved_by=other))
    no_party = replace(EXPORT, parties=frozenset({"BB"}))
    assert "B-A1-T" not in codes(replace(PARROT, reserved_by=one), no_party)
    assert "B-A1-T" in codes(PARROT, no_party)


@pytest.mark.parametrize("source", ["W", "X", "F", "R"])
def test_who_brings_them_in_from_the_sea_is_alone_to_be_bound(source: str) -> None:
    from_the_sea = replace(EXPORT, document_type="IFS", exporter="HS", destination="BB")
    assert "B-A1-T" in codes(replace(PARROT, source=source), from_the_sea)
    assert "B-A1-T" not in codes(replace(PARROT, source=source, reserved_by=frozenset({"BB"})), from_the_sea)


def test_a_confiscated_wild_specimen_is_wild() -> None:
    assert "B-A1-T" in codes(replace(PARROT, source="I", second_source="W"))


def test_commercial_trade_in_captive_bred_appendix_i_is_for_an_official_to_decide() -> None:
    assert severity("M-C/A", replace(PARROT, source="C")) is Severity.OVERRIDE


def test_appendix_iii_of_another_state_needs_a_certificate_of_origin() -> None:
    paca = replace(CONCH, appendix="III", listed_by=frozenset({"HN"}))
    assert "R-III-EXP-O" in codes(paca)
    assert "R-III-EXP-O" not in codes(paca, replace(EXPORT, exporter="HN"))
    assert "R-III-EXP-O" not in codes(paca, replace(EXPORT, document_type="ORG"))


ZOO = replace(EXPORT, purpose="Z")


def application(trade: TradeFacts, *lines: LineFacts) -> list[Reason]:
    return [reason for reason in reasons_against_application(trade, lines) if reason.severity is Severity.HARD]


def test_appendix_i_leaves_only_with_an_import_permit() -> None:
    fields = {reason.data["field"] for reason in application(ZOO, PARROT) if reason.code == "R-I-EXP-4"}
    assert fields == {"import_permit_number", "import_permit_date"}
    granted = replace(ZOO, import_permit_number="26US000001", import_permit_date=date(2026, 10, 1))
    assert application(granted, PARROT) == []
    assert application(replace(granted, import_permit_date=date(2026, 11, 24)), PARROT)


@pytest.mark.parametrize(
    ("trade", "line", "names_them"),
    [
        (ZOO, PARROT, False),
        (replace(ZOO, parties=frozenset({"BB", "US"})), PARROT, False),
        (replace(ZOO, parties=frozenset({"BB"})), PARROT, True),
        (ZOO, replace(PARROT, reserved_by=frozenset({"US"})), True),
        (ZOO, replace(PARROT, reserved_by=frozenset({"BB"})), False),
    ],
)
def test_where_the_destination_counts_as_no_party_comparable_documents_serve(
    trade: TradeFacts, line: LineFacts, names_them: bool
) -> None:
    found = [reason for reason in reasons_against_application(trade, [line]) if reason.code == "R-I-EXP-4"]
    assert [reason.severity for reason in found] == [Severity.HARD, Severity.HARD]
    assert all(("comparable documents" in str(reason)) is names_them for reason in found)
    assert all(("Article X" in reason.source) is names_them for reason in found)


GRANTED = replace(
    ZOO,
    importer="Pelagic Zoo, Miami",
    import_permit_number="26US000001",
    import_permit_date=date(2026, 10, 1),
    import_permit_until=date(2027, 3, 31),
    import_permit_importer="PELAGIC ZOO MIAMI",
)
OF_TWO = replace(PARROT, import_permit_quantity=Decimal(2))


def about_its_import_permit(trade: TradeFacts, line: LineFacts = OF_TWO) -> list[tuple[str, Severity]]:
    found = reasons_against_application(trade, [line])
    return [(reason.data["field"], reason.severity) for reason in found if reason.code == "R-I-EXP-4"]


def test_an_import_permit_of_which_all_is_said_leaves_nothing_to_say() -> None:
    assert about_its_import_permit(GRANTED) == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"import_permit_date": date(2019, 3, 1), "import_permit_until": None}, "import_permit_date"),
        ({"import_permit_date": date(2025, 11, 22), "import_permit_until": None}, "import_permit_date"),
        ({"import_permit_until": date(2026, 11, 22)}, "import_permit_until"),
        ({"import_permit_until": date(2026, 9, 30)}, "import_permit_until"),
        ({"import_permit_importer": "Another zoo"}, "import_permit_importer"),
    ],
)
def test_an_import_permit_that_is_none_for_this_export_keeps_it_here(changed: dict[str, Any], field: str) -> None:
    assert (field, Severity.HARD) in about_its_import_permit(replace(GRANTED, **changed))


def test_an_import_permit_may_be_used_on_its_last_day() -> None:
    assert about_its_import_permit(replace(GRANTED, import_permit_until=GRANTED.day)) == []
    granted = replace(GRANTED, import_permit_date=date(2025, 11, 23))
    assert about_its_import_permit(granted) == []


def test_no_more_leaves_than_the_import_permit_grants() -> None:
    assert about_its_import_permit(GRANTED, replace(OF_TWO, quantity=Decimal(3))) == [("quantity", Severity.HARD)]
    assert about_its_import_permit(GRANTED, replace(OF_TWO, quantity=Decimal(1))) == []


@pytest.mark.parametrize(
    ("trade", "line"),
    [
        (GRANTED, PARROT),
        (replace(GRANTED, import_permit_until=None), OF_TWO),
        (replace(GRANTED, import_permit_importer=""), OF_TWO),
    ],
)
def test_what_was_not_said_of_an_import_permit_is_for_an_official_to_compare(
    trade: TradeFacts, line: LineFacts
) -> None:
    assert about_its_import_permit(trade, line) == [("import_permit_number", Severity.WARNING)]


@pytest.mark.parametrize("source", ["C", "D", "A"])
def test_bred_appendix_i_leaves_without_one(source: str) -> None:
    assert not needs_import_permit(ZOO, replace(PARROT, source=source))


def test_only_living_appendix_i_is_re_exported_with_one() -> None:
    re_export = replace(ZOO, document_type="REX")
    assert needs_import_permit(re_export, PARROT)
    assert not needs_import_permit(re_export, replace(PARROT, term="FEA"))


@pytest.mark.parametrize(
    ("trade", "code"),
    [
        (replace(EXPORT, destination="BB"), "S8"),
        (replace(EXPORT, destination=""), "P1"),
        (replace(EXPORT, destination_known=False), "P14"),
        (replace(EXPORT, purpose=""), "PUR-MISSING"),
        (replace(EXPORT, purpose="K"), "P12"),
    ],
)
def test_what_is_wrong_with_a_whole_application(trade: TradeFacts, code: str) -> None:
    assert [reason.code for reason in application(trade, CONCH)] == [code]


@pytest.mark.parametrize("document", [each.code for each in DOCUMENTS.values() if each.for_one_consignee])
def test_no_document_is_for_what_stays_in_one_country(document: str) -> None:
    within = replace(EXPORT, document_type=document, destination="BB")
    told = [each for each in application(within, CONCH) if each.code == "S8"]
    field = "destination" if DOCUMENTS[document].direction is Direction.OUT else "exporter_country"
    assert [each.data["field"] for each in told] == [field]
    assert "S8" not in {each.code for each in application(replace(within, exporter_known=False), CONCH)}


@pytest.mark.parametrize("document", [each.code for each in DOCUMENTS.values() if not each.for_one_consignee])
def test_a_document_without_a_consignee_has_no_destination_to_compare(document: str) -> None:
    named = names_consignee(document, {})
    within = replace(EXPORT, document_type=document, destination="BB", names_consignee=named)
    assert "S8" not in {each.code for each in application(within, CONCH)}


def test_an_application_without_lines() -> None:
    assert [reason.code for reason in application(EXPORT)] == ["LINE-MISSING"]


LINES = st.builds(
    LineFacts,
    number=st.integers(1, 30),
    taxon_known=st.booleans(),
    kingdom=st.sampled_from(["Animalia", "Plantae", ""]),
    appendix=st.sampled_from(["I", "II", "III", ""]),
    term=st.sampled_from(["LIV", "MEA", "SHE", "", "???"]),
    quantity=st.none() | st.decimals(),
    unit=st.sampled_from(["NAR", "KGM", "", "???"]),
    source=st.sampled_from([*SOURCES, "", "?"]),
    second_source=st.sampled_from([*SOURCES, ""]),
    sources=st.sampled_from([SOURCES, {}]),
    units_of_term=st.sampled_from([frozenset(), frozenset({"KGM"})]),
    acquired_on=st.none() | st.dates(),
    first_listed_on=st.none() | st.dates(),
)
TRADES = st.builds(
    TradeFacts,
    document_type=st.sampled_from(["EXP", "REX", "IMP", "ORG", "TRN", "???"]),
    exporter=st.sampled_from(["BB", "FJ"]),
    destination=st.sampled_from(["BB", "US", ""]),
    purpose=st.sampled_from(["T", "Z", "", "?"]),
    day=st.dates(max_value=date(2100, 1, 1)),
    import_permit_number=st.text(max_size=3),
    import_permit_date=st.none() | st.dates(),
    import_permit_until=st.none() | st.dates(),
    import_permit_importer=st.text(max_size=3),
    export_permit_number=st.text(max_size=3),
    export_permit_date=st.none() | st.dates(),
    paper_date=st.none() | st.dates(),
    paper_until=st.none() | st.dates(),
    paper_destination=st.sampled_from(["", "BB", "FR"]),
    parties=st.sampled_from([frozenset(), frozenset({"BB"})]),
)


@given(TRADES, st.lists(LINES, max_size=3))
def test_whatever_is_written_the_rules_answer_in_whole_sentences(trade: TradeFacts, lines: list[LineFacts]) -> None:
    for reason in reasons_against_application(trade, lines):
        assert "%(" not in str(reason)
        assert reason.code
        assert reason.source
        assert reason.data["field"]


@given(TRADES, LINES)
def test_wild_appendix_i_never_slips_through_commercially(trade: TradeFacts, line: LineFacts) -> None:
    wild = replace(line, appendix="I", source="W", second_source="", taxon_known=True, sources=SOURCES)
    assert "B-A1-T" in codes(wild, replace(trade, purpose="T", parties=frozenset()))


def test_of_a_transit_it_is_said_that_the_export_document_counts() -> None:
    transit = replace(EXPORT, document_type="TRN", exporter="JM")
    assert "X-TRANSIT" in {each.code for each in reasons_against_application(transit, [CONCH])}
    assert "X-TRANSIT" not in {each.code for each in reasons_against_application(EXPORT, [CONCH])}


def test_a_listing_of_which_nobody_can_tell_is_told_with_its_words() -> None:
    note = "Except the population of the District of Mangroves"
    told = [
        each for each in reasons_about_listing(replace(CONCH, split=True, undecided=(note,))) if each.code == "X-POP"
    ]
    assert [note in str(each) for each in told] == [True]
    assert str(next(reasons_about_listing(replace(CONCH, split=True)))).startswith("The Appendix depends")
