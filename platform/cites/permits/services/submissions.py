"""Sending an application: what it says is fixed as of the day."""

from collections import defaultdict
from datetime import date

from django.db import transaction

from cites.accounts.models import User
from cites.permits.models import Application
from cites.permits.queries.alike import FactsOfLines
from cites.permits.services.corrections import keep_sending
from cites.permits.services.indexing import index_application
from kernel import clock
from tenants.audit.services import record
from tenants.context import today


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
    """Write the Appendix of the day into the lines that do not say it yet: hardly ever any of thousands."""
    facts, changed = FactsOfLines(day), defaultdict[str, list[int]](list)
    for line in application.lines.all():
        if (appendix := facts.of(line).appendix) != line.appendix:
            changed[appendix].append(line.pk)
    for appendix, lines in changed.items():
        application.lines.filter(pk__in=lines).update(appendix=appendix)
