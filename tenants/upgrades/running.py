"""The upgrade: the shared schema, the template as the canary, then every Party, several at a time."""

from __future__ import annotations

import ctypes
import multiprocessing
import signal
import sys
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import closing, contextmanager
from dataclasses import dataclass

import structlog
from django.db import connection

from kernel.text import gettext_noop
from tenants.context import as_owner
from tenants.locks import only_one
from tenants.logins import party_login
from tenants.models import Party
from tenants.names import PUBLIC, TEMPLATE
from tenants.reasons import plain_reason
from tenants.schemas.migrate import migrate_schema
from tenants.schemas.rights import grant_shared
from tenants.upgrades.applying import apply_live, replay
from tenants.upgrades.errors import UpgradeRunning
from tenants.upgrades.histories import digests
from tenants.upgrades.maintenance import state_maintenance
from tenants.upgrades.marks import note_done
from tenants.upgrades.plans import Plan, make_plan

_ONE_AT_A_TIME = 0x55504752
_FEW = 4  # for so few Parties another process is not worth its start
_PR_SET_PDEATHSIG = 1
log = structlog.get_logger("upgrade")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one schema; ``error`` is empty where all went well."""

    schema: str
    migrations: int
    error: str = ""


@dataclass(frozen=True)
class Work:
    """A plan for the schemas of one history; with ``script`` it is replayed, without it done live."""

    plan: Plan
    schemas: tuple[str, ...]
    script: str | None = None


Report = Callable[[Outcome], None]


def upgrade_all(*, report: Report = lambda outcome: None, processes: int = 2) -> list[Outcome]:
    """Bring every schema to the newest migrations and return what became of those that lacked any.

    A Party whose migration fails is as it was before, is put into maintenance, and the others go on;
    run again, it resumes. When the template fails no Party is touched and its error is raised. Raises
    UpgradeRunning when another upgrade is at work; needs the owner's login.
    """
    with _only_upgrade():
        _report_public(report)
        before = _template_before()
        script = _upgrade_template(report)
        outcomes = _upgrade_parties(before, script, report, processes)
        _conclude(outcomes)
        return outcomes


def _report_public(report: Report) -> None:
    count = migrate_schema(PUBLIC)
    if count:
        grant_shared()
        report(Outcome(PUBLIC, count))


def _template_before() -> str:
    with as_owner(PUBLIC), connection.cursor() as cursor:
        return digests(cursor, [TEMPLATE]).get(TEMPLATE, "")


def _upgrade_template(report: Report) -> str | None:
    """Upgrade the template and return what it was sent, or None when that may not be sent to others."""
    if not _template_before():
        report(Outcome(TEMPLATE, migrate_schema(TEMPLATE)))
        return None
    plan = make_plan(TEMPLATE)
    if not plan:
        return None
    recording: list[str] = []
    apply_live(TEMPLATE, plan, recording=recording)
    report(Outcome(TEMPLATE, len(plan.migrations)))
    return ";\n".join(recording) if plan.same_everywhere else None


def _upgrade_parties(before: str, script: str | None, report: Report, processes: int) -> list[Outcome]:
    roles = {party.schema_name: party_login(party.schema_name).role for party in Party.objects.all()}
    outcomes: list[Outcome] = []
    for work in _work_to_do(list(roles), before, script, outcomes):
        with closing(_do(work, roles, processes)) as done:  # so that nobody works on when the report breaks off
            for outcome in done:
                outcomes.append(outcome)
                report(outcome)
    return outcomes


def _work_to_do(schemas: list[str], before: str, script: str | None, outcomes: list[Outcome]) -> Iterator[Work]:
    with as_owner(PUBLIC), connection.cursor() as cursor:
        found = digests(cursor, [*schemas, TEMPLATE])
    newest = found.pop(TEMPLATE)
    for digest, group in _by_history(found).items():
        if digest == newest:
            continue
        try:
            plan = make_plan(group[0])
        except Exception as error:  # a history that Django cannot follow must not stop the others
            outcomes += [_failed(schema, error) for schema in group]
            continue
        if plan:
            yield Work(plan, tuple(group), script if digest == before else None)


def _by_history(found: dict[str, str]) -> dict[str, list[str]]:
    groups = defaultdict(list)
    for schema, digest in found.items():
        groups[digest].append(schema)
    return groups


def _do(work: Work, roles: dict[str, str], processes: int) -> Generator[Outcome, None, None]:
    if processes < 2 or len(work.schemas) <= _FEW:
        yield from (_do_one(work, schema, roles[schema]) for schema in work.schemas)
        return
    # Forked after planning: the children inherit the plan with all the models that it has rendered.
    _inherited["work"] = work
    forking = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, mp_context=forking, initializer=_go_with_parent) as pool:
        asked = {pool.submit(_do_inherited, schema, roles[schema]): schema for schema in work.schemas}
        try:
            for answer in as_completed(asked):
                yield _answer_of(answer, asked[answer])
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_inherited: dict[str, Work] = {}


def _go_with_parent() -> None:
    """End when the parent is killed, and leave it to the parent what a signal means."""
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _do_inherited(schema: str, role: str) -> Outcome:
    return _do_one(_inherited["work"], schema, role)


def _do_one(work: Work, schema: str, role: str) -> Outcome:
    try:
        if work.script is None:
            apply_live(schema, work.plan, role=role)
        else:
            replay(schema, work.plan, work.script, role=role)
    except Exception as error:  # one Party's trouble must not stop the others
        return _failed(schema, error)
    return Outcome(schema, len(work.plan.migrations))


def _answer_of(answer: object, schema: str) -> Outcome:
    try:
        return answer.result()  # type: ignore[attr-defined,no-any-return]
    except Exception as error:  # the process that did it was killed
        return _failed(schema, error)


def _failed(schema: str, error: Exception) -> Outcome:
    log.warning("not upgraded", schema=schema, exc_info=error)
    return Outcome(schema, 0, plain_reason(error))


def _conclude(outcomes: list[Outcome]) -> None:
    failed = {outcome.schema: outcome.error for outcome in outcomes if outcome.error}
    state_maintenance(failed)
    if not failed:
        note_done()


@contextmanager
def _only_upgrade() -> Iterator[None]:
    with only_one(_ONE_AT_A_TIME, wait=False) as held:
        if not held:
            raise UpgradeRunning(message=gettext_noop("another upgrade is at work"))
        yield
