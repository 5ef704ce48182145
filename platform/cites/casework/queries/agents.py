"""Agents and their mandates in words: which documents, from when until when, and how a mandate stands today."""

from django.utils.translation import gettext as _

from cites.accounts.models import Mandate
from cites.casework.queries.applications import document_types
from cites.casework.queries.words import Rows, language
from cites.permits.agents import agents_who_sent, find_mandate
from cites.permits.models import Application
from localization.formats import format_date
from tenants.context import today


def agent_rows(application: Application) -> Rows:
    """Who sent the application in by a mandate, and what that mandate says; nothing where the applicant did."""
    rows: Rows = []
    for agent in agents_who_sent(application.case):
        mandate = find_mandate(agent, application) or find_mandate(agent, application, ended=True)
        if mandate is not None:
            rows += _rows(mandate)
    return rows


def documents_of(mandate: Mandate) -> str:
    """The documents that the mandate covers, by name."""
    names = dict(document_types()) if mandate.document_types else {}
    return ", ".join(names.get(key, key) for key in mandate.document_types) or _("All documents")


def state_of(mandate: Mandate) -> str:
    """How the mandate stands today."""
    day = today()
    if mandate.withdrawn_at is not None:
        return _("Withdrawn")
    if mandate.last_day < day:
        return _("Ended")
    return _("In force") if mandate.first_day <= day else _("Not begun yet")


def _rows(mandate: Mandate) -> Rows:
    first, last = (format_date(day, language()) for day in (mandate.first_day, mandate.last_day))
    return [
        (_("Agent"), _("%(agent)s for %(name)s") % {"agent": mandate.agent.full_name, "name": mandate.name}),
        (_("Mandate of the agent"), f"{first} – {last}: {state_of(mandate)}"),
        (_("Documents of the mandate"), documents_of(mandate)),
    ]
