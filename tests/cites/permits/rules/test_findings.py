"""Who must find what, article by article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.document_types import DOCUMENTS
from cites.permits.rules.facts import DocumentType
from cites.permits.rules.findings import Authority, FindingKind, required_findings

KINDS = st.sampled_from([*DocumentType])
APPENDICES = st.sampled_from(["I", "II", "III"])
SOURCES = st.sampled_from(list("ACDFIORUWXY"))
OF_ARTICLE_VII = ["PRE", "CAP", "ART", "TEC", "POC", "MIC", "SCC", "SPC"]


def kinds(document: str, appendix: str, source: str = "W", *, living: bool = False) -> set[str]:
    return {str(finding.kind) for finding in required_findings(document, appendix, source, living)}


@pytest.mark.parametrize(
    ("document", "appendix", "source", "living", "expected"),
    [
        ("EXP", "I", "W", True, {"NDF", "LAF", "TRANSPORT", "IMPORT"}),
        ("EXP", "I", "D", False, {"NDF", "LAF"}),
        ("EXP", "II", "W", False, {"NDF", "LAF"}),
        ("EXP", "II", "F", True, {"NDF", "LAF", "TRANSPORT"}),
        ("EXP", "II", "C", True, {"BRED", "LAF", "TRANSPORT"}),
        ("EXP", "II", "Y", False, {"NDF", "LAF"}),
        ("EXP", "III", "W", True, {"LAF", "TRANSPORT"}),
        ("EXP", "II", "O", True, {"PRE"}),
        ("EXP", "", "W", True, set()),
        ("IMP", "I", "W", True, {"NDF_IMPORT", "HOUSING", "NOT_COMM"}),
        ("IMP", "II", "W", True, set()),
        ("REX", "I", "W", True, {"IMPORTED", "TRANSPORT", "IMPORT"}),
        ("REX", "I", "W", False, {"IMPORTED"}),
        ("REX", "III", "W", True, {"IMPORTED"}),
        ("IFS", "I", "X", True, {"NDF", "HOUSING", "NOT_COMM"}),
        ("IFS", "II", "X", True, {"NDF", "TRANSPORT"}),
        ("IFS", "III", "X", True, set()),
        ("ORG", "III", "W", False, {"ORIGIN"}),
        ("SPC", "I", "W", True, {"NDF", "LAF", "TRANSPORT", "IMPORT"}),
        ("SPC", "I", "D", False, {"NDF", "LAF"}),
        ("SPC", "II", "W", False, {"NDF", "LAF"}),
        ("SPC", "II", "A", True, {"BRED", "LAF", "TRANSPORT"}),
        ("SPC", "III", "W", False, {"LAF"}),
        ("SPC", "II", "O", False, {"PRE"}),
        ("CAP", "I", "C", True, {"BRED"}),
        ("TEC", "I", "C", True, {"BRED", "TRANSPORT"}),
        ("TEC", "I", "D", False, {"BRED"}),
        ("TEC", "II", "A", False, {"BRED"}),
        ("TEC", "I", "I", False, {"BRED"}),
        ("TEC", "I", "O", True, {"PRE", "TRANSPORT"}),
        ("TEC", "I", "O", False, {"PRE"}),
    ],
)
def test_what_must_be_found(document: str, appendix: str, source: str, living: bool, expected: set[str]) -> None:
    assert kinds(document, appendix, source, living=living) == expected


@given(APPENDICES, SOURCES, st.booleans(), st.sampled_from(["EXP", "REX", "ORG", "CAP", "ART"]))
def test_a_partly_completed_permit_needs_what_the_document_needs_for_which_it_stands(
    appendix: str, source: str, living: bool, stands_for: str
) -> None:
    asked = required_findings("SPC", appendix, source, living, stands_for=stands_for)
    instead = required_findings(stands_for, appendix, source, living)
    assert {(each.kind, each.authority) for each in asked} == {(each.kind, each.authority) for each in instead}


@given(KINDS, APPENDICES, SOURCES, st.booleans())
def test_other_documents_say_themselves_whether_they_are_of_a_re_export(
    document: str, appendix: str, source: str, living: bool
) -> None:
    asked = required_findings(document, appendix, source, living, stands_for="REX")
    assert document == "SPC" or asked == required_findings(document, appendix, source, living)


def test_housing_is_for_science_on_import_and_for_management_from_the_sea() -> None:
    def housing(document: str) -> Authority:
        found = required_findings(document, "I", "W", True)
        return next(finding.authority for finding in found if finding.kind is FindingKind.HOUSING)

    assert housing("IMP") is Authority.SCIENTIFIC
    assert housing("IFS") is Authority.MANAGEMENT


@given(KINDS, APPENDICES, SOURCES, st.booleans())
def test_non_detriment_is_always_found_by_the_scientific_authority(
    document: str, appendix: str, source: str, living: bool
) -> None:
    for finding in required_findings(document, appendix, source, living):
        detriment = finding.kind in (FindingKind.NON_DETRIMENT, FindingKind.NON_DETRIMENT_OF_IMPORT)
        assert not detriment or finding.authority is Authority.SCIENTIFIC


@given(st.sampled_from(["I", "II"]), st.sampled_from(list("WFRUXYDI")), st.booleans())
def test_nothing_wild_or_like_it_is_exported_without_a_non_detriment_finding(
    appendix: str, source: str, living: bool
) -> None:
    assert "NDF" in kinds("EXP", appendix, source, living=living)
    assert "NDF" in kinds("SPC", appendix, source, living=living)


@given(KINDS, APPENDICES, SOURCES)
def test_living_specimens_never_need_less(document: str, appendix: str, source: str) -> None:
    assert kinds(document, appendix, source) <= kinds(document, appendix, source, living=True)


@given(KINDS, APPENDICES, SOURCES, st.booleans())
def test_nothing_is_found_twice(document: str, appendix: str, source: str, living: bool) -> None:
    found = [finding.kind for finding in required_findings(document, appendix, source, living)]
    assert len(found) == len(set(found))


@given(st.sampled_from(OF_ARTICLE_VII), APPENDICES, st.booleans(), st.data())
def test_no_document_of_article_vii_is_granted_without_anything_being_found(
    document: str, appendix: str, living: bool, data: st.DataObject
) -> None:
    source = data.draw(st.sampled_from(DOCUMENTS[document].sources))
    assert kinds(document, appendix, source, living=living)
