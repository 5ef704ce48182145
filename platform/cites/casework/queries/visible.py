"""Which cases an official may see at all."""

from django.db.models import Exists, OuterRef, QuerySet

from cites.accounts.models import User
from cites.casework.rules import sees_issued_only
from cites.permits.models import Application, Permit, RegisteredPaper
from workflows.models import Case


def visible_cases(official: User) -> QuerySet[Case]:
    """Cases that the official may see: never a draft; for Customs only those with a permit or a registered paper."""
    lodged = Case.objects.filter(lodged_at__isnull=False)
    if sees_issued_only(official.roles):
        of_case = {"application__case": OuterRef("pk")}
        return lodged.filter(
            Exists(Permit.objects.filter(**of_case)) | Exists(RegisteredPaper.objects.filter(**of_case))
        )
    return lodged


def visible_applications(official: User) -> QuerySet[Application]:
    """The applications of these cases."""
    return Application.objects.filter(case__in=visible_cases(official))
