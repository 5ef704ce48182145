"""One change of a Party's status: the row held, the trail written, every process told."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from kernel.text import gettext_noop
from tenants.audit.services import record
from tenants.context import as_public
from tenants.errors import StatusMoved
from tenants.hosts import forget_hosts_everywhere
from tenants.models import Party


@contextmanager
def change_status(
    party: Party, *, by: Any, verb: str, data: dict[str, Any], seen: str | None = None
) -> Iterator[Party]:
    """Yield ``party`` as it stands now, held against others; save what was changed and tell every process.

    Raises StatusMoved where it is no longer ``seen``, the status on the page of whoever decides.
    """
    with as_public():
        with transaction.atomic():
            held = Party.objects.select_for_update().get(pk=party.pk)
            before = held.status
            if seen is not None and before != seen:
                raise StatusMoved(message=gettext_noop("Somebody has changed the status of this Party meanwhile."))
            yield held
            held.save(update_fields=["status"])
            record(verb, subject=f"party:{held.slug}", actor=by, data={"from": before, **data})
        forget_hosts_everywhere()
