"""The answer to "Do I need a permit?" in the reader's words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cites.casework.queries.applications import document_types
from cites.casework.queries.words import country, language
from cites.permits.queries.movements import Answered, Question
from cites.permits.rules.catalogue import RULES
from cites.permits.rules.document_types import DOCUMENTS
from cites.permits.rules.findings import Authority, FindingKind
from cites.permits.rules.movements import Outcome, RequiredDocument
from cites.permits.words import english_in, sentence_of_reason
from cites.species import queries as species
from cites.species.models import Taxon
from kernel.reasons import Reason, Severity
from tenants.context import current_profile

_VERDICTS: dict[Outcome, tuple[str, str | Promise]] = {
    Outcome.NOT_LISTED: ("good", gettext_lazy("No: this species is in no Appendix")),
    Outcome.EXEMPT: ("good", gettext_lazy("No permit is needed under the Convention")),
    Outcome.MAYBE: ("attention", gettext_lazy("Perhaps: ask before you travel")),
    Outcome.NEEDED: ("attention", gettext_lazy("Yes: documents are needed")),
    Outcome.FORBIDDEN: ("bad", gettext_lazy("This is not allowed")),
}
_FINDINGS: dict[FindingKind, str | Promise] = {
    FindingKind.NON_DETRIMENT: gettext_lazy("that the trade does not harm the survival of the species"),
    FindingKind.NON_DETRIMENT_OF_IMPORT: gettext_lazy("that the purpose of the import does not harm the species"),
    FindingKind.LEGAL_ACQUISITION: gettext_lazy("that the specimens were obtained lawfully"),
    FindingKind.TRANSPORT: gettext_lazy("that living specimens travel safely"),
    FindingKind.HOUSING: gettext_lazy("that living specimens will be housed and cared for"),
    FindingKind.NOT_COMMERCIAL: gettext_lazy("that the use is not mainly commercial"),
    FindingKind.IMPORTED_LEGALLY: gettext_lazy("that the specimens were imported lawfully"),
    FindingKind.IMPORT_PERMIT: gettext_lazy("that the country of destination has granted an import permit"),
    FindingKind.ORIGIN: gettext_lazy("where the specimens come from"),
    FindingKind.BRED_OR_PROPAGATED: gettext_lazy("that the specimens were bred or artificially propagated"),
    FindingKind.PRE_CONVENTION: gettext_lazy("that the specimens were acquired before the Convention applied"),
}
_AUTHORITIES: dict[Authority, str | Promise] = {
    Authority.MANAGEMENT: gettext_lazy("Management Authority"),
    Authority.SCIENTIFIC: gettext_lazy("Scientific Authority"),
}
_MARKS = {Severity.HARD: "bad", Severity.OVERRIDE: "attention", Severity.WARNING: "closed"}
_SEVERITIES: dict[Severity, str | Promise] = {
    Severity.HARD: gettext_lazy("Must be so"),
    Severity.OVERRIDE: gettext_lazy("An official has to decide"),
    Severity.WARNING: gettext_lazy("To know"),
}


@dataclass(frozen=True, slots=True)
class DocumentTold:
    """One document: its name, from whose authority, what serves in its stead, and what the authorities look at."""

    name: str
    country: str
    ours: bool
    instead: Sequence[str]
    months: int | None
    findings: Sequence[tuple[str | Promise, str | Promise]]
    rule: str
    source: str


@dataclass(frozen=True, slots=True)
class RuleTold:
    """What one rule says, how binding it is, and whose rule it is."""

    sentence: str
    kind: str
    severity: str | Promise
    rule: str
    source: str
    checked: bool
    english: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as a page shows it."""

    kind: str
    verdict: str | Promise
    taxon: Taxon
    common_name: str
    appendix: str
    documents: Sequence[DocumentTold]
    rules: Sequence[RuleTold]
    question: Question
    taxa: frozenset[str]  # those whose data decided, and is named on the page

    @property
    def may_apply(self) -> bool:
        """Whether one of the documents is this Party's and can be applied for here."""
        return any(each.ours for each in self.documents)


def told(question: Question, found: Answered) -> Told:
    """Return the answer in the reader's words."""
    kind, verdict = _VERDICTS[found.answer.outcome]
    return Told(
        kind=kind,
        verdict=verdict,
        taxon=found.taxon,
        common_name=species.common_name(found.taxon.code, language()),
        appendix=found.facts.appendix,
        documents=[_document(each) for each in found.answer.documents],
        rules=list(_rules(found.answer.reasons)),
        question=question,
        taxa=found.taxa,
    )


def _document(each: RequiredDocument) -> DocumentTold:
    known = DOCUMENTS[each.code]
    return DocumentTold(
        name=_(known.name),
        country=country(each.state),
        ours=each.state == current_profile().iso2 and each.code in dict(document_types()),
        instead=[_(DOCUMENTS[code].name) for code in each.or_else],
        months=known.months,
        findings=[(_AUTHORITIES[one.authority], _FINDINGS[one.kind]) for one in each.findings],
        rule=each.rule,
        source=each.source,
    )


def _rules(reasons: Sequence[Reason]) -> Iterator[RuleTold]:
    for each in reasons:
        sentence = sentence_of_reason(each)
        mark, severity = _MARKS[each.severity], _SEVERITIES[each.severity]
        checked, english = RULES[each.code].checked, english_in(each)
        yield RuleTold(sentence, mark, severity, each.code, each.source, checked, english)
