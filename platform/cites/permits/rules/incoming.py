"""What speaks against a document of another State that is presented here, and for asking those who issued it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from cites.permits.rules.catalogue import reason
from cites.permits.rules.document_fit import reasons_about_purpose
from cites.permits.rules.document_types import DOCUMENTS
from cites.permits.rules.facts import DocumentType
from cites.permits.rules.incoming_facts import Alterations, Original, Outcome, PaperFacts, PresentedLine
from cites.permits.rules.incoming_lines import reasons_about_lines, trade_of
from cites.permits.rules.incoming_questions import ENDORSED, NO, YES, asked
from cites.permits.rules.known_authorities import reasons_of_register
from cites.permits.rules.marking import is_tagged
from cites.permits.rules.validity import last_day_of_validity, reasons_against_validity
from cites.permits.rules.verifying import reasons_to_verify
from kernel.reasons import Reason, Severity
from kernel.text import gettext_noop

PRESENTED: Final[tuple[str, ...]] = (
    DocumentType.EXPORT, DocumentType.RE_EXPORT, DocumentType.ORIGIN, DocumentType.PRE_CONVENTION,
    DocumentType.CAPTIVE_BREEDING, DocumentType.ARTIFICIAL_PROPAGATION, DocumentType.PHYTOSANITARY,
    DocumentType.TRAVELLING_EXHIBITION, DocumentType.PERSONAL_OWNERSHIP, DocumentType.MUSICAL_INSTRUMENT,
    DocumentType.SAMPLE_COLLECTION, DocumentType.COMPARABLE,
)  # fmt: skip
"""The documents with which specimens come from another State."""
VERIFYING: Final = "VF-"
"""How the ids of reasons to ask the authority of the other State begin."""


def reasons_against_paper(paper: PaperFacts, lines: Sequence[PresentedLine]) -> list[Reason]:
    """Return every reason about a paper: of the whole, line by line, then those to ask the authority that issued it."""
    return [
        *_about_form(paper),
        *_about_days(paper),
        *_about_state(paper),
        *_about_boxes(paper),
        *_about_answers(paper, lines),
        *reasons_of_register(paper),
        *_shown_before(paper),
        *reasons_about_lines(paper, lines),
        *reasons_to_verify(paper, lines),
    ]


def outcome_of(reasons: Iterable[Reason], *, accepted: bool = False) -> Outcome:
    """Return what a check comes to; ``accepted`` says that an official decided against what leaves room for it."""
    severities = {each.severity for each in reasons}
    if severities & stopping(accepted=accepted):
        return Outcome.STOP
    return Outcome.WARN if severities else Outcome.PASS


def stopping(*, accepted: bool) -> frozenset[Severity]:
    """Return how severe a reason is that stops a paper, before or after an official decided to accept it."""
    return frozenset({Severity.HARD}) if accepted else frozenset({Severity.HARD, Severity.OVERRIDE})


def to_verify(codes: Iterable[str]) -> list[str]:
    """Return those ids that are reasons to ask the authority of the other State."""
    return [code for code in codes if code.startswith(VERIFYING)]


def _about_form(paper: PaperFacts) -> Iterator[Reason]:
    match paper.original:
        case Original.NEITHER if paper.arrived:
            message = gettext_noop(
                "It is neither the original nor a true copy, nor an electronic permit that was verified."
            )
            yield reason("IN-ORIGINAL", message, field="original")
        case Original.NEITHER:
            message = gettext_noop("Only a copy was shown: the original has to be seen when the specimens arrive.")
            yield _softly(reason("IN-ORIGINAL", message, field="original"))
        case "":
            yield _unseen(gettext_noop("Nobody has looked whether it is the original."), "original")
    match paper.alterations:
        case Alterations.UNSTAMPED:
            message = gettext_noop("It was altered, and no stamp and signature of the authority stand beside that.")
            yield reason("IN-ALTERED", message, field="alterations")
        case "":
            yield _unseen(gettext_noop("Nobody has looked whether it was altered."), "alterations")


def _about_days(paper: PaperFacts) -> Iterator[Reason]:
    issued, until, document = paper.issued_on, paper.valid_until, DOCUMENTS[paper.document_type]
    if issued and issued > paper.day:
        message = gettext_noop("It is dated after the day on which it is presented.")
        yield reason("IN-EARLY", message, field="issued_on")
    if issued and until and document.months is not None:
        for each in reasons_against_validity(document.code, issued, until):
            yield replace(each, data={**each.data, "field": "valid_until"})
    if (last := last_day_of(paper)) and last < paper.day:
        message = gettext_noop("It was valid until %(last_day)s, and no longer.")
        yield reason("IN-EXPIRED", message, field="valid_until", last_day=last.isoformat())


def last_day_of(paper: PaperFacts) -> date | None:
    """Return the last day on which it could be used: what it says, and never longer than its kind may be valid."""
    months = DOCUMENTS[paper.document_type].months
    latest = last_day_of_validity(paper.document_type, paper.issued_on) if months and paper.issued_on else None
    return min((each for each in (latest, paper.valid_until) if each), default=None)


def _about_state(paper: PaperFacts) -> Iterator[Reason]:
    is_no_party = bool(paper.parties) and paper.country not in paper.parties
    if is_no_party and paper.document_type != DocumentType.COMPARABLE:
        message = gettext_noop(
            "%(country)s is no Party to the Convention: its papers are accepted only where a competent authority wrote "
            "them, and where they say what those of a Party would say."
        )
        yield replace(reason("R-NP", message, field="country", country=paper.country), severity=Severity.OVERRIDE)


def _about_boxes(paper: PaperFacts) -> Iterator[Reason]:
    """Say which boxes were left empty as far as what was typed tells."""
    for name, value, message in (
        ("number", paper.number, gettext_noop("It bears no number (box 1).")),
        ("issued_on", paper.issued_on, gettext_noop("It does not say when it was issued (box 13).")),
        ("valid_until", _says_until(paper), gettext_noop("It does not say until when it is valid (box 2).")),
        ("authority", paper.authority, gettext_noop("It does not say which authority issued it (box 6).")),
        ("signatory", paper.signatory, gettext_noop("It does not say who signed it (box 13).")),
    ):
        if not value:
            yield reason("IN-BOX", message, field=name)
    yield from reasons_about_purpose(trade_of(paper))


def _says_until(paper: PaperFacts) -> bool:
    return paper.valid_until is not None or DOCUMENTS[paper.document_type].months is None


def _about_answers(paper: PaperFacts, lines: Sequence[PresentedLine]) -> Iterator[Reason]:
    living = any(line.facts.living for line in lines)
    tagged = any(is_tagged(line.facts) for line in lines)
    for check in asked(paper.document_type, arrived=paper.arrived, living=living, tagged=tagged):
        answer = paper.answers.get(check.name, "")
        if answer == NO:
            yield _answered_no(check.name, reason(check.rule, check.says, field=check.name), paper)
        elif answer != YES:
            yield _unseen(gettext_noop("Left open: “%(question)s”"), check.name, question=check.asks)


def _answered_no(name: str, said: Reason, paper: PaperFacts) -> Reason:
    if name == ENDORSED and paper.endorsement_binds:
        return replace(said, severity=Severity.HARD)
    if name == "boxes" and paper.boxes_missing:
        message = gettext_noop("Boxes that have to be filled in are empty: %(boxes)s")
        return replace(said, message=message, data={**said.data, "boxes": paper.boxes_missing})
    return said


def _shown_before(paper: PaperFacts) -> Iterator[Reason]:
    document = DOCUMENTS[paper.document_type]
    if paper.shown_on is not None and document.for_one_consignee:
        message = gettext_noop("A paper of that country and number was shown here before, on %(day)s.")
        yield reason("IN-TWICE", message, field="number", day=paper.shown_on.isoformat())


def _unseen(message: str, field: str, **more: Any) -> Reason:
    return reason("IN-UNSEEN", message, field=field, **more)


def _softly(said: Reason) -> Reason:
    return replace(said, severity=Severity.WARNING)
