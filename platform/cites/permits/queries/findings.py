"""What has to be found for each line of an application, and which findings there are for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cites.permits.models import Application, ApplicationLine, Conclusion, Finding
from cites.permits.queries.applications import is_decided, is_examined, latest_approval, lines_and_needed
from cites.permits.rules.findings import Authority, FindingKind, RequiredFinding
from tenants.context import current_profile, today
from workflows.models import CaseStep, DutyKind

DUTY_OF = {Authority.SCIENTIFIC.value: DutyKind.FIND, Authority.MANAGEMENT.value: DutyKind.EXAMINE}
"""Management findings are the examiner's: who examines a case neither decides on it nor finds for science."""
EXAMINATION = "complete_examination"


@dataclass(frozen=True, slots=True)
class Sought:
    """What a rule asks to be found of a line, and the finding that counts, if there is one.

    ``is_implied`` says that the Management Authority examined the case when findings of each kind were not kept yet:
    its examination speaks for them.
    """

    line: ApplicationLine
    needed: RequiredFinding
    found: Finding | None = None
    is_implied: bool = False

    @property
    def is_there(self) -> bool:
        """Whether it is found, whatever comes out."""
        return self.is_implied or self.found is not None

    @property
    def is_favourable(self) -> bool:
        """Whether a permit may be granted on it."""
        return self.is_implied or (self.found is not None and self.found.allows_trade)

    @property
    def state(self) -> str:
        """Its conclusion; or "implied", or "missing"."""
        return self.found.conclusion if self.found else "implied" if self.is_implied else "missing"


def what_is_sought(of: Application, day: date | None = None) -> list[Sought]:
    """Return what has to be found of each line, with what counts on ``day`` (the Party's today)."""
    needed = lines_and_needed(of)
    if not needed:
        return []
    counting, implied = findings_that_count(of, day), is_examined_as_before(of)
    return [
        Sought(
            line=line,
            needed=each,
            found=(found := _found(each, line, counting)),
            is_implied=found is None and implied and each.authority is Authority.MANAGEMENT,
        )
        for line, each in needed
    ]


def kinds_to_find(of: Application, authority: str) -> dict[FindingKind, list[ApplicationLine]]:
    """Return what that authority has to find, each kind with the lines that need it, in the order of the rules."""
    kinds: dict[FindingKind, list[ApplicationLine]] = {}
    for line, each in lines_and_needed(of):
        if each.authority == authority:
            kinds.setdefault(each.kind, []).append(line)
    return dict(sorted(kinds.items(), key=lambda pair: list(FindingKind).index(pair[0])))


def main_kind(of: Application) -> FindingKind:
    """Return the first of what the Scientific Authority finds; where it has to find nothing, what it may say anyway."""
    return next(iter(kinds_to_find(of, Authority.SCIENTIFIC)), FindingKind.NON_DETRIMENT)


def findings_that_count(of: Application, day: date | None = None) -> list[Finding]:
    """Return the findings of both authorities on the application as it was last sent, that hold on ``day``.

    Of each kind the last ones count. Only who did the duty of their authority on this case can have made them; and one
    that was taken over counts no longer once its authority has withdrawn it, or its days are over.
    """
    if of.changed_at is not None:
        return []
    made = of.findings.select_related("official", "standing__withdrawal", "standing__organisation")
    if of.submitted_at is not None:
        made = made.filter(made_at__gte=of.submitted_at)
    duties = dict(of.case.duties.values_list("person", "duty"))
    by_duty = [each for each in made if duties.get(each.official_id) == DUTY_OF.get(each.authority)]
    last = {(each.kind, each.authority): each.made_at for each in by_duty}  # they come in the order of their making
    day = day or today()
    return [each for each in by_duty if each.made_at == last[each.kind, each.authority] and _holds(of, each, day)]


def is_examined_as_before(of: Application) -> bool:
    """Whether the examination was completed while it stood for all that the Management Authority has to find."""
    if not is_examined(of):
        return False
    step = CaseStep.objects.filter(case=of.case, verb=EXAMINATION).order_by("version").last()
    return step is not None and "findings" not in step.data


def day_of_decision(of: Application) -> date | None:
    """Return the Party's day on which the approval that counts was given, or None."""
    if not is_decided(of):
        return None
    step = latest_approval(of.reference)
    return step.at.astimezone(current_profile().zone).date() if step else None


def is_against(of: Application) -> bool:
    """Whether a finding that counts speaks against what is asked."""
    return any(not each.allows_trade for each in findings_that_count(of))


def _found(needed: RequiredFinding, line: ApplicationLine, counting: Iterable[Finding]) -> Finding | None:
    found = [each for each in counting if each.is_about(line.position) and _answers(each, needed)]
    # A line is spoken of once a time; should it ever be twice, what speaks against it is heard.
    return min(found, key=lambda each: each.conclusion != Conclusion.NEGATIVE, default=None)


def _answers(finding: Finding, needed: RequiredFinding) -> bool:
    """Whether it is of that kind; before each was kept, the one finding of science was of all that science finds."""
    if finding.authority != needed.authority:
        return False
    return finding.kind == needed.kind or (finding.lines is None and needed.authority is Authority.SCIENTIFIC)


def _holds(of: Application, finding: Finding, day: date) -> bool:
    standing = finding.standing
    if standing is None:
        return True
    if standing.is_withdrawn:  # what was issued before is issued
        permit = of.permits.first()
        return permit is not None and standing.withdrawal.at > permit.issued_at
    return standing.valid_from <= day <= standing.valid_until
