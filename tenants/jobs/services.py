"""Asking for a job."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, connection, transaction

from tenants.audit.services import record
from tenants.context import as_public
from tenants.jobs.kinds import JobParameters, job_kinds
from tenants.models import Job

CHANNEL = "tenants_jobs"
"""Where the database tells workers that something is to be done."""


def ask_job(*, kind: str, parameters: JobParameters | Mapping[str, Any] | None = None, by: Any = None) -> Job:
    """Ask the operator worker for work of ``kind``; asked again before it is finished, it is the same job.

    ``by`` is the operator who asks, or None for the service itself. Raises UnknownEntry for a kind that no app
    registers and pydantic's ValidationError for parameters that the kind does not take; works under the front's login.
    """
    values = _values(kind, parameters)
    digest = hashlib.sha256(json.dumps([kind, values], sort_keys=True).encode()).hexdigest()
    with as_public():
        while True:
            if known := Job.objects.filter(digest=digest, state__in=Job.UNFINISHED).first():
                return known
            try:
                return _asked(kind, values, digest, by)
            except IntegrityError:
                continue  # another asked for the same at this moment


@transaction.atomic
def _asked(kind: str, values: dict[str, Any], digest: str, by: Any) -> Job:
    job = Job.objects.create(kind=kind, parameters=values, digest=digest, asked_by=by.email if by else "")
    record("job.asked", subject=f"job:{job.pk}", actor=by, data={"kind": kind, "parties": values["parties"]})
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANNEL}")  # heard when this is committed
    return job


def _values(kind: str, parameters: JobParameters | Mapping[str, Any] | None) -> dict[str, Any]:
    given = parameters.model_dump() if isinstance(parameters, JobParameters) else dict(parameters or {})
    values: dict[str, Any] = job_kinds.get(kind).parameters.model_validate(given).model_dump(mode="json")
    return values
