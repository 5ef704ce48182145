"""Registering papers that others wrote: each takes a number of its own yearly series, and nothing is signed."""

from django.db import transaction

from cites.accounts.models import User
from cites.permits.errors import NotForTheRegister
from cites.permits.models import Application, RegisteredPaper
from cites.permits.rules.document_types import is_issued
from cites.permits.services.indexing import index_application
from cites.permits.services.numbers import take_register_number
from kernel.text import gettext_noop
from tenants.audit.services import record
from tenants.context import today


@transaction.atomic
def enter_paper(*, application: Application, official: User) -> RegisteredPaper:
    """Keep the paper that an application presents under the next number of the register.

    Raises NotForTheRegister for what this country issues, and SeriesExhausted; a paper is registered once, which the
    database sees to.
    """
    if is_issued(application.document_type):
        message = gettext_noop("A document of this kind is issued here, and not merely registered.")
        raise NotForTheRegister(message=message)
    paper = RegisteredPaper.objects.create(
        application=application, number=take_register_number(), registered_on=today(), official=official
    )
    index_application(application)
    facts = {"application": application.reference, "document": application.document_type}
    record("registered_paper.entered", subject=paper.subject, actor=official, data=facts)
    return paper
