"""What became of an operators' job, and a worker that gave up."""

from django.db import connection

from tenants.context import as_owner
from tenants.models import Job
from tenants.names import PUBLIC


def fresh(job: Job) -> Job:
    with as_owner(PUBLIC):
        return Job.objects.get(pk=job.pk)


def said(job: Job) -> list[str]:
    with as_owner(PUBLIC):
        return [line.text % line.facts for line in job.lines.all()]


def grow_silent(job: Job) -> None:
    """As if the process that does it had given no sign of life for an hour."""
    with as_owner(PUBLIC), connection.cursor() as cursor:
        cursor.execute("UPDATE tenants_job SET heard_of_at = heard_of_at - interval '1 hour' WHERE id = %s", [job.pk])
