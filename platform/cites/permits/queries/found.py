"""What speaks against granting a document, of all that the authorities have to find."""

from collections.abc import Iterable, Iterator
from datetime import date

from cites.permits.models import Application
from cites.permits.queries.applications import is_examined
from cites.permits.queries.findings import Sought, findings_that_count, what_is_sought
from cites.permits.rules.findings import Authority, FindingKind
from kernel.reasons import Reason
from kernel.text import gettext_noop


def reasons_of_findings(of: Application, day: date | None = None) -> list[Reason]:
    """Return what the Articles ask to be found and is missing on ``day`` (the Party's today), or speaks against it."""
    return [*_negative(of, day), *_missing(of, what_is_sought(of, day))]


def _negative(of: Application, day: date | None) -> Iterator[Reason]:
    against = {each.kind: each for each in findings_that_count(of, day) if not each.allows_trade}
    for kind in against:
        yield Reason("finding_negative", _NEGATIVE[FindingKind(kind)], data={"about": kind}, source=_source(of, kind))


def _missing(of: Application, sought: Iterable[Sought]) -> Iterator[Reason]:
    lacking = [each for each in sought if not each.is_there]
    science = [each for each in lacking if each.needed.authority is Authority.SCIENTIFIC]
    management = [each for each in lacking if each.needed.authority is Authority.MANAGEMENT]
    if management and not is_examined(of):
        message = gettext_noop("The Management Authority has not examined the application since it was last sent.")
        yield Reason("examination_missing", message, source=_sources(management))
        management = []
    for kind, each in {each.needed.kind: each for each in (*science, *management)}.items():
        data = {"about": kind.value, "authority": each.needed.authority.value}
        of_kind = [one for one in (*science, *management) if one.needed.kind is kind]
        yield Reason("finding_missing", MISSING[kind], data=data, source=_sources(of_kind))


def _source(of: Application, kind: str) -> str:
    return _sources([each for each in what_is_sought(of) if each.needed.kind == kind])


def _sources(sought: Iterable[Sought]) -> str:
    return "; ".join(dict.fromkeys(each.needed.source for each in sought))


MISSING = {
    FindingKind.NON_DETRIMENT: gettext_noop("The Scientific Authority's non-detriment finding is missing."),
    FindingKind.NON_DETRIMENT_OF_IMPORT: gettext_noop(
        "The Scientific Authority has not found that the purpose of the import is not detrimental."
    ),
    FindingKind.LEGAL_ACQUISITION: gettext_noop("It is not found that the specimens were obtained lawfully."),
    FindingKind.TRANSPORT: gettext_noop("It is not found that living specimens travel safely."),
    FindingKind.HOUSING: gettext_noop("It is not found that living specimens will be housed and cared for."),
    FindingKind.NOT_COMMERCIAL: gettext_noop("It is not found that the use is not primarily commercial."),
    FindingKind.IMPORTED_LEGALLY: gettext_noop("It is not found that the specimens were imported lawfully."),
    FindingKind.IMPORT_PERMIT: gettext_noop("It is not found that an import permit is granted."),
    FindingKind.ORIGIN: gettext_noop("The country of origin is not found."),
    FindingKind.BRED_OR_PROPAGATED: gettext_noop("It is not found that the specimens were bred or propagated."),
    FindingKind.PRE_CONVENTION: gettext_noop(
        "It is not found that the specimens were acquired before the Convention applied."
    ),
}
_NEGATIVE = {
    FindingKind.NON_DETRIMENT: gettext_noop("The Scientific Authority found the export detrimental."),
    FindingKind.NON_DETRIMENT_OF_IMPORT: gettext_noop(
        "The Scientific Authority found the purpose of the import detrimental."
    ),
    FindingKind.LEGAL_ACQUISITION: gettext_noop("The specimens were not found to be obtained lawfully."),
    FindingKind.TRANSPORT: gettext_noop("Living specimens were not found to travel safely."),
    FindingKind.HOUSING: gettext_noop("Living specimens were not found to be housed and cared for."),
    FindingKind.NOT_COMMERCIAL: gettext_noop("The use was not found to be other than primarily commercial."),
    FindingKind.IMPORTED_LEGALLY: gettext_noop("The specimens were not found to be imported lawfully."),
    FindingKind.IMPORT_PERMIT: gettext_noop("An import permit was not found to be granted."),
    FindingKind.ORIGIN: gettext_noop("The specimens were not found to come from there."),
    FindingKind.BRED_OR_PROPAGATED: gettext_noop("The specimens were not found to be bred or propagated."),
    FindingKind.PRE_CONVENTION: gettext_noop(
        "The specimens were not found to be acquired before the Convention applied."
    ),
}
