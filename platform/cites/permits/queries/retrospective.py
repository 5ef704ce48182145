"""Applications for specimens that have left, what was found of them, and the permits that were granted afterwards."""

from datetime import date

from django.db.models import QuerySet

from cites.permits.models import Application, Permit, RetrospectiveFinding
from cites.permits.rules.periods import day_said
from cites.permits.rules.retrospective import LEFT_ON, RETROSPECTIVE_REASON, day_of_departure
from kernel.reasons import Reason
from kernel.text import gettext_noop


def is_retrospective(application: Application) -> bool:
    """Whether an application is for specimens that have left."""
    return day_of_departure(application.document_type, application.answers) is not None


def retrospective_finding(application: Application) -> RetrospectiveFinding | None:
    """Return what was found of the application as it was last sent, or None where it is not for what has left."""
    left_on = day_of_departure(application.document_type, application.answers)
    if left_on is None:
        return None
    found = RetrospectiveFinding.objects.filter(application=application, left_on=left_on)
    if application.submitted_at is not None:
        found = found.filter(made_at__gte=application.submitted_at)
    return found.select_related("official").last()


def reasons_of_retrospective(application: Application) -> list[Reason]:
    """Return that the authorities have not agreed on a document for specimens that have left."""
    if not is_retrospective(application) or retrospective_finding(application) is not None:
        return []
    message = gettext_noop(
        "The specimens have left, and it is not on record that both Management Authorities agree to grant a document."
    )
    return [Reason("retrospective_unfound", message, source="Resolution Conf. 12.3")]


def retrospective_permits() -> QuerySet[Permit]:
    """Return the permits that were granted for specimens which had left, newest first."""
    return Permit.objects.filter(answers__has_key=RETROSPECTIVE_REASON).order_by("-issued_at", "-pk")


def left_before(permit: Permit) -> date | None:
    """Return the day on which the specimens of a permit had left before it was granted, or None."""
    return day_said(permit.answers, LEFT_ON) if RETROSPECTIVE_REASON in permit.answers else None


def first_day_of(permit: Permit) -> date:
    """Return the first day on which specimens can have moved under a permit."""
    return left_before(permit) or permit.issued_on
