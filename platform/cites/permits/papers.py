"""The papers that a workflow may name: those that an action makes anyhow, and the letter about any step."""

from django.utils.translation import gettext_lazy as _

from cites.permits.services.letters import write_letter
from workflows.papers import Paper

PAPERS = (
    Paper("permit", _("Permit"), verbs=frozenset({"issue"})),
    Paper("invoice", _("Invoice"), verbs=frozenset({"approve"})),
    Paper("decision_letter", _("Letter to the applicant"), ask=write_letter),
)
