"""Ways to spoil a lawful process, each in one thing: a function changes the table and returns code and places."""

from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import strategies as st

from tests.factories.lawful import APPLICANTS, MANAGEMENT, SCIENCE, Table
from tests.factories.workflows import move, stage

Spoil = Callable[[st.DrawFn, Table], tuple[str, set[str]]]


def moves_of(table: Table, verb: str) -> Iterator[tuple[str, Table, Table]]:
    """Yield place, table and surroundings of each move of a verb, those in branches included."""
    for key, each in table["moves"].items():
        if each.get("verb", key) == verb:
            yield f"moves.{key}", each, table["moves"]
    for name, station in table["stages"].items():
        for inner, branch in station.get("branches", {}).items():
            for key, each in branch["moves"].items():
                if each.get("verb", key) == verb:
                    yield f"stages.{name}.branches.{inner}.moves.{key}", each, branch["moves"]


def places_of(table: Table, verb: str) -> set[str]:
    """Return the places of the moves of a verb."""
    return {place for place, _move, _around in moves_of(table, verb)}


def passed_by_the_clock(verb: str) -> Spoil:
    """Whoever does not find in time is passed over."""

    def spoil(draw: st.DrawFn, table: Table) -> tuple[str, set[str]]:
        # Of several ways out of a stage the clock takes one: a second clock there would never strike.
        passed = {
            (place.rpartition(".")[0], *each["from"]): (each, around) for place, each, around in moves_of(table, verb)
        }
        for each, around in passed.values():
            clock = {"verb": "lapse", "automatic": True, "after_working_days": 10}
            around[f"spoilt_{len(around)}"] = {"from": each["from"], "to": each["to"], **clock}
        return "finding_missing", places_of(table, "issue")

    return spoil


def left_out(verb: str) -> Spoil:
    """What has to be found is only noted."""

    def spoil(draw: st.DrawFn, table: Table) -> tuple[str, set[str]]:
        for _place, each, _around in moves_of(table, verb):
            each["verb"] = "start_examination"
        return "finding_missing", places_of(table, "issue")

    return spoil


def made_by(verb: str, code: str, others: tuple[str, ...]) -> Spoil:
    """One of the others may do it as well, or alone."""

    def spoil(draw: st.DrawFn, table: Table) -> tuple[str, set[str]]:
        place, each, _around = draw(st.sampled_from(list(moves_of(table, verb))))
        other = draw(st.sampled_from(others))
        each["roles"] = draw(st.sampled_from([[other], [*each["roles"], other]]))
        return code, {place}

    return spoil


def past_the_decision(draw: st.DrawFn, table: Table) -> tuple[str, set[str]]:
    """A way round the decision leads to the payment."""
    (approve,) = (each for _place, each, _around in moves_of(table, "approve"))
    table["moves"]["spoilt"] = move(approve["from"][0], approve["to"], *MANAGEMENT, verb="pass_on")
    return "decision_missing", places_of(table, "issue")


def past_the_payment(draw: st.DrawFn, table: Table) -> tuple[str, set[str]]:
    """A way round the payment, taken by hand or by the clock."""
    (settle,) = (each for _place, each, _around in moves_of(table, "settle"))
    by_hand = move(settle["from"][0], settle["to"], "cashier", verb="pass_on")
    by_clock = {**by_hand, "roles": [], "automatic": True, "after_working_days": 3}
    table["moves"]["spoilt"] = draw(st.sampled_from([by_hand, by_clock]))
    return "not_paid", places_of(table, "issue")


def approved_straight_away(draw: st.DrawFn, table: Table) -> tuple[str, set[str]]:
    """The office may approve what it has just received."""
    (approve,) = (each for _place, each, _around in moves_of(table, "approve"))
    start = table["first"]
    table["stages"]["spoilt"] = stage("Spoilt")
    table["moves"]["spoilt_in"] = move(start, "spoilt", *APPLICANTS, verb="answer")
    table["moves"]["spoilt_on"] = move("spoilt", approve["to"], *MANAGEMENT, verb="approve")
    return "not_sent", places_of(table, "issue")


def found_after_the_decision(draw: st.DrawFn, table: Table) -> tuple[str, set[str]]:
    """The authority may change its finding while the document waits to be signed."""
    (issue,) = (each for _place, each, _around in moves_of(table, "issue"))
    here = issue["from"][0]
    verb, roles = draw(st.sampled_from([("record_finding", SCIENCE), ("complete_examination", MANAGEMENT)]))
    table["moves"]["spoilt"] = move(here, here, *roles, verb=verb)
    return "finding_after_decision", places_of(table, "issue")


def sent_anew_after_the_decision(draw: st.DrawFn, table: Table) -> tuple[str, set[str]]:
    """The applicant may change and send anew what is decided and paid."""
    (issue,) = (each for _place, each, _around in moves_of(table, "issue"))
    table["moves"]["spoilt"] = move(issue["from"][0], issue["from"][0], *APPLICANTS, verb="submit")
    return "decision_missing", places_of(table, "issue")


def changed_after_the_finding(draw: st.DrawFn, table: Table) -> tuple[str, set[str]]:
    """The applicant may change and send what is found already, from where the office goes on all the same."""
    (approve,) = (each for _place, each, _around in moves_of(table, "approve"))
    for _place, each, _around in moves_of(table, "submit"):
        each["from"] = [*each["from"], *approve["from"]]
        break
    return "not_sent", places_of(table, "issue")


def closed_after_issue(draw: st.DrawFn, table: Table) -> tuple[str, set[str]]:
    """A case is closed, by somebody or by the clock, although its document stays valid."""
    (issue,) = (each for _place, each, _around in moves_of(table, "issue"))
    closing = [
        move(issue["to"], "withdrawn", *APPLICANTS, verb="withdraw"),
        move(issue["to"], "refused", *MANAGEMENT, verb="refuse"),
        {"verb": "lapse", "from": [issue["to"]], "to": "used", "automatic": True, "after_working_days": 1},
    ]
    table["moves"]["spoilt"] = draw(st.sampled_from(closing))
    return "after_issue", {"moves.spoilt"}


def used_before_issue(draw: st.DrawFn, table: Table) -> tuple[str, set[str]]:
    """What is not issued yet is used, or cancelled."""
    verb = draw(st.sampled_from(["endorse", "cancel"]))
    table["moves"]["spoilt"] = move(draw(st.sampled_from(_rests(table))), "used", *MANAGEMENT, verb=verb)
    return "before_issue", {"moves.spoilt"}


def settled_by_hand(draw: st.DrawFn, table: Table) -> tuple[str, set[str]]:
    """Somebody says that the fee is settled."""
    ((place, settle, _around),) = moves_of(table, "settle")
    settle |= {"roles": ["cashier"], "automatic": False}
    return "settled_by_hand", {place}


def refused_for_some(draw: st.DrawFn, table: Table) -> tuple[str, set[str]]:
    """Only some cases can be refused."""
    for _place, each, _around in moves_of(table, "refuse"):
        each["only"] = {"living": True}
    return "no_refusal", {f"stages.{table['first']}"}


def never_left(draw: st.DrawFn, table: Table) -> tuple[str, set[str]]:
    """Nothing leads out of a stage to which some way leads."""
    here = draw(st.sampled_from(_rests(table)))
    table["stages"]["spoilt"] = stage("Spoilt")
    table["moves"]["spoilt"] = move(here, "spoilt", *MANAGEMENT, verb=_idle(table, here))
    return "dead_end", {"stages.spoilt"}


def left_by_some(draw: st.DrawFn, table: Table) -> tuple[str, set[str]]:
    """All ways out of a stage are for some cases only."""
    here = draw(st.sampled_from(_rests(table)))
    table["stages"]["spoilt"] = stage("Spoilt")
    table["moves"]["spoilt_in"] = move(here, "spoilt", *MANAGEMENT, verb=_idle(table, here))
    only = draw(st.sampled_from([{"when": {"living": True}}, {"unless": {"living": True}}, {"only": {"living": True}}]))
    table["moves"]["spoilt_out"] = move("spoilt", here, *MANAGEMENT, verb="pass_on", **only)
    return "dead_end", {"stages.spoilt"}


def never_joined(draw: st.DrawFn, table: Table) -> tuple[str, set[str]]:
    """In a branch some way leads to where no way leads to its end."""
    place, branch = draw(st.sampled_from(list(_branches(table))))
    branch["stages"]["spoilt"] = stage("Spoilt")
    branch["moves"]["spoilt"] = move(branch["first"], "spoilt", *MANAGEMENT, verb="start_examination")
    if draw(st.booleans()):
        branch["moves"]["round"] = move("spoilt", "spoilt", *MANAGEMENT, verb="start_examination")
    return "never_joins", {place}


def never_reached(draw: st.DrawFn, table: Table) -> tuple[str, set[str]]:
    """There is a stage to which nothing leads, of the case or of a branch."""
    place, around = draw(st.sampled_from([("", table), *_branches(table, dot=True)]))
    onward = next(key for key, each in around["stages"].items() if each.get("kind") == "final")
    around["stages"]["spoilt"] = stage("Spoilt")
    around["moves"]["spoilt"] = move("spoilt", onward, *MANAGEMENT, verb="start_examination")
    return "unreachable_stage", {f"{place}stages.spoilt"}


def round_for_ever(draw: st.DrawFn, table: Table) -> tuple[str, set[str]]:
    """Two stages hand a case to one another by themselves."""
    at_once = {"verb": "pass_on", "automatic": True, "at_once": True}
    here = draw(st.sampled_from(_rests(table)))
    table["stages"] |= {"one": stage("One"), "two": stage("Two")}
    table["moves"]["spoilt"] = move(here, "one", *MANAGEMENT, verb=_idle(table, here))
    table["moves"]["there"] = {"from": ["one"], "to": "two", **at_once}
    table["moves"]["back"] = {"from": ["two"], "to": "one", **at_once}
    return "endless_loop", {"moves.there", "moves.back"}


def round_by_hand(draw: st.DrawFn, table: Table) -> tuple[str, set[str]]:
    """Two people hand a case to one another, and nobody else gets it any more."""
    here = draw(st.sampled_from(_rests(table)))
    table["stages"] |= {"one": stage("One"), "two": stage("Two")}
    table["moves"]["spoilt"] = move(here, "one", *MANAGEMENT, verb=_idle(table, here))
    table["moves"]["there"] = move("one", "two", *MANAGEMENT, verb="pass_on")
    table["moves"]["back"] = move("two", "one", *MANAGEMENT, verb="pass_on")
    return "never_finishes", {"stages.one", "stages.two"}


def _rests(table: Table) -> list[str]:
    """Stages of the case itself, before the document is issued, that somebody leaves by hand."""
    left = {origin for each in table["moves"].values() if each.get("roles") for origin in each["from"]}
    issued = {each["to"] for _place, each, _around in moves_of(table, "issue")}
    return [key for key in table["stages"] if key in left - issued]


def _idle(table: Table, here: str) -> str:
    """A verb that changes nothing, and by which no way leads on from there yet."""
    taken = {each.get("verb") for each in table["moves"].values() if here in each["from"]}
    return next(verb for verb in ("pass_on", "escalate", "start_examination") if verb not in taken)


def _branches(table: Table, *, dot: bool = False) -> Iterator[tuple[str, Any]]:
    for name, station in table["stages"].items():
        for inner, branch in station.get("branches", {}).items():
            yield f"stages.{name}.branches.{inner}{'.' if dot else ''}", branch
