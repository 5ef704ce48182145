"""The host names of a Party: one is canonical, the others lead there, and all answer for what it issued."""

import re
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from kernel.text import gettext_noop
from tenants.audit.services import record
from tenants.context import as_public
from tenants.errors import HostRefused
from tenants.hosts import forget_hosts_everywhere
from tenants.models import HostName, Party

_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"{_LABEL}(\.{_LABEL})+")
_LONGEST = 253


def give_host(*, party: Party, host: str, by: Any, canonical: bool = False) -> HostName:
    """Let ``party`` answer at ``host`` as well; ``canonical`` makes it the name at which people sign in.

    The name that was canonical leads there from then on and goes on answering ``/verify/``. Giving again what is
    given changes nothing. Raises HostRefused for a name that is none, is ours, or is another Party's.
    """
    name = _clean(host)
    _refuse_ours(party, name)
    with as_public():
        try:
            with transaction.atomic():
                given = _given(party, name, by, canonical=canonical)
        except IntegrityError as error:
            raise _taken(name) from error
        forget_hosts_everywhere()
        return given


def _given(party: Party, name: str, by: Any, *, canonical: bool) -> HostName:
    held = Party.objects.select_for_update().get(pk=party.pk)
    given: HostName
    given, is_new = HostName.objects.get_or_create(domain=name, defaults={"tenant": held, "is_primary": False})
    if given.tenant_id != held.pk:
        raise _taken(name)
    if is_new:
        record("party.host_given", subject=f"party:{held.slug}", actor=by, data={"host": name})
    if canonical and held.host() != name:
        record("party.host_canonical", subject=f"party:{held.slug}", actor=by, data={"host": name, "was": held.host()})
        HostName.objects.filter(tenant=held).exclude(pk=given.pk).update(is_primary=False)
        HostName.objects.filter(pk=given.pk).update(is_primary=True)
        held.canonical_host = "" if name == held.own_host() else name
        held.save(update_fields=["canonical_host"])
    return given


def _clean(host: str) -> str:
    try:
        name = host.strip().rstrip(".").lower().encode("idna").decode("ascii")
    except UnicodeError:
        name = ""
    if not _NAME.fullmatch(name) or len(name) > _LONGEST:
        raise HostRefused(message=gettext_noop("%(host)s is not a host name"), data={"host": host})
    return name


def _refuse_ours(party: Party, name: str) -> None:
    # Whatever else lies below the front door's name is, or will be, another Party's sub-domain.
    base = settings.BASE_HOST
    if name == base or (name.endswith(f".{base}") and name != party.own_host()):
        raise HostRefused(message=gettext_noop("%(host)s belongs to this service itself"), data={"host": name})


def _taken(name: str) -> HostRefused:
    return HostRefused(message=gettext_noop("%(host)s is another Party's"), data={"host": name})
