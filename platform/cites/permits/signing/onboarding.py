"""The steps of onboarding that make the key with which a Party signs, and the certificate that PDF readers ask for."""

from django.conf import settings
from django.utils.translation import gettext

from cites.permits.signing.certifying import ensure_certificate, is_certified
from cites.permits.signing.publishing import published_keys
from cites.permits.signing.queries import find_key_in_use, keys_of
from cites.permits.signing.services import make_first_key
from tenants.context import as_owner
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
    if settings.HSM_MODULE and not party.practice:
        return gettext("P-256, in the hardware module, its public half at %(place)s") % {"place": place}
    return gettext("P-256, sealed under FIELD_KEY, its public half at %(place)s") % {"place": place}


def has_certificate(party: Party) -> bool:
    """Tell whether the key in use of ``party`` has a certificate that does not end soon."""
    with as_owner(party.schema_name):
        key = find_key_in_use()
        return key is not None and is_certified(key)


def make_certificate(party: Party) -> None:
    """Make it, and the authority that issues it; Parties of before get theirs so by ``doctor --fix``."""
    ensure_certificate(party=party)


def where_the_chain_is(party: Party) -> str:
    """What will be there, in a few words."""
    place = f"{party.own_host()}/.well-known/signing-chain.pem"
    return gettext("by an authority of its own, at %(place)s") % {"place": place}


STEP = OnboardingStep(
    "signing key", ("database login", "first release"), has_signing_key, make_signing_key, where_it_is
)
CERTIFICATE = OnboardingStep(
    "signing certificate", ("signing key",), has_certificate, make_certificate, where_the_chain_is
)
