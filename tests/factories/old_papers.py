"""Cases whose papers may go, and what officials agree on them."""

from datetime import UTC, datetime
from typing import Any

from cites.accounts.roles import Role
from cites.permits.models import Application
from cites.permits.services.retention import confirm_removal, go_on_removing, hold_papers, propose_removal
from tests.factories.accounts import person
from tests.factories.permits import an_application
from workflows.models import Case

LONG_AGO = datetime(2001, 5, 4, 15, tzinfo=UTC)


def closed_long_ago(trader: Any, at: datetime = LONG_AGO) -> Application:
    """A case without a permit that was closed at that moment."""
    application = an_application(trader)
    Case.objects.filter(pk=application.case_id).update(closed_at=at)
    return Application.objects.get(pk=application.pk)


def access_samples(party: Any, trader: Any) -> dict[str, str]:
    """A removal that waits for its second person, another that is done, and a hold."""
    closed_long_ago(trader)
    administrator = person(Role.PARTY_ADMINISTRATOR, f"Keeper of papers of {party.iso2}")
    batch = propose_removal(year=LONG_AGO.year, actor=administrator)
    held = closed_long_ago(trader, LONG_AGO.replace(year=2002))
    hold = hold_papers(application=held, reason=f"Before a court of {party.iso2}", until=None, actor=administrator)
    closed_long_ago(trader, LONG_AGO.replace(year=2003))
    gone = propose_removal(year=2003, actor=administrator)
    confirm_removal(batch=gone, actor=person(Role.MA_SIGNATORY, f"Second keeper of {party.iso2}"))
    go_on_removing(batch_id=gone.pk, most=1)
    return {"batch": str(batch.pk), "hold": str(hold.pk)}
