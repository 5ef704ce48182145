"""Record what the fisheries authority finds."""

from django.utils.translation import gettext_lazy as _

from cites.permits.actions.authority_finding import AuthorityFindingAction
from workflows.verbs import actions


class RecordFisheriesFinding(AuthorityFindingAction):
    """Find whether the catch and its export are in order with the fisheries."""

    name = "record_fisheries_finding"
    label = _("Record the fisheries authority’s finding")
    history = _("%(actor)s recorded the fisheries authority’s finding")


actions.register(RecordFisheriesFinding())
