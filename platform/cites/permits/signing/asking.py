"""What an administrator asks for on a page and the owner does: signed by the page, for both stand in the database.

The web has no login that writes keys, and whoever injects SQL there has no key that signs what is asked.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, ValidationError

from cites.accounts.models import User
from cites.accounts.roles import Role
from cites.permits.errors import NotAskedFor
from tenants.audit.services import record
from tenants.context import as_owner, current_party
from tenants.errors import SignedElsewhere
from tenants.jobs.services import ask_job
from tenants.models import Job, Party
from tenants.signing import Signer

_LONGEST_WAIT: Final = timedelta(days=3)
"""So long what was asked is still done: a worker that was away does it, and nobody brings up what is long past."""


class Change(StrEnum):
    """What is asked for; also the name of the kind of job."""

    ROTATE = "rotate_signing_key"
    REVOKE = "revoke_signing_key"
    CERTIFY = "install_signing_certificate"


class Asked(BaseModel):
    """One change of the key ``kid``, and which person of the Party asks for it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    person: int
    kid: str
    reason: str
    exposed_on: date | None = None
    chain: str = ""


def ask_rotation(*, kid: str, reason: str, by: User) -> Job:
    """Ask that a new key sign in place of ``kid``."""
    return _ask(Change.ROTATE, "rotation_asked", Asked(person=by.pk, kid=kid, reason=reason), by)


def ask_revocation(*, kid: str, reason: str, exposed_on: date | None, by: User) -> Job:
    """Ask that ``kid`` be revoked, and another sign where it did."""
    asked = Asked(person=by.pk, kid=kid, reason=reason, exposed_on=exposed_on)
    return _ask(Change.REVOKE, "revocation_asked", asked, by)


def ask_certificate(*, kid: str, chain: str, reason: str, by: User) -> Job:
    """Ask that ``chain``, in PEM, stand behind the key ``kid``."""
    return _ask(Change.CERTIFY, "certificate_brought", Asked(person=by.pk, kid=kid, reason=reason, chain=chain), by)


def believed(change: Change, party: Party, text: str) -> Asked:
    """Return what was asked for, as the owner; raise NotAskedFor unless an administrator of ``party`` did lately."""
    with as_owner(party.schema_name):
        try:
            asked = Asked.model_validate(_signer(change).read(text, max_age=int(_LONGEST_WAIT.total_seconds())))
        except (SignedElsewhere, ValidationError) as error:
            raise NotAskedFor from error
        person = User.objects.filter(pk=asked.person, is_active=True).first()
        if person is None or not person.has_role(Role.PARTY_ADMINISTRATOR):
            raise NotAskedFor
        return asked


def _ask(change: Change, verb: str, asked: Asked, by: User) -> Job:
    party = current_party()
    values: dict[str, Any] = {"parties": [party.slug], "asked": _signer(change).sign(asked.model_dump(mode="json"))}
    job = ask_job(kind=change, parameters=values)
    record(f"signing_key.{verb}", subject=f"signing_key:{asked.kid}", actor=by, data={"reason": asked.reason})
    return job


def _signer(change: Change) -> Signer:
    return Signer(f"signing keys: {change}")
