"""A proposal made from files, all of it or nothing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from kernel.text import gettext_noop
from tenants.releases.deciding import propose
from tenants.releases.drafting import begin_draft, change_part
from tenants.releases.errors import ProposalWaiting
from tenants.releases.hands import ByOperator
from tenants.releases.models import Proposal
from tenants.releases.queries import open_proposal


@transaction.atomic
def propose_files(*, parts: Mapping[str, Any], email: str, note: str, in_force_from: date | None = None) -> Proposal:
    """Propose ``parts`` to the active Party in the name of the operator with that address.

    Raises ProposalWaiting while a draft of the Party's own is open, which nobody may overwrite, and whatever
    ``propose`` raises.
    """
    if open_proposal() is not None:
        message = gettext_noop(
            "The Party is drafting a release itself. It has to decide on that first, or to withdraw it."
        )
        raise ProposalWaiting(message=message)
    by = ByOperator(email)
    draft = begin_draft(by=by)
    for name, data in parts.items():
        draft = change_part(proposal=draft, part=name, data=data, by=by)
    return propose(proposal=draft, by=by, note=note, in_force_from=in_force_from)
