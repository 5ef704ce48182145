"""Bringing a Party, or its practice twin, into being."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from pydantic import BaseModel, ConfigDict, EmailStr, Field

from kernel.text import gettext_noop
from tenants.audit.services import record
from tenants.context import as_owner
from tenants.errors import NotInThatState, ProfileFaulty, UnknownParty
from tenants.hosts import forget_hosts_everywhere
from tenants.life.outdating import discard_outdated, outdate
from tenants.locks import only_one
from tenants.models import HostName, Party
from tenants.names import PUBLIC, schema_of
from tenants.onboarding import Progress, onboard, plan_onboarding, steps_in_order
from tenants.profiles.files import folder_of
from tenants.releases.check import faults_in
from tenants.releases.services import parts_of

_ONE_AT_A_TIME = 0x4F4E4244
NOT_LIVE = (Party.Status.ONBOARDING, Party.Status.LEAVING)


class FirstAdministrator(BaseModel):
    """Who is invited when a Party is brought live, where that is not the address in its profile."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    email: EmailStr
    full_name: str = Field(min_length=1, max_length=200)


def onboard_party(
    iso2: str, *, practice: bool = False, administrator: FirstAdministrator | None = None, by: Any = None
) -> Iterator[Progress]:
    """Check the profile of ``iso2`` and run every step that is not done; yield each as it is finished.

    With ``practice`` its practice twin is made, whose release is that of the Party. ``administrator`` is invited as
    the first, if nobody has been yet; ``by`` is the operator who asked. Killed at any point, it goes on where it was
    when called again; whoever comes second waits for the first. Raises UnknownParty without a profile, ProfileFaulty
    naming every fault, and NotInThatState for the twin of a Party that is not live; needs the owner's login.
    """
    return _bring_live(_stated(iso2, practice=practice), administrator=administrator, by=by)


def refresh_practice(iso2: str, *, by: Any = None) -> Iterator[Progress]:
    """Throw away all that the practice twin of ``iso2`` has and make it anew; yield each step as it is finished.

    Everybody is signed out, and the access code is another. Killed at any point, it goes on when this or onboarding
    is called again. Raises UnknownParty where there is no twin, NotInThatState for one that is suspended; needs the
    owner's login.
    """
    stated = _stated(iso2, practice=True)
    with as_owner(PUBLIC):
        if not Party.objects.filter(schema_name=stated.schema_name).exists():
            message = gettext_noop("%(iso2)s has no practice site")
            raise UnknownParty(message=message, data={"iso2": iso2.upper()})
    return _bring_live(stated, by=by, anew=True)


def onboarding_plan(
    iso2: str, *, practice: bool = False, administrator: FirstAdministrator | None = None
) -> list[Progress]:
    """Return what onboarding ``iso2`` would do, changing nothing; raises as ``onboard_party`` does."""
    stated = _stated(iso2, practice=practice)
    with as_owner(PUBLIC):
        party = Party.objects.filter(schema_name=stated.schema_name).first()
    party = party or stated.party()
    if administrator:
        party.first_administrator = administrator.model_dump()
    return plan_onboarding(party)


def onboarding_preview(iso2: str) -> list[Progress]:
    """Return what onboarding makes of the profile of ``iso2``, step by step, whatever of it may stand already.

    Raises as ``onboard_party`` does; asks the database nothing, so pages may show it without the owner's login.
    """
    party = _stated(iso2, practice=False).party()
    steps = steps_in_order()
    return [
        Progress(step.name, number, len(steps), needed=True, makes=step.makes(party))
        for number, step in enumerate(steps, start=1)
    ]


def has_host(party: Party) -> bool:
    """Tell whether ``party`` answers at a host name."""
    with as_owner(PUBLIC):
        return bool(HostName.objects.filter(tenant__schema_name=party.schema_name).exists())


def give_own_host(party: Party) -> None:
    """Give ``party`` its sub-domain of the front door's host name."""
    with as_owner(PUBLIC):
        HostName.objects.get_or_create(domain=party.own_host(), defaults={"tenant": party, "is_primary": True})


def _bring_live(
    stated: "_Stated",
    *,
    administrator: FirstAdministrator | None = None,
    by: Any = None,
    anew: bool = False,
) -> Iterator[Progress]:
    with only_one(_ONE_AT_A_TIME, stated.schema_name):
        party = _registered(stated, administrator, by)
        party.checked_parts = stated.parts
        if anew:
            outdate(party, by=by)
        discard_outdated(party)
        yield from onboard(party)
        if party.status == Party.Status.ONBOARDING:
            _open(party, by)


@dataclass(frozen=True, slots=True)
class _Stated:
    """What is known of a Party before it is made; ``parts`` are those of its profile, without a fault, unless it is a
    practice twin.
    """

    iso2: str
    practice: bool
    names: dict[str, str]
    parts: Mapping[str, Any] | None

    @property
    def schema_name(self) -> str:
        return schema_of(self.iso2, practice=self.practice)

    def party(self) -> Party:
        """The Party as it will be, not saved."""
        return Party(iso2=self.iso2, schema_name=self.schema_name, practice=self.practice, names=self.names)


def _stated(iso2: str, *, practice: bool) -> _Stated:
    if practice:
        return _Stated(iso2.upper(), practice, _live(iso2).names, None)
    parts = _checked_parts(iso2)
    return _Stated(iso2.upper(), practice, parts["profile"]["names"], parts)


def _live(iso2: str) -> Party:
    """The Party whose twin is to be made: what it chose is copied from there."""
    with as_owner(PUBLIC):
        party: Party | None = Party.objects.filter(iso2=iso2.upper(), practice=False).first()
    if party is None:
        raise UnknownParty(
            message=gettext_noop("%(iso2)s is not served here: bring it live first"), data={"iso2": iso2.upper()}
        )
    if party.status in NOT_LIVE or party.in_maintenance:
        message = gettext_noop("%(party)s is not live, so it can have no practice site")
        raise NotInThatState(message=message, data={"party": party.name})
    return party


def _checked_parts(iso2: str) -> dict[str, Any]:
    parts = parts_of(folder_of(iso2))
    if faults := faults_in(parts):
        lines = "\n".join("  {file} {key}: {reason}".format(**fault) for fault in faults)
        raise ProfileFaulty(
            message=gettext_noop("the profile has faults:\n%(lines)s"), data={"lines": lines, "faults": faults}
        )
    return parts


def _registered(stated: _Stated, administrator: FirstAdministrator | None, by: Any) -> Party:
    party: Party
    with _owner_at_once():
        party, is_new = Party.objects.get_or_create(
            iso2=stated.iso2,
            practice=stated.practice,
            defaults={"schema_name": stated.schema_name, "names": stated.names},
        )
        if is_new:
            record("party.onboarding_begun", subject=f"party:{party.slug}", actor=by)
        if administrator and party.status == Party.Status.ONBOARDING:
            party.first_administrator = administrator.model_dump()
            party.save(update_fields=["first_administrator"])
    if party.status == Party.Status.LEAVING:
        raise NotInThatState(message=gettext_noop("%(party)s is being removed"), data={"party": party.name})
    return party


def _open(party: Party, by: Any) -> None:
    with _owner_at_once():
        if Party.objects.filter(pk=party.pk, status=Party.Status.ONBOARDING).update(
            status=Party.Status.OPEN, first_administrator={}
        ):
            record("party.opened", subject=f"party:{party.slug}", actor=by)
    forget_hosts_everywhere()


@contextmanager
def _owner_at_once() -> Iterator[None]:
    with as_owner(PUBLIC), transaction.atomic():
        yield
