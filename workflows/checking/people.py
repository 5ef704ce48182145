"""Whether there are people for every action, and enough of them that nobody does two duties on one case."""

from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import NamedTuple

from kernel.text import gettext_noop
from workflows.checking.exploring import State
from workflows.checking.findings import Finding
from workflows.checking.groups import Group
from workflows.checking.steps import Path, Taken
from workflows.definition import Move
from workflows.verbs import actions

People = Mapping[str, frozenset[Hashable]]
"""Who holds each role. Of a role that is not named there are people enough, e.g. of applicants."""


class Share(NamedTuple):
    """A duty that somebody with one of these roles has to take."""

    duty: str
    roles: frozenset[str]


Shares = frozenset[Share]


def moves_of_nobody(group: Group, people: People) -> Iterator[Finding]:
    """Yield the moves that nobody may make."""
    for made in group.found.made.values():
        move = made.taken.way.move
        if not _can_be_made(move, people):
            facts = {"verb": move.verb, "roles": ", ".join(move.roles)}
            yield Finding("nobody_may", _NOBODY, made.taken.key, made.path, facts=facts)


def duties_of_one_person(group: Group, people: People) -> Iterator[Finding]:
    """Yield the ends to which no way leads on which each duty has a person of its own.

    Where nobody at all may make a step of the way, that is said of the step alone.
    """
    for verbs in _ends(group):
        path = _way_to(verbs, group)
        if path is None or not all(_can_be_made(taken.way.move, people) for taken in path):
            continue
        if not _is_reached(verbs, group, people):
            taken = _first_without_a_person(path, people) or path[-1]
            facts = {"verb": taken.way.move.verb, "roles": ", ".join(taken.way.move.roles)}
            yield Finding("duties_not_separable", _ONE_PERSON, taken.key, path, facts=facts)


def _ends(group: Group) -> set[frozenset[str]]:
    """The verbs of each goal; where nobody states any, each verb that is a duty."""
    goals = {goal.verbs for kind in group.kinds for goal in kind.goals}
    duties = {
        frozenset({made.taken.way.move.verb}) for made in group.found.made.values() if _share_of(made.taken.way.move)
    }
    return goals or duties


def can_be_shared(shares: Iterable[Share], people: People) -> bool:
    """Tell whether people can be found for all shares so that nobody does two duties."""
    return _shared(sorted(shares, key=lambda share: len(_holders(share.roles, people) or ())), {}, people)


def _shared(shares: list[Share], given: dict[Hashable, str], people: People) -> bool:
    if not shares:
        return True
    (duty, roles), rest = shares[0], shares[1:]
    holders = _holders(roles, people)
    if holders is None:
        return _shared(rest, given, people)
    free = [person for person in sorted(holders, key=str) if given.get(person, duty) == duty]
    return any(_shared(rest, {**given, person: duty}, people) for person in free)


def _holders(roles: Iterable[str], people: People) -> frozenset[Hashable] | None:
    """Those who hold one of the roles; None where there are people enough."""
    if any(role not in people for role in roles):
        return None
    return frozenset().union(*(people[role] for role in roles))


def _can_be_made(move: Move, people: People) -> bool:
    return move.automatic or _holders(move.roles, people) != frozenset()


def _share_of(move: Move) -> Share | None:
    duty = actions.get(move.verb).duty if move.verb in actions and not move.automatic else None
    return Share(str(duty), frozenset(move.roles)) if duty else None


def _with(shares: Shares, path: Path) -> Shares:
    return shares | {share for taken in path if (share := _share_of(taken.way.move)) is not None}


def _way_to(verbs: frozenset[str], group: Group) -> Path | None:
    """One of the shortest paths to one of the verbs, whoever takes it."""
    paths = [made.path for made in group.found.made.values() if made.taken.way.move.verb in verbs]
    return min(paths, key=len, default=None)


def _is_reached(verbs: frozenset[str], group: Group, people: People) -> bool:
    """Walk once more, and only where the duties done so far can be shared."""
    first: list[tuple[State, Shares]] = [
        (state, frozenset()) for state, (b, _) in group.found.came.items() if b is None
    ]
    seen, queue, possible = set(first), deque(first), dict[Shares, bool]()
    while queue:
        state, shares = queue.popleft()
        for step, target in group.found.edges[state]:
            now = _with(shares, step.path)
            if now not in possible:
                possible[now] = can_be_shared(now, people)
            if not possible[now] or not all(_can_be_made(taken.way.move, people) for taken in step.path):
                continue
            if any(taken.way.move.verb in verbs for taken in step.path):
                return True
            if (target, now) not in seen:
                seen.add((target, now))
                queue.append((target, now))
    return False


def _first_without_a_person(path: Path, people: People) -> Taken | None:
    for number, taken in enumerate(path, start=1):
        if not can_be_shared(_with(frozenset(), path[:number]), people):
            return taken
    return None


_NOBODY = gettext_noop("Nobody here may do “%(verb)s”: give somebody one of these roles: %(roles)s")
_ONE_PERSON = gettext_noop(
    "Too few people: whoever could do “%(verb)s” has another duty on the case already, "
    "and nobody may both examine, find and decide: give one more person one of these roles: %(roles)s"
)
