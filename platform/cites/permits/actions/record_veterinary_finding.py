"""Record what the veterinary authority finds."""

from django.utils.translation import gettext_lazy as _

from cites.permits.actions.authority_finding import AuthorityFindingAction
from workflows.verbs import actions


class RecordVeterinaryFinding(AuthorityFindingAction):
    """Find whether the health of the animals allows the export."""

    name = "record_veterinary_finding"
    label = _("Record the veterinary authority’s finding")
    history = _("%(actor)s recorded the veterinary authority’s finding")


actions.register(RecordVeterinaryFinding())
