"""Which tables lie in which schema; django-tenants decides by SHARED_APPS and TENANT_APPS."""

from django_tenants.routers import TenantSyncRouter


class SchemaRouter(TenantSyncRouter):  # type: ignore[misc]
    """The router that settings name."""
