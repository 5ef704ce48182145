"""The pages of a Party's signing keys, and what comes of them."""

from types import SimpleNamespace
from typing import Any

from allauth.account.internal.flows.login import record_authentication

from cites.permits.models import SigningKey
from cites.permits.signing.asking import Change
from cites.permits.signing.queries import keys_of
from tenants.audit.models import AuditEntry
from tenants.context import as_public
from tenants.jobs.worker import Worker
from tenants.models import Job
from tests.conftest import Place
from tests.factories.offices import fill

KEYS = "/administration/signing-keys/"
ROTATE = f"{KEYS}rotate/"
CERTIFICATE = f"{KEYS}certificate/"
INSTALL = f"{CERTIFICATE}install/"
CODE = "/accounts/2fa/reauthenticate/"


def confirm(client: Any, user: Any, place: Place) -> Any:
    """Let the second step be as if it had been taken just now."""
    with place.active():
        session = client.session
        record_authentication(SimpleNamespace(session=session), user, "mfa", reauthenticated=True)
        session.save()
    return client


def in_use(place: Place) -> SigningKey:
    """Return the key that signs."""
    (key,) = (key for key in keys_of(place.party) if key.is_in_use)
    return key


def work() -> None:
    """Do what was asked, as the operator worker."""
    Worker().run(until_idle=True)


def jobs() -> list[Job]:
    """Return the changes of keys that were asked for."""
    with as_public():
        return list(Job.objects.filter(kind__in=[each.value for each in Change]).order_by("pk"))


def trail(place: Place, verb: str) -> AuditEntry:
    """Return the last entry of that verb."""
    with place.active():
        return AuditEntry.objects.select_related("actor").filter(verb=verb).latest("pk")


def revoke_page(kid: str) -> str:
    """Return where a key is revoked."""
    return f"{KEYS}{kid}/revoke/"


def rotate(client: Any, status: int = 302, **answers: Any) -> str:
    """Ask for a new key, and return the page that follows."""
    told = {"reason": "A new year", "understood": "on", **answers}
    return fill(client, ROTATE, client.get(ROTATE), status=status, **told)
