"""What the verbs have in common by which other authorities than the Scientific one record what they find."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cites.accounts.models import User
from cites.permits.actions.finding import FindingAction
from cites.permits.forms.authority_finding import AuthorityFindingForm
from cites.permits.models import Application
from cites.permits.rules.authorities import AUTHORITY_OF_VERB
from cites.permits.services.findings import make_authority_finding


class AuthorityFindingAction(FindingAction):
    """Say whether the authority favours what is asked for."""

    help = _("It is kept for good. The Management Authority decides, and says why where it goes against you.")
    form = AuthorityFindingForm

    def write(self, application: Application, official: User, data: Mapping[str, Any]) -> None:
        """Keep it as that of the authority to which the verb belongs."""
        make_authority_finding(
            application=application,
            authority=AUTHORITY_OF_VERB[self.name],
            conclusion=data["conclusion"],
            conditions=data.get("conditions", ""),
            reason=data["reason"],
            official=official,
        )
