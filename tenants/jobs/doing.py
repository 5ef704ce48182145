"""Doing one job: whatever happens, it ends done, failed with a sentence, or given back."""

from collections.abc import Callable

import structlog
from django.db import connection
from pydantic import ValidationError

from kernel.errors import DomainError
from kernel.registry import UnknownEntry
from kernel.text import gettext_noop
from tenants.jobs.errors import GivenBack, HoldLost
from tenants.jobs.holding import Hold
from tenants.jobs.kinds import job_kinds
from tenants.jobs.report import Report
from tenants.models import Job, JobLine
from tenants.reasons import plain_reason, was_cut_off

log = structlog.get_logger("jobs")
MOST_ATTEMPTS = 3
_AGAIN = gettext_noop("Taken up again: the process that did it had ended.")
_STOPPED = gettext_noop("Given back: the worker was told to stop. It goes on when a worker runs again.")
_CUT_OFF = gettext_noop("Given back: the database was away.")
_TOO_OFTEN = gettext_noop("The process that did this ended %(times)s times before it was done. The log says more.")
_UNKNOWN_KIND = gettext_noop("This version does not know work of the kind “%(kind)s”.")
_UNFIT = gettext_noop("This version cannot use what the job says about its work. Ask for it anew.")
_UNEXPECTED = gettext_noop("It was not finished: %(reason)s")


def do_job(hold: Hold, is_stopping: Callable[[], bool] = lambda: False) -> None:
    """Do the job that ``hold`` has taken up, and let go of it."""
    job = hold.job
    log.info("job begun", job=job.pk, kind=job.kind, parties=job.party_codes, attempt=job.attempts)
    try:
        with hold.beating():
            _end(hold, is_stopping)
    except HoldLost:
        log.warning("job lost to another process", job=job.pk)
    finally:
        hold.close()
        connection.close_everything()  # type: ignore[attr-defined]
        connection.set_schema_to_public()  # type: ignore[attr-defined]


def _end(hold: Hold, is_stopping: Callable[[], bool]) -> None:
    try:
        _run(hold, is_stopping)
    except GivenBack:
        _give_back(hold, _STOPPED, forgiven=True)
    except HoldLost:
        raise
    except DomainError as error:
        _fail(hold, error.message, error.data)
    except Exception as error:
        log.exception("job broke off", job=hold.job.pk, kind=hold.job.kind)
        if was_cut_off(error):
            return _give_back(hold, _CUT_OFF, forgiven=False)
        _fail(hold, _UNEXPECTED, {"reason": plain_reason(error)})
    else:
        hold.finish(Job.State.DONE)
        log.info("job done", job=hold.job.pk)


def _run(hold: Hold, is_stopping: Callable[[], bool]) -> None:
    job = hold.job
    if job.attempts > MOST_ATTEMPTS:
        raise DomainError(message=_TOO_OFTEN, data={"times": MOST_ATTEMPTS})
    if job.attempts > 1:
        hold.line(JobLine.Level.NOTE, _AGAIN, "", {})
    try:
        kind = job_kinds.get(job.kind)
        parameters = kind.parameters.model_validate(job.parameters)
    except UnknownEntry:
        raise DomainError(message=_UNKNOWN_KIND, data={"kind": job.kind}) from None
    except ValidationError as error:
        raise DomainError(message=_UNFIT) from error
    kind.run(parameters, Report(hold, is_stopping))


def _give_back(hold: Hold, why: str, *, forgiven: bool) -> None:
    hold.line(JobLine.Level.NOTE, why, "", {})
    hold.give_back(forgiven=forgiven)
    log.info("job given back", job=hold.job.pk)


def _fail(hold: Hold, message: str, facts: object) -> None:
    hold.finish(Job.State.FAILED, message, dict(facts))  # type: ignore[call-overload]
    log.warning("job failed", job=hold.job.pk, reason=message)
