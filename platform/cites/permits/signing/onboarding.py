"""The step of onboarding that makes the key with which a Party signs."""

from django.utils.translation import gettext

from cites.permits.signing.publishing import published_keys
from cites.permits.signing.queries import keys_of
from cites.permits.signing.services import make_first_key
from tenants.models import Party
from tenants.onboarding import OnboardingStep


def has_signing_key(party: Party) -> bool:
    """Tell whether ``party`` has a key in use that the front door knows; of a practice twin's it knows none."""
    in_use = {key.kid for key in keys_of(party) if key.is_in_use}
    return bool(in_use) and (party.practice or in_use <= published_keys(party).keys())


def make_signing_key(party: Party) -> None:
    """Make it and publish its public half; killed between the two, the next run publishes it."""
    make_first_key(party=party)


def where_it_is(party: Party) -> str:
    """What will be there, in a few words."""
    place = f"{party.own_host()}/.well-known/jwks.json"
    return gettext("P-256, sealed under FIELD_KEY, its public half at %(place)s") % {"place": place}


STEP = OnboardingStep(
    "signing key", ("database login", "first release"), has_signing_key, make_signing_key, where_it_is
)
