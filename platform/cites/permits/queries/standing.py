"""Why a case cannot go on: its application was changed and not sent again, its document is issued, or not yet."""

from cites.permits.models import Application, Permit
from kernel.reasons import Reason
from kernel.text import gettext_noop
from workflows.models import Case


def reasons_while_changed(application: Application) -> list[Reason]:
    """Return that nobody can find or decide on what the applicant has changed and not sent again."""
    if application.changed_at is None:
        return []
    message = gettext_noop("The applicant has changed the application and not sent it again.")
    return [Reason("not_sent_again", message, source="Resolution Conf. 12.3")]


def reasons_once_issued(case: Case) -> list[Reason]:
    """Return that a document which is issued can only be used or cancelled."""
    if not _is_issued(case):
        return []
    message = gettext_noop(
        "The document is issued. It can be used or cancelled, and its case is not gone through again."
    )
    return [Reason("already_issued", message, source="Resolution Conf. 12.3")]


def reasons_before_issue(case: Case) -> list[Reason]:
    """Return that there is no document yet that could be used or cancelled."""
    return [] if _is_issued(case) else [Reason("not_issued", gettext_noop("No document is issued yet."))]


def _is_issued(case: Case) -> bool:
    return Permit.objects.filter(application__case=case).exists()
