"""The invented cases of a Party: one at least in every stage, of what is typical of the country."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext

from cites.permits.invented.goods import baskets_of
from cites.permits.invented.playing import InventedCase, play
from cites.permits.models import DocumentType
from tenants.audit.models import AuditEntry
from tenants.audit.services import record
from tenants.context import current_profile, party_context
from tenants.models import Party
from tenants.onboarding import OnboardingStep
from workflows.queries import workflow_in_force

_MADE = "practice.cases_made"


def invented_cases() -> Iterator[InventedCase]:
    """Yield the cases of the active Party; a stage that only its own workflow has gets one too."""
    profile = current_profile()
    goods = baskets_of(profile.iso2, profile.region)
    cases = (
        InventedCase("trader", "draft", goods[1], 0, age=1),
        InventedCase("trader", "submitted", goods[6], 1, age=2),
        InventedCase("reef", "examining", goods[3], 2),
        InventedCase("trader", "question", goods[4], 3),
        InventedCase("reef", "returned", goods[1], 4, age=6),
        InventedCase("trader", "amending", goods[6], 2, age=5),
        InventedCase("agent", "finding", goods[0], 5, purpose="S", age=7),
        InventedCase("trader", "decision", goods[0], 0, age=8),
        InventedCase("reef", "payment", goods[2], 1, age=9),
        InventedCase("trader", "signing", goods[0], 2, age=10),
        InventedCase("trader", "issued", goods[5], 3, age=16),
        InventedCase("reef", "used", goods[1], 4, age=30),
        InventedCase("agent", "cancelled", goods[3], 0, age=24),
        InventedCase("reef", "refused", goods[4], 2, age=14),
        InventedCase("trader", "withdrawn", goods[2], 3, age=12),
    )
    yield from cases
    own = set(workflow_in_force(DocumentType.EXPORT)[1].stages) - {each.stage for each in cases}
    yield from (InventedCase("trader", stage, goods[0], age=20) for stage in sorted(own))


def make_invented_cases() -> int:
    """Play the invented cases of the active Party; return how many were made."""
    return sum(play(each) is not None for each in invented_cases())


def has_practice_cases(party: Party) -> bool:
    """True once the cases of a practice twin are there; they are made in one transaction."""
    with party_context(party):
        return AuditEntry.objects.filter(verb=_MADE).exists()


def make_practice_cases(party: Party) -> None:
    """Play the invented cases of a practice twin, all or none; they end today."""
    with party_context(party), transaction.atomic():
        made = make_invented_cases()
        record(_MADE, subject=f"party:{party.slug}", data={"cases": made})


STEP = OnboardingStep(
    "invented cases",
    ("invented people", "host name", "reference data"),
    has_practice_cases,
    make_practice_cases,
    lambda party: gettext("one in every stage, up to today"),
    practice=True,
)
