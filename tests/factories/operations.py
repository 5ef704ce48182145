"""What the rows of the console's access table name."""

from datetime import date
from typing import Any

from cites.species.models import ImportRun
from kernel import clock
from tenants.jobs.services import ask_job
from tenants.models import Job


def public_access_samples() -> dict[str, str]:
    """A job that is waiting, one that failed, Barbados, and an import that is ready."""
    waiting = ask_job(kind="doctor", parameters={"parties": ["bb"]})
    failed = Job.objects.create(kind="doctor", digest="failed", parameters={"parties": ["fj"]}, state=Job.State.FAILED)
    return {"job": str(waiting.pk), "failed": str(failed.pk), "import": str(an_import().pk)}


def an_import(**told: Any) -> ImportRun:
    """An import that was read and compared."""
    ready = {
        "reader": "ndjson",
        "origin": "week.ndjson.gz",
        "digest": "d",
        "as_of": date(2026, 11, 1),
        "state": "ready",
    }
    return ImportRun.objects.create(**{**ready, "started_at": clock.now(), **told})
