"""Which job a worker takes up: the oldest that nobody does and that gets in nobody's way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db import connection, transaction
from django.db.models.functions import Now

from tenants.context import as_owner
from tenants.jobs.holding import Hold
from tenants.jobs.kinds import job_kinds
from tenants.models import Job
from tenants.names import PUBLIC

SILENCE = timedelta(seconds=15)
"""After so long without a sign of life a job belongs to a process that is gone, if its lock is free too."""
_ONE_AT_A_TIME = 0x54414B45


def take_job() -> Hold | None:
    """Take up a job, for this process alone, or return None when there is nothing to do.

    A job of a process that was killed is taken up by one process, once for each time that its process dies.
    """
    with as_owner(PUBLIC), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        holds = (hold for job in _startable() if (hold := Hold.on(job)))
        return next(holds, None)


def _startable() -> Iterator[Job]:
    """Yield what may be taken up: an earlier job keeps its place before a later one that it cannot run beside."""
    unfinished = list(Job.objects.filter(state__in=Job.UNFINISHED).order_by("pk"))
    silent = set(_silent())
    ahead = [job for job in unfinished if job.state == Job.State.RUNNING and job.pk not in silent]
    for job in unfinished:
        if job in ahead:
            continue
        if not any(_collide(job, other) for other in ahead):
            yield job
        ahead.append(job)


def _silent() -> Iterator[int]:
    # By the database's clock: workers may stand on several machines.
    quiet = Job.objects.filter(state=Job.State.RUNNING, heard_of_at__lt=Now() - SILENCE)
    return quiet.values_list("pk", flat=True).iterator()


def _collide(one: Job, other: Job) -> bool:
    return _is_alone(one) or _is_alone(other) or bool(set(one.party_codes) & set(other.party_codes))


def _is_alone(job: Job) -> bool:
    return job.kind in job_kinds and job_kinds.get(job.kind).alone
