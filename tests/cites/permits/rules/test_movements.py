"""What holds of the answer to "Do I need a permit?", whatever is asked."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from cites.permits.rules.catalogue import RULES
from cites.permits.rules.document_types import DOCUMENTS
from cites.permits.rules.facts import Coverage, DocumentType, LineFacts, QuotaFacts, SuspensionFacts, TradeFacts
from cites.permits.rules.findings import FINDING_RULES, FindingKind, required_findings
from cites.permits.rules.movements import Answer, Carrying, Outcome, answer
from kernel.reasons import Severity

DAY = date(2026, 11, 28)
STATES = st.sampled_from(["BB", "FJ", "US", "FR", "HS"])
PARTIES = frozenset({"BB", "FJ", "US", "FR"})
SOURCES = {"W": "", "R": "Animalia", "X": "", "D": "", "C": "Animalia", "A": "Plantae", "F": "Animalia",
           "Y": "Plantae", "O": "", "I": "", "U": ""}  # fmt: skip
TRADES = st.builds(
    TradeFacts,
    document_type=st.just(""),
    exporter=STATES,
    destination=STATES,
    purpose=st.sampled_from(["T", "P", "Z", "S", ""]),
    day=st.just(DAY),
    parties=st.just(PARTIES),
)
LINES = st.builds(
    LineFacts,
    number=st.just(1),
    taxon_known=st.just(True),
    kingdom=st.sampled_from(["Animalia", "Plantae"]),
    appendix=st.sampled_from(["I", "II", "III"]),
    term=st.sampled_from(["LIV", "SHE", "SKI"]),
    quantity=st.none() | st.integers(1, 10).map(Decimal),
    unit=st.sampled_from(["", "KGM"]),
    source=st.sampled_from(list(SOURCES)),
    second_source=st.sampled_from(["", "W", "C"]),
    listed_by=st.sampled_from([frozenset(), frozenset({"BB"})]),
    sources=st.just(SOURCES),
    origin=st.sampled_from(["", "BB", "FJ", "US"]),
    lineage=st.sampled_from([frozenset(), frozenset({("GENUS", "Tridacna")})]),
    coverage=st.sampled_from(Coverage),
    reserved_by=st.sampled_from([frozenset(), frozenset({"FR"})]),
    suspensions=st.sampled_from([(), (SuspensionFacts("BB"),), (SuspensionFacts("", imports=True),)]),
    quotas=st.sampled_from([(), (QuotaFacts(Decimal(0), ""),), (QuotaFacts(Decimal(5), ""),)]),
)
CARRYING = st.builds(Carrying, carried=st.booleans(), residence=st.sampled_from(["", "BB", "FJ", "FR"]))


# What a milder Appendix asks and a stricter one lawfully does not: from the sea Article III.5 names no transport, as
# IV.6(b) does; and the origin of Article V.3 is certified where the stricter ones have the way of acquisition found.
ONLY_OF_II_FROM_THE_SEA = ("R-II-IFS", FindingKind.TRANSPORT)
ONLY_OF_III = ("R-III-EXP-O", FindingKind.ORIGIN)


def found_for(found: Answer) -> set[tuple[str, FindingKind]]:
    """What the authorities of which State have to find, but for the lawful exceptions."""
    return {
        (document.state, each.kind)
        for document in found.documents
        for each in document.findings
        if (each.rule, each.kind) not in (ONLY_OF_II_FROM_THE_SEA, ONLY_OF_III)
    }


def forbids(found: Answer) -> bool:
    return found.outcome is Outcome.FORBIDDEN


@given(TRADES, LINES, CARRYING)
def test_every_reason_is_a_rule_of_the_catalogue_as_binding_as_it_says_or_less(
    trade: TradeFacts, line: LineFacts, carrying: Carrying
) -> None:
    order = [Severity.WARNING, Severity.OVERRIDE, Severity.HARD]
    found = answer(trade, line, carrying)
    for reason in found.reasons:
        assert order.index(reason.severity) <= order.index(RULES[reason.code].severity)
        assert reason.source
        assert "%(" not in str(reason)
    for document in found.documents:
        assert document.rule in RULES
        assert document.source
        assert {each.rule for each in document.findings} <= RULES.keys()


@given(TRADES, LINES, CARRYING)
def test_a_stricter_appendix_never_asks_for_less(trade: TradeFacts, line: LineFacts, carrying: Carrying) -> None:
    strict, mild = (answer(trade, replace(line, appendix=each), carrying) for each in ("I", "II"))
    mildest = answer(trade, replace(line, appendix="III"), carrying)
    assert forbids(strict) or found_for(strict) >= found_for(mild)
    assert forbids(strict) or {each.state for each in strict.documents} >= {each.state for each in mild.documents}
    assert not forbids(mild)
    assert found_for(mild) >= found_for(mildest) or mild.outcome is Outcome.EXEMPT


@given(st.sampled_from(DocumentType), st.sampled_from(list(SOURCES)), st.booleans())
def test_under_every_document_a_stricter_appendix_has_all_found_that_a_milder_one_has(
    document: DocumentType, source: str, living: bool
) -> None:
    strict, mild, mildest = (
        {
            each.kind
            for each in required_findings(document, appendix, source, living)
            if (each.rule, each.kind) not in (ONLY_OF_II_FROM_THE_SEA, ONLY_OF_III)
        }
        for appendix in ("I", "II", "III")
    )
    assert strict >= mild >= mildest


def test_the_exceptions_are_those_of_the_articles_and_no_others_are_needed() -> None:
    sea = DocumentType.INTRODUCTION_FROM_THE_SEA
    (transport,) = [each for each in required_findings(sea, "II", "X", True) if each.rule == ONLY_OF_II_FROM_THE_SEA[0]
                    and each.kind is FindingKind.TRANSPORT]  # fmt: skip
    assert transport.source == "Article IV.6(b)"
    assert FindingKind.TRANSPORT not in {each.kind for each in required_findings(sea, "I", "X", True)}
    (origin,) = required_findings(DocumentType.ORIGIN, "III", "W", False)
    assert (origin.rule, origin.kind, origin.source) == (*ONLY_OF_III, "Article V.3")
    assert DOCUMENTS[DocumentType.ORIGIN].appendices == ("III",), "D-APPENDIX refuses it of the stricter ones"


@given(TRADES, LINES)
def test_a_species_in_no_appendix_needs_nothing(trade: TradeFacts, line: LineFacts) -> None:
    found = answer(trade, replace(line, appendix=""))
    assert found.outcome is Outcome.NOT_LISTED
    assert found.documents == ()


@given(TRADES, LINES, st.sampled_from(["", "BB", "FR"]))
def test_what_is_alive_is_never_exempt_as_personal_effects(trade: TradeFacts, line: LineFacts, residence: str) -> None:
    alive = replace(line, term="LIV")
    assert answer(trade, alive, Carrying(True, residence)).documents == answer(trade, alive).documents


@given(TRADES, LINES, CARRYING)
def test_saying_where_one_lives_never_turns_a_yes_into_a_perhaps(
    trade: TradeFacts, line: LineFacts, carrying: Carrying
) -> None:
    assume(carrying.carried)
    unsaid = answer(trade, line, Carrying(True, ""))
    said = answer(trade, line, carrying)
    assert unsaid.outcome is not Outcome.EXEMPT or said.outcome is Outcome.EXEMPT


@given(TRADES, LINES, CARRYING)
def test_a_suspension_more_adds_reasons_and_takes_none_away(
    trade: TradeFacts, line: LineFacts, carrying: Carrying
) -> None:
    before = answer(trade, replace(line, suspensions=()), carrying)
    after = answer(trade, replace(line, suspensions=(SuspensionFacts(trade.exporter),)), carrying)
    assert set(map(str, before.reasons)) <= set(map(str, after.reasons))
    assert before.documents == after.documents


@given(
    st.sampled_from(DocumentType), st.sampled_from(["I", "II", "III"]), st.sampled_from(list(SOURCES)), st.booleans()
)
def test_every_finding_is_asked_by_a_rule_of_the_catalogue(
    document: DocumentType, appendix: str, source: str, living: bool
) -> None:
    assert {each.rule for each in required_findings(document, appendix, source, living)} <= RULES.keys()


def test_every_document_has_its_facts_and_every_finding_rule_is_about_documents_that_there_are() -> None:
    assert DOCUMENTS.keys() == set(DocumentType)
    for rule in FINDING_RULES:
        assert rule.documents <= DOCUMENTS.keys()
    assert all(each.basis for each in DOCUMENTS.values())
