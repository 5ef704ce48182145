"""What the authorities must find before a document may be granted (Articles III, IV, V and VII)."""

from dataclasses import dataclass
from enum import StrEnum

from cites.permits.rules.facts import DocumentType


class Authority(StrEnum):
    """Who makes a finding; the kinds of authority of Article IX."""

    MANAGEMENT = "management"
    SCIENTIFIC = "scientific"


class FindingKind(StrEnum):
    """What is found."""

    NON_DETRIMENT = "NDF"
    NON_DETRIMENT_OF_IMPORT = "NDF_IMPORT"
    LEGAL_ACQUISITION = "LAF"
    TRANSPORT = "TRANSPORT"
    HOUSING = "HOUSING"
    NOT_COMMERCIAL = "NOT_COMM"
    IMPORTED_LEGALLY = "IMPORTED"
    IMPORT_PERMIT = "IMPORT"
    ORIGIN = "ORIGIN"
    BRED_OR_PROPAGATED = "BRED"
    PRE_CONVENTION = "PRE"


@dataclass(frozen=True, slots=True)
class RequiredFinding:
    """A finding, whose it is, and the rule that asks for it."""

    kind: FindingKind
    authority: Authority
    rule: str
    source: str


Findings = tuple[RequiredFinding, ...]


def required_findings(document_type: str, appendix: str, source: str, living: bool) -> Findings:
    """Return the findings that a line needs under a document; ``source`` is its first code.

    Nothing is required of a specimen that is in no Appendix, nor under documents that Articles III to V do
    not know (those of Resolution Conf. 12.3 are judged by their own conditions).
    """
    if not appendix:
        return ()
    if source == "O":
        return (_of_management(FindingKind.PRE_CONVENTION, "M-O", "Article VII.2"),)
    match document_type:
        case DocumentType.EXPORT:
            return _for_export(appendix, source, living)
        case DocumentType.IMPORT:
            return _for_import(appendix, source, living)
        case DocumentType.RE_EXPORT:
            return _for_re_export(appendix, source, living)
        case DocumentType.INTRODUCTION_FROM_THE_SEA:
            return _for_introduction(appendix, living)
        case DocumentType.ORIGIN if appendix == "III":
            return (_of_management(FindingKind.ORIGIN, "R-III-EXP-O", "Article V.3"),)
        case DocumentType.CAPTIVE_BREEDING | DocumentType.ARTIFICIAL_PROPAGATION:
            return (_of_management(FindingKind.BRED_OR_PROPAGATED, "M-C/A", "Article VII.5"),)
    return ()


def _of_management(kind: FindingKind, rule: str, source: str) -> RequiredFinding:
    return RequiredFinding(kind, Authority.MANAGEMENT, rule, source)


def _of_science(kind: FindingKind, rule: str, source: str) -> RequiredFinding:
    return RequiredFinding(kind, Authority.SCIENTIFIC, rule, source)


def _for_export(appendix: str, source: str, living: bool) -> Findings:
    article = {"I": "III.2", "II": "IV.2", "III": "V.2"}[appendix]
    rule = {"I": "R-I-EXP", "II": "R-II-EXP", "III": "R-III-EXP-L"}[appendix]
    bred = source in ("C", "A")
    found = []
    if appendix != "III" and not bred:
        found.append(_of_science(FindingKind.NON_DETRIMENT, f"{rule}-1", f"Article {article}(a)"))
    if bred:
        found.append(_of_management(FindingKind.BRED_OR_PROPAGATED, "M-C/A", "Article VII.5"))
    legality = "(a)" if appendix == "III" else "(b)"
    found.append(_of_management(FindingKind.LEGAL_ACQUISITION, f"{rule}-2", f"Article {article}{legality}"))
    if living:
        welfare = "(b)" if appendix == "III" else "(c)"
        found.append(_of_management(FindingKind.TRANSPORT, f"{rule}-3", f"Article {article}{welfare}"))
    if appendix == "I" and source not in ("C", "A", "D"):
        found.append(_of_management(FindingKind.IMPORT_PERMIT, "R-I-EXP-4", "Article III.2(d)"))
    return tuple(found)


def _for_import(appendix: str, source: str, living: bool) -> Findings:
    if appendix != "I" or source in ("C", "A", "D"):
        return ()
    found = [_of_science(FindingKind.NON_DETRIMENT_OF_IMPORT, "R-I-IMP-1", "Article III.3(a)")]
    if living:
        found.append(_of_science(FindingKind.HOUSING, "R-I-IMP-2", "Article III.3(b)"))
    found.append(_of_management(FindingKind.NOT_COMMERCIAL, "R-I-IMP-3", "Article III.3(c)"))
    return tuple(found)


def _for_re_export(appendix: str, source: str, living: bool) -> Findings:
    article = {"I": "III.4", "II": "IV.5", "III": "V.4"}[appendix]
    rule = {"I": "R-I-REX", "II": "R-II-REX", "III": "R-III-REX"}[appendix]
    found = [_of_management(FindingKind.IMPORTED_LEGALLY, rule, f"Article {article}(a)")]
    if living and appendix != "III":
        found.append(_of_management(FindingKind.TRANSPORT, rule, f"Article {article}(b)"))
    if living and appendix == "I" and source not in ("C", "A", "D"):
        found.append(_of_management(FindingKind.IMPORT_PERMIT, rule, "Article III.4(c)"))
    return tuple(found)


def _for_introduction(appendix: str, living: bool) -> Findings:
    if appendix == "III":
        return ()
    article, rule = {"I": ("III.5", "R-I-IFS"), "II": ("IV.6", "R-II-IFS")}[appendix]
    found = [_of_science(FindingKind.NON_DETRIMENT, rule, f"Article {article}(a)")]
    if living:
        kind = FindingKind.HOUSING if appendix == "I" else FindingKind.TRANSPORT
        found.append(_of_management(kind, rule, f"Article {article}(b)"))
    if appendix == "I":
        found.append(_of_management(FindingKind.NOT_COMMERCIAL, rule, "Article III.5(c)"))
    return tuple(found)
