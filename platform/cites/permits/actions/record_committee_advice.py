"""Record what the advisory committee advises."""

from django.utils.translation import gettext_lazy as _

from cites.permits.actions.authority_finding import AuthorityFindingAction
from workflows.verbs import actions


class RecordCommitteeAdvice(AuthorityFindingAction):
    """Say what the committee that a Party has beside its authorities advises."""

    name = "record_committee_advice"
    label = _("Record the committee’s advice")
    history = _("%(actor)s recorded the committee’s advice")


actions.register(RecordCommitteeAdvice())
