"""What the check found in one process, each finding with the thing that it concerns, and the path that shows it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from cites.administration.forms.keys import Parts
from cites.administration.forms.saving import faults_of
from cites.administration.processes.spots import Spot, nearest_spot
from cites.permits.staffing import people_here, reasons_of_people, whats_to_be_done
from kernel.reasons import Reason
from localization.sentences import sentence_of
from tenants.releases.check import sound
from workflows.checking.check import reasons_against
from workflows.checking.findings import in_words
from workflows.definition import Workflow
from workflows.drawing.naming import name_of
from workflows.drawing.walked import WayKey
from workflows.drawing.words import label_of_move
from workflows.part import WORKFLOW


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: ``spot`` is the key of the stage, step or branch beside which it is said, or nothing.

    ``thing`` is what that is called; ``path`` are the steps in words of ``ways``, by which a case gets there.
    """

    number: int
    spot: str
    sentence: str
    thing: str = ""
    source: str = ""
    case: str = ""
    path: tuple[str, ...] = ()
    ways: tuple[WayKey, ...] = ()
    is_warning: bool = False
    """Whether it is about who works here, and not about the process."""


def findings_of(parts: Parts, code: str) -> list[Finding]:
    """Return everything that is wrong with the process of one type of document, and what people it lacks here."""
    file = sound(WORKFLOW, parts.get(WORKFLOW.name))
    workflow = file.root.get(code) if file else None
    reasons = reasons_against(code, workflow) if workflow else []
    told = {in_words(reason) for reason in reasons}
    prefix = f"{WORKFLOW.name}.{code}"
    plain = [
        (fault.key.removeprefix(prefix).lstrip("."), fault.reason)
        for fault in faults_of(parts)
        if f"{fault.key}.".startswith(f"{prefix}.") and fault.reason not in told
    ]
    found = list(_numbered(workflow, plain, reasons))
    lacking = reasons_of_people(code, workflow, people_here()) if workflow else []
    return [*found, *(_of_people(number, workflow, each) for number, each in enumerate(lacking, len(found) + 1))]


def _numbered(workflow: Workflow | None, plain: list[tuple[str, str]], reasons: list[Reason]) -> Iterator[Finding]:
    for number, (key, reason) in enumerate(plain, 1):
        spot = nearest_spot(key)
        said = gettext(reason) if spot or not key else f"{key}: {gettext(reason)}"
        yield Finding(number, spot.key if spot else "", said, _named(workflow, spot))
    for number, each in enumerate(reasons, len(plain) + 1):
        yield _of_reason(number, workflow, each)


def _of_reason(number: int, workflow: Workflow | None, reason: Reason) -> Finding:
    spot = nearest_spot(str(reason.data.get("key", "")))
    ways = tuple((str(key), branch) for key, branch in reason.data.get("ways", ()))
    return Finding(
        number,
        spot.key if spot else "",
        sentence_of(reason),
        _named(workflow, spot),
        reason.source,
        str(reason.data.get("case", "")),
        tuple(_words_of_way(workflow, way) for way in ways) if workflow else (),
        ways,
    )


def _of_people(number: int, workflow: Workflow | None, reason: Reason) -> Finding:
    found = _of_reason(number, workflow, reason)
    return replace(found, sentence=f"{found.sentence}. {whats_to_be_done()}", is_warning=True)


def _named(workflow: Workflow | None, spot: Spot | None) -> str:
    """The thing that a finding concerns, by its name."""
    if spot is None:
        return ""
    return name_of(workflow, spot.key) if workflow else spot.name


def _words_of_way(workflow: Workflow, way: WayKey) -> str:
    key, branch = way
    inside = [found.moves for place, found in workflow.branches() if place.endswith(f".branches.{branch}")]
    tables = inside if branch else [workflow.moves]
    move = next((moves[key] for moves in tables if key in moves), None)
    return label_of_move(key, move) if move else key
