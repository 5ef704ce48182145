"""What must be true at the end of a path, by the code of the reason that told it: judged from the steps alone."""

from collections.abc import Callable, Sequence

from kernel.reasons import Reason
from tests.factories.walking import Walk
from workflows.places import ways_from

OF_SCIENCE = ("NDF", "NDF_IMPORT")
OF_EITHER = ("HOUSING",)  # the Scientific Authority's on import, the Management Authority's for what comes from the sea
Oracle = Callable[[Reason, Walk], bool]


def issued_without_finding(reason: Reason, walk: Walk) -> bool:
    """Tell whether the document was issued and the verb of that finding is not among what followed the last sending."""
    verbs = {"record_finding"} if reason.data["about"] in OF_SCIENCE else {"complete_examination"}
    verbs |= {"record_finding"} if reason.data["about"] in OF_EITHER else set()
    return _is_issued(reason) and not verbs <= set(since("submit", unchanged(reason, walk)))


def issued_without_decision(reason: Reason, walk: Walk) -> bool:
    """Tell whether nobody approved what was sent last."""
    return _is_issued(reason) and "approve" not in since("submit", unchanged(reason, walk))


def issued_unpaid(reason: Reason, walk: Walk) -> bool:
    """Tell whether nothing was paid since the approval."""
    return _is_issued(reason) and "settle" not in since("approve", reason.data["path"])


def issued_unsent(reason: Reason, walk: Walk) -> bool:
    """Tell whether the application was never sent since the applicant could change it last."""
    return _is_issued(reason) and "submit" not in unchanged(reason, walk)


def issued_on_an_old_decision(reason: Reason, walk: Walk) -> bool:
    """Tell whether something was found after the approval."""
    found = {"record_finding", "complete_examination"}
    return _is_issued(reason) and bool(found & set(since("approve", reason.data["path"])))


def made_last(reason: Reason, walk: Walk) -> bool:
    """Tell whether the last step is the one that is named."""
    return _is_named(reason, *reason.data["ways"][-1])


def made_on_the_way(reason: Reason, walk: Walk) -> bool:
    """Tell whether one of the steps is the one that is named."""
    return any(_is_named(reason, *way) for way in reason.data["ways"])


def stuck(reason: Reason, walk: Walk) -> bool:
    """Tell whether the case stands at that stage, and the machine knows no event that leads on."""
    return stands_there(reason, walk) and not walk.machine.allowed_events


def stands_there(reason: Reason, walk: Walk) -> bool:
    """Tell whether the case stands at that stage."""
    return reason.data["key"] == f"stages.{walk.place.stage}"


def stands_in_branch(reason: Reason, walk: Walk) -> bool:
    """Tell whether the case stands in that branch, at the stage that does not lead to its end."""
    inside = [f"stages.{walk.place.stage}.branches.{name}" for name, at in walk.place.branches if at == "spoilt"]
    return inside == [reason.data["key"]]


def came_round(reason: Reason, walk: Walk) -> bool:
    """Tell whether the case is where it was before, by steps that nobody asks for since."""
    before = walk.places[:-1]
    if walk.place not in before:
        return False
    circle = walk.ways[len(before) - 1 - before[::-1].index(walk.place) :]
    return all(way.move.at_once for way in circle)


def unchanged(reason: Reason, walk: Walk) -> list[str]:
    """Return the steps since the case stood where the applicant could change and send the application last."""
    sendable = [
        number
        for number, place in enumerate(walk.places)
        if any(way.move.verb == "submit" for way in ways_from(walk.workflow, place))
    ]
    return list(reason.data["path"])[sendable[-1] if sendable else 0 :]


def closed_while_valid(reason: Reason, walk: Walk) -> bool:
    """Tell whether the last step is the one that is named, and comes after the document was issued."""
    return made_last(reason, walk) and "issue" in reason.data["path"][:-1]


def used_before_issue(reason: Reason, walk: Walk) -> bool:
    """Tell whether the last step is the one that is named, and nothing was issued before it."""
    return made_last(reason, walk) and "issue" not in reason.data["path"]


def since(verb: str, path: Sequence[str]) -> list[str]:
    """Return the steps after the last ``verb``; all of them where it was never made."""
    steps = list(path)
    return steps[len(steps) - steps[::-1].index(verb) :] if verb in steps else steps


def _is_named(reason: Reason, key: str, branch: str | None) -> bool:
    place = str(reason.data["key"])
    return place.endswith(f".branches.{branch}.moves.{key}") if branch else place == f"moves.{key}"


def _is_issued(reason: Reason) -> bool:
    return bool(reason.data["path"][-1] == "issue")


ORACLES: dict[str, Oracle] = {
    "finding_missing": issued_without_finding,
    "decision_missing": issued_without_decision,
    "not_paid": issued_unpaid,
    "not_sent": issued_unsent,
    "finding_after_decision": issued_on_an_old_decision,
    "wrong_authority": made_last,
    "wrong_decider": made_last,
    "wrong_signatory": made_last,
    "wrong_applicant": made_last,
    "settled_by_hand": made_last,
    "after_issue": closed_while_valid,
    "before_issue": used_before_issue,
    "no_refusal": stands_there,
    "nobody_may": made_last,
    "duties_not_separable": made_on_the_way,
    "dead_end": stuck,
    "never_finishes": stands_there,
    "never_joins": stands_in_branch,
    "endless_loop": came_round,
}
