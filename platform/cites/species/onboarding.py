"""The step of onboarding that sees to it that the shared tables of species and codes are filled."""

from django.utils.translation import gettext

from cites.species.services import ONE_AT_A_TIME, TABLES, load_reference_data
from tenants.context import as_owner
from tenants.locks import only_one
from tenants.models import Party
from tenants.names import PUBLIC
from tenants.onboarding import OnboardingStep


def is_loaded(party: Party) -> bool:
    """Tell whether the reference data was ever loaded; ``load_reference_data`` brings it up to date."""
    with as_owner(PUBLIC):
        return all(table.model._default_manager.exists() for table in TABLES)


def load(party: Party) -> None:
    """Fill the shared tables, in one transaction; the tables are the same for every Party."""
    with only_one(ONE_AT_A_TIME), as_owner(PUBLIC):
        load_reference_data()


STEP = OnboardingStep(
    "reference data", ("schema",), is_loaded, load, lambda party: gettext("taxa, listings and code tables")
)
