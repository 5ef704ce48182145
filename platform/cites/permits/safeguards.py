"""The Convention's safeguards, told to the check of workflows: what nothing may be issued without, and by whom.

A mark says what was done since the application was last sent: wherever it may be sent anew it may also be changed,
and that clears findings and decision.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import cast

from cites.accounts.roles import APPLICANTS, Role
from cites.permits.case_facts import PURPOSES
from cites.permits.rules import classes as rules
from cites.permits.rules.authorities import AUTHORITY_OF_VERB, ROLE_OF_AUTHORITY, OtherAuthority
from cites.permits.rules.document_types import DOCUMENTS
from cites.permits.rules.facts import DocumentType
from cites.permits.rules.findings import Authority, FindingKind, Findings, RequiredFinding
from cites.permits.rules.sources import COMMERCIAL
from kernel.reasons import Reason
from kernel.text import gettext_noop
from workflows.conditions import FactsOfClass
from workflows.definition import Move
from workflows.safeguards import CaseClass, Goal, Marks

SENT, EXAMINED, FOUND = "sent", "examined", "found"
APPROVED, OUTDATED, PAID, ISSUED = "approved", "outdated", "paid", "issued"
REGISTERED = "registered"  # left by safeguards_of_uses

MANAGEMENT = frozenset({Role.MA_OFFICER.value, Role.MA_SIGNATORY.value})
SCIENCE = frozenset({Role.SCIENTIFIC_AUTHORITY.value})
BORDER = MANAGEMENT | {Role.CUSTOMS.value}
APPLYING = frozenset(role.value for role in APPLICANTS)
OF_ISSUED = frozenset({"endorse", "cancel", "report_lost", "replace_permit", "record_crossing", "close_document"})
# What changes neither the application nor where the document stands.
AFTER_ISSUE = OF_ISSUED | {"ask", "answer"}
_KNOWN = frozenset(each.value for each in DocumentType)
_MARK_OF = {Authority.MANAGEMENT: EXAMINED, Authority.SCIENTIFIC: FOUND}

DECISION = Goal(
    "decision",
    frozenset({"approve", "refuse", "register_paper"}),
    Reason(
        "no_decision",
        gettext_noop("A case that stands at “%(stage)s” can no longer be decided on"),
        source="Article VIII.3",
    ),
)
REFUSAL = Goal(
    "refusal",
    frozenset({"refuse"}),
    Reason(
        "no_refusal",
        gettext_noop(
            "A case that stands at “%(stage)s” can no longer be refused, although what is found may forbid it"
        ),
        source="Articles III to V and VIII.3",
    ),
    until=frozenset({"approve", "register_paper"}),
)
ISSUE = Goal(
    "issue",
    frozenset({"issue"}),
    Reason(
        "no_issue",
        gettext_noop("From “%(stage)s” no document can be issued, although the Articles allow it"),
        source="Articles III to VII",
    ),
    since=frozenset({"approve"}),
)


class Convention:
    """What Articles III to VII and IX ask of the way to a document."""

    name = "convention"
    goals: Sequence[Goal] = (DECISION, REFUSAL, ISSUE)

    def classes_of(self, document_type: str) -> Sequence[CaseClass]:
        """Return the classes by Appendix, source, living or not, commercial or not."""
        return _classes_of(document_type) if document_type in _KNOWN else ()

    def marks_after(self, move: Move, marks: Marks) -> Marks:
        """Return what is done once ``move`` is made."""
        if move.verb in AUTHORITY_OF_VERB:
            return _outdated(marks)
        match move.verb:
            case "submit":
                return _unsent(marks) | {SENT}
            case "complete_examination":
                return _found(EXAMINED, marks)
            case "record_finding":
                return _found(FOUND, marks)
            case "approve":
                return (marks | {APPROVED}) - {OUTDATED, PAID}  # the fee is invoiced by the decision
            case "refuse" | "reopen_decision":
                return marks - {APPROVED}
            case "settle":
                return marks | {PAID}
            case "issue":
                return marks | {ISSUED}
        return marks

    def marks_at(self, verbs: frozenset[str], marks: Marks) -> Marks:
        """Return what still holds where the applicant may change the application before sending it."""
        return _unsent(marks) if "submit" in verbs else marks

    def reasons_against(self, move: Move, marks: Marks, asks: Hashable) -> Iterable[Reason]:
        """Return which Article forbids ``move`` by these people, or on a case with these marks."""
        yield from _at_the_wrong_time(move, marks)
        findings = cast("Findings", asks)
        if (other := AUTHORITY_OF_VERB.get(move.verb)) is not None:
            yield from _only(move, frozenset({ROLE_OF_AUTHORITY[other]}), "wrong_authority", _NOT_THEIRS[other], "")
        match move.verb:
            case "record_finding":
                yield from _of_another(move, SCIENCE, _NOT_SCIENCE, findings, Authority.SCIENTIFIC)
            case "complete_examination":
                yield from _of_another(move, MANAGEMENT, _NOT_MANAGEMENT, findings, Authority.MANAGEMENT)
            case "approve" | "refuse":
                yield from _only_management(move, "wrong_decider", _NOT_DECIDED)
            case "issue":
                yield from _only_management(move, "wrong_signatory", _NOT_SIGNED)
                yield from _lacking(marks, findings)
            case "submit" | "answer" | "withdraw" | "amend" | "appeal":
                yield from _only(move, APPLYING, "wrong_applicant", _NOT_APPLYING, "Resolution Conf. 12.3")
            case "endorse" | "record_crossing":
                yield from _only(move, BORDER, "wrong_endorser", _NOT_ENDORSED, "Resolution Conf. 12.3")
            case "cancel":
                yield from _only_management(move, "wrong_canceller", _NOT_CANCELLED)
            case "report_lost":
                yield from _only_management(move, "wrong_reporter_of_loss", _NOT_LOST)
            case "replace_permit":
                yield from _only_management(move, "wrong_signatory", _NOT_SIGNED)
            case "close_document":
                yield from _only_management(move, "wrong_closer", _NOT_CLOSED)
            case "reopen_decision":
                yield from _only_management(move, "wrong_decider", _NOT_DECIDED)
            case "settle" if not move.automatic:
                yield Reason("settled_by_hand", _BY_HAND)


CONVENTION = Convention()


@lru_cache(maxsize=len(DocumentType))
def _classes_of(document_type: str) -> tuple[CaseClass, ...]:
    return tuple(_class(each) for each in rules.classes_of(document_type))


def _class(each: rules.LineClass) -> CaseClass:
    document = DOCUMENTS[each.document_type]
    purposes = {COMMERCIAL} if each.commercial else set(PURPOSES) & document.purposes - {COMMERCIAL}
    line = {
        "appendix": frozenset({each.appendix}),
        "source": frozenset({each.source}),
        "living": frozenset({"yes" if each.living else "no"}),
        "kingdom": frozenset(each.kingdoms),
    }
    goals = {DECISION.name, REFUSAL.name, *((ISSUE.name,) if each.may_be_granted and document.is_issued else ())}
    return CaseClass(FactsOfClass({"purpose": frozenset(purposes)}, line), each.findings, frozenset(goals))


def _unsent(marks: Marks) -> Marks:
    """What outlasts a change of the application: what was paid, and that a document was issued or registered."""
    return marks & {PAID, ISSUED, REGISTERED}


def _at_the_wrong_time(move: Move, marks: Marks) -> Iterator[Reason]:
    """A document that is issued is used or cancelled, and its case is not gone through again."""
    if ISSUED in marks and move.verb not in AFTER_ISSUE:
        yield Reason("after_issue", _AFTER_ISSUE, data={"about": move.verb}, source="Resolution Conf. 12.3")
    if ISSUED not in marks and move.verb in OF_ISSUED:
        yield Reason("before_issue", _BEFORE_ISSUE, data={"about": move.verb})


def _found(mark: str, marks: Marks) -> Marks:
    return _outdated(marks) | {mark}


def _outdated(marks: Marks) -> Marks:
    """What is found after the decision, by whatever authority, asks for a new one."""
    return (marks | {OUTDATED}) - {APPROVED} if APPROVED in marks else marks


def _of_another(
    move: Move, wanted: frozenset[str], message: str, findings: Findings, authority: Authority
) -> Iterator[Reason]:
    asked = dict.fromkeys(each.source for each in findings if each.authority is authority)
    return _only(move, wanted, "wrong_authority", message, "; ".join(asked))


def _only_management(move: Move, code: str, message: str) -> Iterator[Reason]:
    return _only(move, MANAGEMENT, code, message, "Articles III to VI and IX.1")


def _only(move: Move, wanted: frozenset[str], code: str, message: str, source: str) -> Iterator[Reason]:
    others = set(move.roles) - wanted
    if move.automatic or others:
        data = {"verb": move.verb, "roles": ", ".join(sorted(others))}
        yield Reason(code, message, data=data, source=source)


def _lacking(marks: Marks, findings: Findings) -> Iterator[Reason]:
    if SENT not in marks:
        yield Reason("not_sent", _NOT_SENT, source="Resolution Conf. 12.3")
    for finding in findings:
        if _MARK_OF[finding.authority] not in marks:
            yield _missing(finding)
    if OUTDATED in marks:
        yield Reason("finding_after_decision", _AFTER_DECISION, source="Articles III to V")
    elif APPROVED not in marks:
        yield Reason("decision_missing", _NOT_APPROVED, source="Articles III to VII")
    if PAID not in marks:
        yield Reason("not_paid", _NOT_PAID)


def _missing(finding: RequiredFinding) -> Reason:
    data = {"about": finding.kind.value, "authority": finding.authority.value}
    return Reason("finding_missing", _MISSING[finding.kind], data=data, source=finding.source)


_NOT_SCIENCE = gettext_noop("The finding is the Scientific Authority's, and nobody else may record it")
_NOT_THEIRS = {
    OtherAuthority.FISHERIES: gettext_noop("The finding is the fisheries authority’s, and nobody else may record it"),
    OtherAuthority.FORESTRY: gettext_noop("The finding is the forestry authority’s, and nobody else may record it"),
    OtherAuthority.VETERINARY: gettext_noop("The finding is the veterinary authority’s, and nobody else may record it"),
    OtherAuthority.COMMITTEE: gettext_noop("The advice is the committee’s, and nobody else may record it"),
}
_NOT_MANAGEMENT = gettext_noop("The examination is the Management Authority's, and nobody else may complete it")
_NOT_DECIDED = gettext_noop("Only the Management Authority decides on an application")
_NOT_SIGNED = gettext_noop("Only the Management Authority signs and issues")
_NOT_APPLYING = gettext_noop("Only the applicant, or who acts for the applicant, can do this")
_NOT_ENDORSED = gettext_noop("Only customs and the Management Authority enter what crossed the border")
_NOT_CANCELLED = gettext_noop("Only the Management Authority cancels a document")
_NOT_LOST = gettext_noop("Only the Management Authority records that a document was lost")
_NOT_CLOSED = gettext_noop("Only the Management Authority closes a document")
_BY_HAND = gettext_noop("The payment itself settles the fee, and nobody’s hand")
_AFTER_ISSUE = gettext_noop("A case can be closed, or gone through again, while its document stays valid")
_BEFORE_ISSUE = gettext_noop("A document can be used or cancelled before it is issued")
_NOT_SENT = gettext_noop(
    "A document can be issued on an application that was never sent, or that may have been changed since"
)
_AFTER_DECISION = gettext_noop("A document can be issued on a decision that was made before a finding")
_NOT_APPROVED = gettext_noop("A document can be issued without a decision on the application as it was last sent")
_NOT_PAID = gettext_noop("A document can be issued before what the decision costs is paid")
_MISSING = {
    FindingKind.NON_DETRIMENT: gettext_noop(
        "A document can be issued without the Scientific Authority’s non-detriment finding"
    ),
    FindingKind.NON_DETRIMENT_OF_IMPORT: gettext_noop(
        "A document can be issued without the Scientific Authority’s finding that the import is for purposes "
        "which are not detrimental"
    ),
    FindingKind.LEGAL_ACQUISITION: gettext_noop(
        "A document can be issued without the Management Authority’s finding of legal acquisition"
    ),
    FindingKind.TRANSPORT: gettext_noop(
        "A document can be issued without the Management Authority’s finding that living specimens travel safely"
    ),
    FindingKind.HOUSING: gettext_noop(
        "A document can be issued without the finding that living specimens will be housed and cared for"
    ),
    FindingKind.NOT_COMMERCIAL: gettext_noop(
        "A document can be issued without the Management Authority’s finding that the use is not primarily commercial"
    ),
    FindingKind.IMPORTED_LEGALLY: gettext_noop(
        "A document can be issued without the Management Authority’s finding that the specimens were imported lawfully"
    ),
    FindingKind.IMPORT_PERMIT: gettext_noop(
        "A document can be issued without the Management Authority having seen that an import permit is granted"
    ),
    FindingKind.ORIGIN: gettext_noop(
        "A document can be issued without the Management Authority’s finding of the origin"
    ),
    FindingKind.BRED_OR_PROPAGATED: gettext_noop(
        "A document can be issued without the Management Authority’s finding that the specimens were bred or propagated"
    ),
    FindingKind.PRE_CONVENTION: gettext_noop(
        "A document can be issued without the Management Authority’s finding that the specimens are pre-Convention"
    ),
}
