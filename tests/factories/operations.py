"""What the rows of the console's access table name."""

from tenants.jobs.services import ask_job
from tenants.models import Job


def public_access_samples() -> dict[str, str]:
    """A job that is waiting, one that failed, and Barbados."""
    waiting = ask_job(kind="doctor", parameters={"parties": ["bb"]})
    failed = Job.objects.create(kind="doctor", digest="failed", parameters={"parties": ["fj"]}, state=Job.State.FAILED)
    return {"job": str(waiting.pk), "failed": str(failed.pk)}
