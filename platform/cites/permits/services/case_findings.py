"""Writing all that one authority finds on a case in one step: what it answers, and what it takes over."""

from collections.abc import Mapping, Sequence
from typing import Any

from cites.accounts.models import User
from cites.permits.models import Application, ApplicationLine, Conclusion, StandingFinding
from cites.permits.models.codes import FindingKind as Kind
from cites.permits.queries.findings import kinds_to_find
from cites.permits.rules.apart import said_apart
from cites.permits.services.findings import make_finding
from cites.permits.services.standing_findings import adopt_finding
from kernel import clock
from kernel.reasons import Reason
from kernel.text import gettext_noop
from tenants.profiles.schema import AuthorityKind
from workflows.errors import ActionRefused


def answer_to(kind: str) -> str:
    """Return the name under which what is found of a kind stands in the data of a step."""
    return f"found_{kind}"


def all_found(application: Application, authority: str) -> dict[str, Any]:
    """Return the data of a step by which that authority finds all that it has to; for cases that nobody carries."""
    return {answer_to(kind): Conclusion.POSITIVE.value for kind in kinds_to_find(application, authority)}


def record_findings(*, application: Application, authority: str, official: User, data: Mapping[str, Any]) -> None:
    """Keep for each kind that the rules ask of the authority what is taken over, and for the other lines the answers.

    All of one step are made at one moment, by which it is known which were made together. Raises ActionRefused when
    something that has to be found is not answered, or a finding cannot be taken over.
    """
    made_at, chosen = clock.now(), sorted(int(pk) for pk in data.get("adopt") or ())
    kinds = kinds_to_find(application, authority)
    if not kinds and authority == AuthorityKind.SCIENTIFIC:  # a process may ask although no rule does
        _answer(application, authority, official, data, kind=Kind.NON_DETRIMENT, lines=(), made_at=made_at)
    for kind, lines in kinds.items():
        left = list(lines)
        for pk in [pk for pk in chosen if _is_of(pk, kind, authority)]:
            if not left:
                break
            adopted = adopt_finding(
                pk=pk, application=application, authority=authority, lines=left, official=official, made_at=made_at
            )
            left = [line for line in left if not adopted.is_about(line.position)]
        if left:
            _answer_by_line(application, authority, official, data, kind=kind, lines=left, made_at=made_at)


def _answer_by_line(
    application: Application, authority: str, official: User, data: Mapping[str, Any], *,
    kind: str, lines: Sequence[ApplicationLine], made_at: Any,
) -> None:  # fmt: skip
    """Keep the answer, and beside it what is said of lines apart: two findings that were made together."""
    apart = said_apart(kind, data)
    others = [line for line in lines if line.position in apart.lines]
    rest = [line for line in lines if line.position not in apart.lines]
    if len(others) != len(apart.lines):
        raise ActionRefused([Reason("lines_apart_unknown", _NOT_THESE, data={"finding": str(Kind(kind).label)})])
    if others:
        said = {**data, answer_to(kind): apart.conclusion, "conditions": apart.conditions}
        _answer(application, authority, official, said, kind=kind, lines=others, made_at=made_at)
    if rest:
        _answer(application, authority, official, data, kind=kind, lines=rest, made_at=made_at)


def _answer(
    application: Application, authority: str, official: User, data: Mapping[str, Any], *,
    kind: str, lines: Sequence[ApplicationLine], made_at: Any,
) -> None:  # fmt: skip
    conclusion = data.get(answer_to(kind))
    if conclusion not in Conclusion.values:
        raise ActionRefused([Reason("finding_unanswered", _UNANSWERED, data={"finding": str(Kind(kind).label)})])
    if conclusion == Conclusion.CONDITIONAL and not data.get("conditions"):
        raise ActionRefused([Reason("conditions_unnamed", _NO_CONDITIONS)])
    make_finding(
        application=application,
        kind=kind,
        authority=authority,
        conclusion=conclusion,
        conditions=data.get("conditions", "") if conclusion == Conclusion.CONDITIONAL else "",
        reason=data.get("reason", ""),
        evidence=data.get("evidence", ""),
        lines=[line.position for line in lines],
        official=official,
        made_at=made_at,
    )


def _is_of(pk: int, kind: str, authority: str) -> bool:
    return StandingFinding.objects.filter(pk=pk, kind=kind, authority=authority).exists()


_UNANSWERED = gettext_noop("Say what you find: %(finding)s.")
_NOT_THESE = gettext_noop("Something is said apart of lines for which nothing is left to find: %(finding)s.")
_NO_CONDITIONS = gettext_noop("Name the conditions.")
