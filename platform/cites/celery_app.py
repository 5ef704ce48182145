"""The Celery application; its class, which carries the Party with each task, comes from ``tenants``."""

import os

from tenants.celery import PartyCelery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cites.settings")

app = PartyCelery("archipelago")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
