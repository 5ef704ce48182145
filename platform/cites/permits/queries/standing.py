"""Why a case cannot go on: its application was changed and not sent again, its document is issued, or not yet, or is
not of the kind that the step is for."""

from cites.permits.models import Application, Permit, RegisteredPaper
from cites.permits.queries.crossings import left_by_line
from cites.permits.queries.permits import (
    cancellable_permits,
    losable_permits,
    replaceable_permits,
    usable_permits,
)
from cites.permits.rules.document_types import for_several_movements, is_issued
from cites.permits.rules.periods import is_good_for_several, period_of
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
    """Return that a document which is issued can only be used or cancelled, and that what is registered stays so."""
    if RegisteredPaper.objects.filter(application__case=case).exists():
        return [Reason("already_registered", gettext_noop("The paper is registered, and its case is over."))]
    if not _is_issued(case):
        return []
    message = gettext_noop(
        "The document is issued. It can be used or cancelled, and its case is not gone through again."
    )
    return [Reason("already_issued", message, source="Resolution Conf. 12.3")]


def reasons_before_issue(case: Case) -> list[Reason]:
    """Return that there is no document yet that could be used or cancelled."""
    return [] if _is_issued(case) else [Reason("not_issued", gettext_noop("No document is issued yet."))]


def reasons_when_none_is_usable(case: Case) -> list[Reason]:
    """Return that every permit of the case was used, lost, cancelled, replaced or handed back."""
    if usable_permits(case):
        return []
    return [Reason("none_usable", gettext_noop("Nothing is left that could be used."))]


def reasons_when_none_can_be_cancelled(case: Case) -> list[Reason]:
    """Return that every permit of the case was used, cancelled, replaced or handed back."""
    if cancellable_permits(case):
        return []
    return [Reason("none_cancellable", gettext_noop("Nothing is left that could be cancelled."))]


def reasons_when_none_is_lost(case: Case) -> list[Reason]:
    """Return that no permit of the case is valid, and only such a one is worth anything to whoever finds it."""
    if losable_permits(case):
        return []
    return [Reason("none_valid", gettext_noop("Nothing is left that is valid and could be reported lost."))]


def reasons_when_none_is_replaced(case: Case) -> list[Reason]:
    """Return that no permit of the case is valid or lost before its last day."""
    if replaceable_permits(case):
        return []
    message = gettext_noop("Only what is valid, or was lost before its last day, can be replaced: nothing is extended.")
    return [Reason("none_replaceable", message, source="Article VI.2")]


def reasons_of_one_use(case: Case) -> list[Reason]:
    """Return that a document for several movements is not used up by one of them."""
    if not for_several_movements(case.workflow):
        return []
    message = gettext_noop("This certificate is good for several movements: enter each as a crossing of the border.")
    return [Reason("for_several_movements", message, source="Resolution Conf. 12.3")]


def reasons_of_several_uses(case: Case) -> list[Reason]:
    """Return that a document for one consignment has no continuation sheet."""
    application = Application.objects.get(case=case)
    if is_good_for_several(application.document_type, application.answers):
        return []
    message = gettext_noop("This document is for one consignment, which is entered once.")
    return [Reason("for_one_consignment", message, source="Article VI.5")]


def reasons_when_all_is_landed(case: Case) -> list[Reason]:
    """Return that what a certificate for a period allows has all been landed."""
    periods = [each for each in usable_permits(case) if period_of(each.document_type, each.answers)]
    if not periods or any(quantity for each in periods for quantity in left_by_line(each).values()):
        return []
    message = gettext_noop("All that the certificate allows has been landed.")
    return [Reason("all_landed", message, source="Article IV.7")]


def reasons_not_for_the_register(application: Application) -> list[Reason]:
    """Return that a document of this kind is issued here, and not merely registered."""
    if not is_issued(application.document_type):
        return []
    message = gettext_noop("A document of this kind is issued here, and not merely registered.")
    return [Reason("issued_here", message, source="Articles III to VII")]


def reasons_not_to_issue(application: Application) -> list[Reason]:
    """Return that a paper of this kind is written by others, and never issued here."""
    if is_issued(application.document_type):
        return []
    message = gettext_noop("A paper of this kind is written by others: it is registered here, and never issued.")
    return [Reason("never_issued", message, source="Articles VII.1, VII.5, VII.6 and X")]


def _is_issued(case: Case) -> bool:
    return Permit.objects.filter(application__case=case).exists()
