"""On whose desk an application lies, whose turn it is, and who hears of it: by the log alone."""

from datetime import date

from tests.factories.month.paper import (
    AT_THE_COUNTER,
    DUTIES,
    LEADS,
    OFFICE,
    ONLY_DUTY,
    TO_APPLICANT,
    Clerk,
    Deed,
    Log,
    Matter,
)


def may_act(matter: Matter, clerk: Clerk) -> bool:
    """Whether the next step of the office is theirs: their role, and no other duty of theirs before."""
    roles, _days = OFFICE.get(matter.stage, (set(), 0))
    if not clerk.roles & roles:
        return False
    only, done = ONLY_DUTY.get(matter.stage), matter.duties.get(clerk.pk)
    return not (only and done and only != done)


def is_turn(matter: Matter, clerk: Clerk) -> bool:
    """Whether it waits for them, be it at the counter or at the border."""
    return may_act(matter, clerk) or bool(clerk.roles & AT_THE_COUNTER.get(matter.stage, set()))


def hold(matter: Matter, person: int | None) -> None:
    """Lay the application on somebody's desk, or back where anybody takes it."""
    matter.holder = matter.had_it[matter.stage] = person


def write(log: Log, matter: Matter, deed: Deed) -> None:
    """Write down what was done, on whose desk the application comes, and who hears of it."""
    matter.deeds.append(deed)
    if deed.verb in DUTIES and deed.by is not None:
        matter.duties[deed.by] = DUTIES[deed.verb]
    stage = LEADS[deed.verb]
    before = matter.had_it.get(stage)
    matter.holder = next(
        (who for who in (before, deed.by) if who in log.clerks and may_act(matter, log.clerks[who])), None
    )
    if matter.holder is not None:
        matter.had_it[stage] = matter.holder
    if deed.verb in TO_APPLICANT:
        log.news.extend((matter.reference, who, deed.verb, deed.day) for who in matter.applicants())
    tell(log, matter, "waiting_for_office", deed.day, but=deed.by)


def waited_for(log: Log, matter: Matter, day: date) -> set[int]:
    """Who hears that it waits: whoever has it and their deputy; where both are away or nobody has it, all whose turn it is."""
    if matter.stage not in OFFICE:
        return set()
    has_it = {matter.holder} - {None}
    for holder in list(has_it):
        has_it |= log.deputies_of(holder, day)
    if any(not log.is_away(each, day) for each in has_it):
        return has_it
    stages = [stage for stage, _came, _went in matter.stays()]
    is_new = matter.stage not in stages[:-1]
    roles, _days = OFFICE[matter.stage]
    return has_it | {
        clerk.pk for clerk in log.clerks.values() if clerk.roles & roles and not (is_new and clerk.pk in matter.duties)
    }


def tell(log: Log, matter: Matter, kind: str, day: date, but: int | None = None) -> None:
    """Write down who hears of an application that waits."""
    log.news.extend((matter.reference, who, kind, day) for who in waited_for(log, matter, day) - {but})


def lists_of(log: Log, clerk: Clerk, today: date, overdue: set[str]) -> dict[str, int]:
    """Return how many applications are on each list of an official; Customs see what has a permit only."""
    seen = [each for each in log.matters.values() if clerk.roles != {"customs"} or _has_permit(each)]
    opened = [each for each in seen if each.is_open]
    own = {clerk.pk} | log.stood_in_for(clerk.pk, today)
    mine = [each for each in opened if is_turn(each, clerk)]
    return {
        "mine": sum(each.holder is None or each.holder in own for each in mine),
        "held": sum(each.holder in own for each in opened),
        "team": sum(each.holder in {clerk.pk, *clerk.mates} for each in opened),
        "others": len(opened) - len(mine),
        "overdue": sum(each.reference in overdue for each in opened),
        "open": len(opened),
        "closed": len(seen) - len(opened),
    }


def _has_permit(matter: Matter) -> bool:
    return any(deed.verb == "issue" for deed in matter.deeds)
