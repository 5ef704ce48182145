"""Hears what has happened to cases and permits, and asks for the mails that it calls for."""

from typing import Any

from cites.casework.notices import NOTICES, PERMIT_READY, WAITING_FOR_OFFICE, officials_waited_for
from cites.casework.tasks import send_notice
from cites.permits.models import Permit
from cites.permits.signals import permit_published
from workflows.models import Case, CaseStep
from workflows.signals import case_step_taken


def connect() -> None:
    """Listen from now on."""
    case_step_taken.connect(tell_people_of_step, dispatch_uid="casework.tell_people_of_step")
    permit_published.connect(tell_of_permit, dispatch_uid="casework.tell_of_permit")


def tell_people_of_step(sender: Any, step: CaseStep, case: Case, **more: Any) -> None:
    """Tell the applicant what they must know, and the officials whose turn it is now."""
    once = f"step-{step.pk}"
    if step.verb in NOTICES and step.verb not in (PERMIT_READY, WAITING_FOR_OFFICE):
        send_notice.delay(step.verb, case.reference, case.opened_by_id, once)
    for official in officials_waited_for(case, step):
        send_notice.delay(WAITING_FOR_OFFICE, case.reference, official.pk, once)


def tell_of_permit(sender: type[Permit], permit: Permit, **more: Any) -> None:
    """Tell the applicant that the permit can be downloaded, once however often it is published."""
    application = permit.application
    send_notice.delay(PERMIT_READY, application.reference, application.applicant_id, f"permit-{permit.pk}")
