"""Jobs: asked for once, done once, whatever becomes of the workers."""

import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from infra.launcher.process import wait_until
from kernel.errors import DomainError
from kernel.registry import UnknownEntry
from tenants.audit.models import AuditEntry
from tenants.context import as_owner, as_public
from tenants.jobs.doing import do_job
from tenants.jobs.kinds import JobKind, Say, job_kinds
from tenants.jobs.services import CHANNEL, ask_job
from tenants.jobs.taking import take_job
from tenants.jobs.worker import Worker
from tenants.models import Job, Party
from tenants.names import PUBLIC
from tests.factories.jobs import fresh, grow_silent, said

sys.path.insert(0, str(Path(__file__).parent))
from laps import LAPS, Laps

pytestmark = pytest.mark.slow
PROGRAM = str(Path(__file__).with_name("laps.py"))


@pytest.fixture
def runs(owner_here: str) -> Iterator[Callable[..., Job]]:
    """``job = runs(work)``: a job of a kind whose work is that function, done at once by a worker."""

    def run(work: Callable[[Any, Say], None], by: Any = None) -> Job:
        with job_kinds.temporarily(JobKind("trial", "Trial", work)):
            job = ask_job(kind="trial", by=by)
            Worker().run(until_idle=True)
        return fresh(job)

    return run


@pytest.fixture
def laps(owner_here: str, tmp_path: Path) -> Iterator[Callable[..., tuple[Job, Path]]]:
    """``job, file = laps(3)``: a job of three laps is waiting."""

    def ask(count: int, **more: Any) -> tuple[Job, Path]:
        file = tmp_path / f"laps-{Job.objects.count()}"
        return ask_job(kind="laps", parameters=Laps(laps=count, file=str(file), **more)), file

    with job_kinds.temporarily(LAPS):
        yield ask


# asking


def test_asked_twice_it_is_one_job_until_it_is_finished(ngozi: Any) -> None:
    first = ask_job(kind="doctor", parameters={"parties": ["bb"]}, by=ngozi)
    assert ask_job(kind="doctor", parameters={"parties": ["bb"], "fix": False}, by=None) == first
    assert ask_job(kind="doctor", parameters={"parties": ["fj"]}, by=ngozi) != first
    with as_owner(PUBLIC):
        Job.objects.filter(pk=first.pk).update(state=Job.State.DONE)
        assert ask_job(kind="doctor", parameters={"parties": ["bb"]}, by=ngozi) != first
        entries = AuditEntry.objects.filter(verb="job.asked", actor=ngozi)
        assert sorted(entry.data["parties"][0] for entry in entries) == ["bb", "bb", "fj"]


def test_a_sleeping_worker_is_called(owner_here: str, owner_connection: Any) -> None:
    with owner_connection.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")
    ask_job(kind="doctor")
    owner_connection.poll()
    assert [each.channel for each in owner_connection.notifies] == [CHANNEL]


def test_work_that_nobody_knows_is_not_taken_on(owner_here: str) -> None:
    with pytest.raises(UnknownEntry):
        ask_job(kind="sing")
    with pytest.raises(ValueError, match="parties"):
        ask_job(kind="remove", parameters={"parties": []})


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tenants_job SET state = 'done'",
        "DELETE FROM tenants_job",
        "INSERT INTO tenants_jobline (job_id, at, level, party, text) VALUES (1, now(), 'done', '', 'x')",
        "UPDATE tenants_jobline SET text = 'x'",
        "UPDATE tenants_templatescript SET script = 'DROP SCHEMA party_bb'",
        "UPDATE tenants_upgrademark SET disk = 'x'",
        "DELETE FROM tenants_partyfacts",
    ],
)
def test_the_web_can_ask_and_look_and_write_nothing_that_the_owner_believes(parties: Any, statement: str) -> None:
    with as_public():
        job = ask_job(kind="doctor")
        assert list(Job.objects.all()) == [job]
        assert not job.lines.exists()
        refused = pytest.raises(DatabaseError, match="permission denied")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


# doing


def test_a_job_is_done_and_tells_how_it_went(laps: Any) -> None:
    job, file = laps(3)
    Worker().run(until_idle=True)
    job = fresh(job)
    assert (job.state, job.step, job.steps, job.attempts) == (Job.State.DONE, 3, 3, 1)
    assert job.finished_at >= job.started_at
    assert said(job) == ["lap 0", "lap 1", "lap 2"]
    assert len(file.read_text().splitlines()) == 3


def test_what_a_job_says_is_seen_before_its_work_is_committed(runs: Any, owner_connection: Any) -> None:
    seen: list[Any] = []

    def work(asked: Any, say: Say) -> None:
        with as_owner(PUBLIC), transaction.atomic():
            Party.objects.filter(iso2="BB").update(maintenance_reason="half way")
            say("half way")
            with owner_connection.cursor() as cursor:
                cursor.execute(
                    "SELECT text, (SELECT count(*) FROM tenants_party WHERE maintenance_reason <> '') FROM tenants_jobline"
                )
                seen.extend(cursor.fetchall())
            raise DomainError(message="no further")

    job = runs(work)
    assert seen == [("half way", 0)]
    assert said(job) == ["half way"], "and it stays when the work is undone"
    with as_owner(PUBLIC):
        assert Party.objects.get(iso2="BB").maintenance_reason == ""


def test_what_goes_wrong_is_a_sentence(runs: Any) -> None:
    def work(asked: Any, say: Say) -> None:
        raise DomainError(message="the %(thing)s is out", data={"thing": "light"})

    job = runs(work)
    assert (job.state, job.error, job.error_facts) == (Job.State.FAILED, "the %(thing)s is out", {"thing": "light"})


def test_an_error_that_nobody_foresaw_shows_neither_traceback_nor_what_a_party_keeps(runs: Any) -> None:
    def work(asked: Any, say: Say) -> None:
        with as_owner("party_bb"), connection.cursor() as cursor:
            cursor.execute("CREATE TABLE name (text text UNIQUE)")
            cursor.execute("INSERT INTO name VALUES ('Delphine'), ('Delphine')")

    job = runs(work)
    assert job.state == Job.State.FAILED
    told = job.error % job.error_facts
    assert "IntegrityError" in told
    assert "name_text_key" in told
    assert "Delphine" not in told
    assert "Traceback" not in told


def test_a_kind_that_no_longer_exists_fails_and_holds_up_nobody(laps: Any) -> None:
    with as_owner(PUBLIC):
        gone = Job.objects.create(kind="telegraph", digest="x", parameters={"parties": ["bb"]})
        unfit = Job.objects.create(kind="remove", digest="y", parameters={"name": "bb"})
    job, _ = laps(1)
    Worker().run(until_idle=True)
    assert (fresh(gone).state, fresh(gone).error_facts) == (Job.State.FAILED, {"kind": "telegraph"})
    assert fresh(unfit).state == Job.State.FAILED
    assert fresh(job).state == Job.State.DONE


def test_a_connection_that_is_lost_gives_the_job_back_and_it_is_done_again(runs: Any, owner_connection: Any) -> None:
    tried: list[int] = []

    def work(asked: Any, say: Say) -> None:
        tried.append(1)
        if len(tried) == 1:
            with as_owner(PUBLIC), connection.cursor() as cursor, owner_connection.cursor() as owner:
                cursor.execute("SELECT pg_backend_pid()")
                owner.execute("SELECT pg_terminate_backend(%s, 5000)", cursor.fetchone())
                cursor.execute("SELECT 1")

    assert runs(work).state == Job.State.DONE
    assert len(tried) == 2


def test_the_report_outlives_its_own_connection(runs: Any, owner_connection: Any) -> None:
    def work(asked: Any, say: Any) -> None:
        with owner_connection.cursor() as owner:
            owner.execute("SELECT pg_terminate_backend(%s, 5000)", [say._hold._raw.info.backend_pid])
        say("still here")

    job = runs(work)
    assert (job.state, said(job)) == (Job.State.DONE, ["still here"])


def test_who_asked_is_known_and_no_longer_an_operator_asks_for_nothing(runs: Any, ngozi: Any) -> None:
    names: list[str] = []
    assert runs(lambda asked, say: names.append(say.by.email), by=ngozi).state == Job.State.DONE
    assert names == [ngozi.email]
    with as_owner(PUBLIC):
        type(ngozi).objects.filter(pk=ngozi.pk).update(is_active=False)
    job = runs(lambda asked, say: names.append(say.by.email), by=ngozi)
    assert (job.state, job.error_facts) == (Job.State.FAILED, {"email": ngozi.email})


# who does it


def test_jobs_that_would_get_in_each_others_way_wait_in_their_order(owner_here: str) -> None:
    first, second, alone, last = (
        ask_job(kind=kind, parameters={"parties": parties})
        for kind, parties in (("doctor", ["bb"]), ("doctor", ["fj"]), ("upgrade", []), ("doctor", ["vu"]))
    )
    same = ask_job(kind="onboard", parameters={"parties": ["bb"]})
    one, two = take_job(), take_job()
    assert one
    assert two
    assert (one.job, two.job) == (first, second), "about different Parties"
    assert take_job() is None, "the upgrade runs alone, and nobody overtakes it"
    for hold in (one, two):
        hold.finish(Job.State.DONE)
        hold.close()
    three = take_job()
    assert three
    assert three.job == alone
    assert take_job() is None
    three.finish(Job.State.DONE)
    three.close()
    rest = [take_job(), take_job()]
    assert [hold.job for hold in rest if hold] == [last, same]
    for hold in rest:
        assert hold
        hold.close()


def test_a_process_that_is_only_slow_keeps_its_job(laps: Any) -> None:
    job, _ = laps(1)
    hold = take_job()
    assert hold
    grow_silent(job)
    assert take_job() is None, "its lock is held"
    hold.close()
    with as_owner(PUBLIC), connection.cursor() as cursor:
        cursor.execute("UPDATE tenants_job SET heard_of_at = now()")
    assert take_job() is None, "it was heard of just now"
    grow_silent(job)
    again = take_job()
    assert again
    assert again.job.attempts == 2
    again.close()


def test_two_workers_do_one_job_once(laps: Any, python: Any) -> None:
    jobs = [laps(4, pause=0.05) for _ in range(3)]
    workers = [python(PROGRAM) for _ in range(2)]
    ends = [worker.communicate(timeout=60) for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0], ends
    for job, file in jobs:
        assert (fresh(job).state, fresh(job).attempts) == (Job.State.DONE, 1)
        assert said(job) == ["lap 0", "lap 1", "lap 2", "lap 3"]
        assert len(set(file.read_text().splitlines())) == 1


def test_a_worker_killed_in_the_midst_is_followed_by_another(laps: Any, python: Any) -> None:
    job, file = laps(4)
    worker = python(PROGRAM, DIE_IN_LAP="2")
    worker.communicate(timeout=60)
    assert worker.returncode == -signal.SIGKILL
    assert fresh(job).state == Job.State.RUNNING
    grow_silent(job)
    Worker().run(until_idle=True)
    assert (fresh(job).state, fresh(job).attempts) == (Job.State.DONE, 2)
    assert said(job)[2].startswith("Taken up again")
    assert len(file.read_text().splitlines()) == 4


def test_a_job_that_kills_every_worker_is_given_up(laps: Any, python: Any) -> None:
    job, _ = laps(4)
    for _attempt in range(3):
        python(PROGRAM, DIE_IN_LAP="2").communicate(timeout=60)
        grow_silent(job)
    assert fresh(job).state == Job.State.RUNNING
    python(PROGRAM, DIE_IN_LAP="2").communicate(timeout=60)
    assert (fresh(job).state, fresh(job).error_facts) == (Job.State.FAILED, {"times": 3})


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_told_to_stop_gives_its_job_back(laps: Any, python: Any, sign: signal.Signals) -> None:
    job, file = laps(200, pause=0.05)
    worker = python(PROGRAM, "--stay")
    assert wait_until(lambda: bool(said(job)), 30)
    worker.send_signal(sign)
    _, err = worker.communicate(timeout=30)
    assert worker.returncode == 0, err
    assert (fresh(job).state, fresh(job).attempts) == (Job.State.WAITING, 0)
    assert said(job)[-1].startswith("Given back")
    assert 0 < len(file.read_text().splitlines()) < 200


def test_an_idle_worker_told_to_stop_ends(python: Any, laps: Any) -> None:
    job, _ = laps(1)
    worker = python(PROGRAM, "--stay")
    assert wait_until(lambda: fresh(job).state == Job.State.DONE, 30)
    worker.terminate()
    worker.communicate(timeout=30)
    assert worker.returncode == 0


def test_the_worker_refuses_to_start_without_the_owners_login(owner_here: str, manage: Any) -> None:
    from infra.run.runner import without_login

    code, _, err = manage("work_jobs", **without_login({"DATABASE_URL": owner_here}))
    assert code == 1
    assert "owner's login" in err
    assert "Traceback" not in err


def test_what_breaks_off_a_job_before_it_begins_is_no_end_of_the_worker(laps: Any) -> None:
    job, _ = laps(1)
    hold = take_job()
    assert hold
    do_job(hold, lambda: True)
    assert fresh(job).state == Job.State.WAITING
    Worker().run(until_idle=True)
    assert fresh(job).state == Job.State.DONE
