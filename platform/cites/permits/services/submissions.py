"""Sending an application: what it says is fixed as of the day."""

from django.db import transaction

from cites.accounts.models import User
from cites.permits.models import Application
from cites.permits.queries.facts import line_facts
from cites.permits.services.corrections import keep_sending
from cites.permits.services.indexing import index_application
from kernel import clock
from tenants.audit.services import record
from tenants.context import today


@transaction.atomic
def submit_application(*, application: Application, actor: User) -> Application:
    """Write down when it was sent, copy the Appendix of the day into each line, and keep what it says."""
    day = today()
    for line in application.lines.all():
        line.appendix = line_facts(line, day).appendix
        line.save(update_fields=["appendix"])
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
