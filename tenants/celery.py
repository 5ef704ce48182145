"""The Celery application class: each task carries its Party and runs under its login."""

from tenant_schemas_celery.app import CeleryApp


class PartyCelery(CeleryApp):  # type: ignore[misc]
    """``tenant-schemas-celery``; prefork workers only, for the task object keeps the schema before."""
