"""Putting on record that both Management Authorities agree on a document for specimens that have left."""

from collections.abc import Mapping
from typing import Any

from cites.accounts.models import User
from cites.permits.models import Application, RetrospectiveFinding
from cites.permits.queries.retrospective import retrospective_finding
from cites.permits.rules.retrospective import LEFT_ON, RETROSPECTIVE_REASON, day_of_departure
from kernel.reasons import Reason
from kernel.text import gettext_noop
from tenants.audit.services import record
from workflows.errors import ActionRefused

ANSWERS = ("authority", "answered_on", "answer", "reason")


def answer_of(name: str) -> str:
    """Return the name under which one of ``ANSWERS`` stands in the data of a step."""
    return f"retrospective_{name}"


def record_agreement(*, application: Application, official: User, data: Mapping[str, Any]) -> None:
    """Keep what the other authority answered and why a document is granted; nothing where the specimens are here.

    Raises ActionRefused where it is not said, or not that nobody is to blame and that all else complies.
    """
    left_on = day_of_departure(application.document_type, application.answers)
    if left_on is None:
        return
    said = {name: data.get(answer_of(name)) or "" for name in ANSWERS}
    agreed = data.get(answer_of("blameless")) and data.get(answer_of("complies"))
    if not (agreed and said["authority"] and said["answered_on"] and said["reason"]):
        raise ActionRefused([Reason("retrospective_unanswered", _UNANSWERED, source="Resolution Conf. 12.3")])
    RetrospectiveFinding.objects.create(application=application, left_on=left_on, official=official, **said)
    facts = {"left_on": left_on.isoformat(), "answered_on": str(said["answered_on"])}
    record("application.retrospective_agreed", subject=application.subject, actor=official, data=facts)


def answers_of_retrospective(application: Application) -> dict[str, str]:
    """Return what a permit for specimens that have left says of it on its face; nothing of any other."""
    found = retrospective_finding(application)
    if found is None:
        return {}
    return {LEFT_ON: found.left_on.isoformat(), RETROSPECTIVE_REASON: " ".join(found.reason.split())}


_UNANSWERED = gettext_noop(
    "Say whom you consulted, when it answered and why, and that both of you are satisfied, or refuse the application."
)
