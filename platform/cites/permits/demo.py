"""The invented cases in a demo Party; refused in production."""

from cites.accounts.demo import DEMO_PARTIES, refuse_in_production
from cites.permits.invented.cases import make_invented_cases
from tenants.context import party_context
from tenants.models import Party
from workflows.models import Case


def ensure_demo_cases(party: Party) -> int:
    """Make the invented cases of a Party that has none, with its demo people; return how many were made.

    Raises DemoRefused in production. Run again it does nothing.
    """
    refuse_in_production()
    if party.iso2 not in DEMO_PARTIES or party.practice:
        return 0
    with party_context(party):
        return 0 if Case.objects.exists() else make_invented_cases()
