"""Which applications an official may see at all."""

from django.db.models import Exists, OuterRef, QuerySet

from cites.accounts.models import User
from cites.casework.rules import sees_issued_only
from cites.permits.models import Application, Permit


def visible_cases(official: User) -> QuerySet[Application]:
    """Applications that the official may see: never a draft, and for Customs only those with a permit."""
    lodged = Application.objects.filter(case__lodged_at__isnull=False)
    if sees_issued_only(official.roles):
        return lodged.filter(Exists(Permit.objects.filter(application=OuterRef("pk"))))
    return lodged
