"""The invented cases and quotas in a demo Party; refused in production."""

from collections.abc import Iterator

from cites.accounts.demo import DEMO_PARTIES, refuse_in_production
from cites.permits.demo_quotas import state_demo_quotas
from cites.permits.invented.cases import make_invented_cases
from cites.permits.invented.goods import baskets_of
from cites.permits.invented.playing import InventedCase, play
from tenants.context import current_profile, party_context
from tenants.models import Party
from workflows.models import Case


def ensure_demo_cases(party: Party) -> int:
    """Make the invented cases of a Party that has none, with its demo people; return how many were made.

    Its invented quotas are stated before, so that its permits say in box 11a what is used of them. Raises DemoRefused
    in production. Run again it does nothing.
    """
    refuse_in_production()
    if party.iso2 not in DEMO_PARTIES or party.practice:
        return 0
    with party_context(party):
        return 0 if Case.objects.exists() else _make_cases()


def _make_cases() -> int:
    state_demo_quotas()
    return sum(play(each) is not None for each in _earlier_cases()) + make_invented_cases()


def _earlier_cases() -> Iterator[InventedCase]:
    """Yield some of months ago, so that a quota and the indicators have months to show."""
    profile = current_profile()
    goods = baskets_of(profile.iso2, profile.region)
    yield InventedCase("trader", "used", goods[0], 1, age=215)
    yield InventedCase("reef", "used", goods[1], 4, age=140)
    yield InventedCase("trader", "used", goods[0], 2, age=80)
