"""Blocks of the people and the organisation of an application."""

from typing import Any

from cites.accounts.blocks import blocks_in_force
from cites.accounts.models import Block
from cites.permits.models import Application
from kernel.reasons import Reason
from kernel.text import gettext_noop
from tenants.context import today


def blocks_upon_application(application: Application) -> list[Block]:
    """Return the blocks that hold today of its applicant and its organisation."""
    people = [application.applicant_id]
    return list(blocks_in_force(today(), people=people, organisation=application.organisation_id))


def reasons_of_blocks(application: Application, actor: Any) -> list[Reason]:
    """Return why a new application is not sent now: its applicant, who sends it, or the organisation is blocked.

    What was sent before may be sent again, for it was under way when the block began.
    """
    if application.submitted_at is not None:
        return []
    people = [application.applicant_id, *([actor.pk] if actor else [])]
    blocks = blocks_in_force(today(), people=people, organisation=application.organisation_id)
    message = gettext_noop("The Management Authority has blocked new applications of %(name)s: %(reason)s")
    return [Reason("blocked", message, data={"name": block.name, "reason": block.reason}) for block in blocks]
