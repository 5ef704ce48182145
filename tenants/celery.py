"""The Celery application class: each task carries its Party and runs under its login."""

from contextvars import copy_context
from typing import Any

import structlog
from celery.exceptions import Ignore
from django.db import connection
from tenant_schemas_celery.app import CeleryApp, get_schema_name_from_task
from tenant_schemas_celery.task import TenantTask

from tenants.facts.failures import note_failure
from tenants.names import PUBLIC

log = structlog.get_logger("tasks")


class PartyTask(TenantTask):  # type: ignore[misc]
    """A task that is dropped, with a line in the log, where its Party is closed or gone.

    Nothing is lost by that: what it was to do waits in the Party's tables for the schedule.
    """

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.request.called_directly:
            return super().__call__(*args, **kwargs)
        schema = get_schema_name_from_task(self, kwargs) or PUBLIC
        if not _is_at_work(schema):
            log.warning("not run: the Party is closed or gone", task=self.name, schema=schema)
            raise Ignore
        # In a copy of the context, so that the language, zone and log words that it sets end with it. And not
        # by way of Task.__call__, which would hide the message that ``retry`` needs.
        return copy_context().run(self.run, *args, **kwargs)

    def on_failure(self, *args: Any, **kwargs: Any) -> None:
        """Count what nobody foresaw, for the operators; a task that is tried again has not failed yet."""
        note_failure()


class PartyCelery(CeleryApp):  # type: ignore[misc]
    """``tenant-schemas-celery``; prefork workers only, for the task object keeps the schema before."""

    task_cls = "tenants.celery:PartyTask"


def _is_at_work(schema: str) -> bool:
    active: Any = connection.tenant  # type: ignore[attr-defined]
    if schema == PUBLIC:
        return bool(active.schema_name == PUBLIC)
    # Where the Party is gone the switch to it has failed, and the shared schema is still active.
    return active.schema_name == schema and getattr(active, "status", None) in _at_work()


def _at_work() -> tuple[str, ...]:
    from tenants.models import Party

    return Party.AT_WORK
