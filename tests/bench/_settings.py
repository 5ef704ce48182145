"""The product's settings as a measurement needs them: with migrations of tomorrow, or as django-tenants comes."""

import json
import os

from cites.settings import *  # noqa: F403
from cites.settings import DATABASES, INSTALLED_APPS, SHARED_APPS

MIGRATION_MODULES = json.loads(os.environ.get("BENCH_MIGRATIONS", "{}"))
if os.environ.get("BENCH_STOCK"):
    DATABASES["default"]["ENGINE"] = "django_tenants.postgresql_backend"
    DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
    SHARED_APPS = ["django_tenants", *SHARED_APPS]
    INSTALLED_APPS = ["django_tenants", *INSTALLED_APPS]
