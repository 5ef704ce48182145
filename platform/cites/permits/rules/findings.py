"""What the authorities must find before a document may be granted (Articles III, IV, V and VII): a table."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cites.permits.rules.facts import DocumentType

ALL_SOURCES: Final = "WRXDCAFYOIU"
BRED: Final = "CA"
EXHIBITED: Final = "CADI"  # of confiscated ones the second code decides whether the document is for them
NOT_BRED: Final = "WRXDFYOIU"
LIKE_WILD: Final = "WRXFYOIU"  # neither bred, nor of a registered operation: no import permit is spared


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


@dataclass(frozen=True, slots=True)
class FindingRule:
    """That lines of these documents, Appendices and sources need a finding, all of them or the living ones."""

    finding: RequiredFinding
    documents: frozenset[str]
    appendices: str
    sources: str = ALL_SOURCES
    living_only: bool = False

    def asks(self, document_type: str, appendix: str, source: str, living: bool) -> bool:
        """Tell whether it is about such a line."""
        return (
            document_type in self.documents
            and appendix in self.appendices.split()
            and source in self.sources
            and (living or not self.living_only)
        )


def required_findings(
    document_type: str, appendix: str, source: str, living: bool, *, stands_for: str = ""
) -> Findings:
    """Return the findings that a line needs under a document; ``source`` is its first code.

    Nothing is required of a specimen that is in no Appendix. A partly completed permit needs what the document does
    that it ``stands_for``: an export permit where nothing is said.
    """
    if not appendix:
        return ()
    if document_type == DocumentType.SIMPLIFIED and stands_for not in ("", DocumentType.EXPORT):
        document_type = stands_for
    asked = [each.finding for each in FINDING_RULES if each.asks(document_type, appendix, source, living)]
    if source == "O":
        return (PRE_CONVENTION, *(each for each in asked if each.rule == _OF_EVERY_JOURNEY))
    return tuple(asked)


def _management(kind: FindingKind, rule: str, source: str) -> RequiredFinding:
    return RequiredFinding(kind, Authority.MANAGEMENT, rule, source)


def _science(kind: FindingKind, rule: str, source: str) -> RequiredFinding:
    return RequiredFinding(kind, Authority.SCIENTIFIC, rule, source)


def _of(*documents: DocumentType) -> frozenset[str]:
    return frozenset(documents)


PRE_CONVENTION = _management(FindingKind.PRE_CONVENTION, "M-O", "Article VII.2")

_SIMPLIFIED = _of(DocumentType.SIMPLIFIED)
_LEAVING = _of(DocumentType.EXPORT, DocumentType.SIMPLIFIED)
_EXPORT, _IMPORT, _RE_EXPORT = _of(DocumentType.EXPORT), _of(DocumentType.IMPORT), _of(DocumentType.RE_EXPORT)
_FROM_THE_SEA = _of(DocumentType.INTRODUCTION_FROM_THE_SEA)
_BRED = _of(DocumentType.CAPTIVE_BREEDING, DocumentType.ARTIFICIAL_PROPAGATION)
_OWNED = _of(DocumentType.PERSONAL_OWNERSHIP, DocumentType.MUSICAL_INSTRUMENT, DocumentType.SAMPLE_COLLECTION)
_EXHIBITED = _of(DocumentType.TRAVELLING_EXHIBITION)
_KIND = FindingKind
_OF_EVERY_JOURNEY: Final = "D-LIVING-TRANSPORT"  # Article VII.2 exempts from Articles III to V, not from VII.7(c)

FINDING_RULES: Final[tuple[FindingRule, ...]] = (
    FindingRule(_science(_KIND.NON_DETRIMENT, "R-I-EXP-1", "Article III.2(a)"), _LEAVING, "I", NOT_BRED),
    FindingRule(_science(_KIND.NON_DETRIMENT, "R-II-EXP-1", "Article IV.2(a)"), _LEAVING, "II", NOT_BRED),
    FindingRule(_management(_KIND.BRED_OR_PROPAGATED, "M-C/A", "Article VII.5"), _LEAVING, "I II III", BRED),
    FindingRule(_management(_KIND.LEGAL_ACQUISITION, "R-I-EXP-2", "Article III.2(b)"), _EXPORT, "I"),
    FindingRule(_management(_KIND.LEGAL_ACQUISITION, "R-II-EXP-2", "Article IV.2(b)"), _EXPORT, "II"),
    FindingRule(_management(_KIND.LEGAL_ACQUISITION, "R-III-EXP-L-2", "Article V.2(a)"), _EXPORT, "III"),
    FindingRule(_management(_KIND.TRANSPORT, "R-I-EXP-3", "Article III.2(c)"), _LEAVING, "I", living_only=True),
    FindingRule(_management(_KIND.TRANSPORT, "R-II-EXP-3", "Article IV.2(c)"), _LEAVING, "II", living_only=True),
    FindingRule(_management(_KIND.TRANSPORT, "R-III-EXP-L-3", "Article V.2(b)"), _LEAVING, "III", living_only=True),
    FindingRule(_management(_KIND.IMPORT_PERMIT, "R-I-EXP-4", "Article III.2(d)"), _LEAVING, "I", LIKE_WILD),
    FindingRule(_science(_KIND.NON_DETRIMENT_OF_IMPORT, "R-I-IMP-1", "Article III.3(a)"), _IMPORT, "I", LIKE_WILD),
    FindingRule(
        _science(_KIND.HOUSING, "R-I-IMP-2", "Article III.3(b)"), _IMPORT, "I", LIKE_WILD, living_only=True
    ),
    FindingRule(_management(_KIND.NOT_COMMERCIAL, "R-I-IMP-3", "Article III.3(c)"), _IMPORT, "I", LIKE_WILD),
    FindingRule(_management(_KIND.IMPORTED_LEGALLY, "R-I-REX", "Article III.4(a)"), _RE_EXPORT, "I"),
    FindingRule(_management(_KIND.IMPORTED_LEGALLY, "R-II-REX", "Article IV.5(a)"), _RE_EXPORT, "II"),
    FindingRule(_management(_KIND.IMPORTED_LEGALLY, "R-III-REX", "Article V.4"), _RE_EXPORT, "III"),
    FindingRule(_management(_KIND.TRANSPORT, "R-I-REX", "Article III.4(b)"), _RE_EXPORT, "I", living_only=True),
    FindingRule(_management(_KIND.TRANSPORT, "R-II-REX", "Article IV.5(b)"), _RE_EXPORT, "II", living_only=True),
    FindingRule(
        _management(_KIND.IMPORT_PERMIT, "R-I-REX", "Article III.4(c)"), _RE_EXPORT, "I", LIKE_WILD, living_only=True
    ),
    FindingRule(_science(_KIND.NON_DETRIMENT, "R-I-IFS", "Article III.5(a)"), _FROM_THE_SEA, "I"),
    FindingRule(_science(_KIND.NON_DETRIMENT, "R-II-IFS", "Article IV.6(a)"), _FROM_THE_SEA, "II"),
    FindingRule(_management(_KIND.HOUSING, "R-I-IFS", "Article III.5(b)"), _FROM_THE_SEA, "I", living_only=True),
    FindingRule(_management(_KIND.TRANSPORT, "R-II-IFS", "Article IV.6(b)"), _FROM_THE_SEA, "II", living_only=True),
    FindingRule(_management(_KIND.NOT_COMMERCIAL, "R-I-IFS", "Article III.5(c)"), _FROM_THE_SEA, "I"),
    FindingRule(_management(_KIND.ORIGIN, "R-III-EXP-O", "Article V.3"), _of(DocumentType.ORIGIN), "III"),
    FindingRule(_management(_KIND.BRED_OR_PROPAGATED, "M-C/A", "Article VII.5"), _BRED, "I II III"),
    # Documents that Articles III to V do not know are judged by the conditions of their Resolutions.
    FindingRule(_management(_KIND.BRED_OR_PROPAGATED, "M-C/A", "Article VII.7(b)"), _EXHIBITED, "I II III", EXHIBITED),
    FindingRule(_management(_KIND.LEGAL_ACQUISITION, "D-OWNED", "Resolution Conf. 12.3"), _OWNED, "I II III"),
    FindingRule(_management(_KIND.LEGAL_ACQUISITION, "D-SIMPLIFIED", "Resolution Conf. 12.3"), _SIMPLIFIED, "I II III"),
    FindingRule(
        _management(_KIND.TRANSPORT, _OF_EVERY_JOURNEY, "Article VII.7(c); Resolution Conf. 10.20"),
        _EXHIBITED | _OWNED, "I II III", living_only=True,
    ),
)  # fmt: skip
