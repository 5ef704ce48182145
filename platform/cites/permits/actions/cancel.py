"""Cancel the permit."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from cites.permits.forms.reasons import CancellationForm
from cites.permits.queries.permits import cancellable_permits, the_one_of
from cites.permits.queries.standing import reasons_before_issue, reasons_when_none_can_be_cancelled
from cites.permits.services.permits import cancel_permit
from kernel.reasons import Reason
from workflows.models import Case
from workflows.verbs import Action, actions


class Cancel(Action):
    """Make the permit worthless; it is kept, and verification says that it is cancelled."""

    name = "cancel"
    label = _("Cancel the permit")
    history = _("%(actor)s cancelled the permit")
    help = _("Whoever checks the permit reads from now on that it may not be used. This cannot be undone.")
    for_office = True
    form: ClassVar[type[BaseForm] | None] = CancellationForm

    def may(self, case: Case, actor: Any) -> list[Reason]:
        """Return that there is no document yet, or none left that could be cancelled."""
        return reasons_before_issue(case) or reasons_when_none_can_be_cancelled(case)

    def do(self, case: Case, actor: Any, data: Mapping[str, Any]) -> None:
        """Write the cancellation down beside the permit."""
        permit = the_one_of(cancellable_permits(case), case, data.get("permit", ""))
        cancel_permit(permit=permit, reason=data["reason"], official=actor)


actions.register(Cancel())
