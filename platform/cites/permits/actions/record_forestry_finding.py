"""Record what the forestry authority finds."""

from django.utils.translation import gettext_lazy as _

from cites.permits.actions.authority_finding import AuthorityFindingAction
from workflows.verbs import actions


class RecordForestryFinding(AuthorityFindingAction):
    """Find whether the felling or collection and the export are in order with the forests."""

    name = "record_forestry_finding"
    label = _("Record the forestry authority’s finding")
    history = _("%(actor)s recorded the forestry authority’s finding")


actions.register(RecordForestryFinding())
