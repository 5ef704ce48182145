"""Sending an application: what it says is fixed as of the day."""

from datetime import date
from typing import Final

from django.db import transaction

from cites.accounts.models import User
from cites.permits.models import Application, ApplicationLine
from cites.permits.queries.alike import FactsOfLines
from cites.permits.services.corrections import keep_sending
from cites.permits.services.indexing import index_application
from kernel import clock
from tenants.audit.services import record
from tenants.context import today

_AT_A_TIME: Final = 500


@transaction.atomic
def submit_application(*, application: Application, actor: User) -> Application:
    """Write down when it was sent, copy the Appendix of the day into each line, and keep what it says."""
    _copy_appendices(application, today())
    application.submitted_at = clock.now()
    application.changed_at = None
    application.save(update_fields=["submitted_at", "changed_at"])
    index_application(application)
    keep_sending(application=application, version=application.case.version + 1, at=application.submitted_at)
    record(
        "application.submitted",
        subject=application.subject,
        actor=actor,
        data={"lines": application.lines.count(), "purpose": application.purpose},
        personal={"exporter": application.exporter_name, "importer": application.consignee_name},
    )
    return application


def _copy_appendices(application: Application, day: date) -> None:
    facts, lines = FactsOfLines(day), list(application.lines.all())
    for line in lines:
        line.appendix = facts.of(line).appendix
    ApplicationLine.objects.bulk_update(lines, ["appendix"], batch_size=_AT_A_TIME)
