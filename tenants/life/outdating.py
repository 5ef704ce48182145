"""Throwing away what a practice twin has, so that it can be made anew: never a real Party's."""

from typing import Any

from django.db import transaction

from kernel.text import gettext_noop
from tenants.audit.services import record
from tenants.context import as_owner
from tenants.errors import NotInThatState
from tenants.hosts import forget_hosts_everywhere
from tenants.life.dropping import drop_elsewhere, drop_from_database
from tenants.models import Party
from tenants.names import PUBLIC, is_of_practice

_REFRESHED = (Party.Status.OPEN, Party.Status.ONBOARDING)


def outdate(party: Party, *, by: Any = None) -> None:
    """Close the practice twin ``party`` until it is made anew, with another database password and access code.

    Raises NotInThatState for a real Party and for one that is suspended.
    """
    if not (party.practice and is_of_practice(party.schema_name)):
        raise NotInThatState(message=gettext_noop("%(party)s is no practice site"), data={"party": party.name})
    with as_owner(PUBLIC), transaction.atomic():
        held = Party.objects.select_for_update().get(pk=party.pk)
        if held.status not in _REFRESHED:
            facts = {"party": held.name, "status": held.get_status_display()}
            raise NotInThatState(message=gettext_noop("%(party)s is %(status)s"), data=facts)
        held.status, held.outdated, held.login_version = Party.Status.ONBOARDING, True, held.login_version + 1
        held.save(update_fields=["status", "outdated", "login_version"])
        record("party.refresh_begun", subject=f"party:{held.slug}", actor=by)
    party.status, party.outdated, party.login_version = held.status, held.outdated, held.login_version
    forget_hosts_everywhere()


def discard_outdated(party: Party) -> None:
    """Drop schema, login, files, cache and audit heads of a twin that is to be made anew; else nothing is done.

    Killed at any point, it goes on when called again: the mark goes last.
    """
    if not (party.outdated and party.practice and is_of_practice(party.schema_name)):
        return
    drop_from_database(party)
    drop_elsewhere(party.schema_name)
    with as_owner(PUBLIC):
        Party.objects.filter(pk=party.pk).update(outdated=False, maintenance_reason="")
    party.outdated, party.maintenance_reason = False, ""
