"""Replacing a permit: it is cancelled, and one of the same facts is issued in its place."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from cites.accounts.models import User
from cites.permits.codes import new_code
from cites.permits.errors import NotValidNow
from cites.permits.models import EventKind, Permit, PermitLine
from cites.permits.queries.permits import is_replaceable
from cites.permits.services.events import write_event
from cites.permits.services.indexing import index_application
from cites.permits.services.issuing import facts_of_issue, print_on_trial, write_permit
from cites.permits.services.stamps import refuse_faulty_stamps, use_stamp
from cites.permits.signals import permit_issued, permit_replaced
from kernel.text import gettext_noop
from tenants.releases.queries import release_in_force

_OF_ITS_OWN = frozenset({"id", "number", "code", "replaces", "first_issued_on", "answers"})


@transaction.atomic
def replace_permit(*, permit: Permit, reason: str, signatory: User, stamps: Sequence[str] = ()) -> Permit:
    """Cancel ``permit`` and return what was issued in its place, under a number of its own.

    It says the same, is good until the same day, and says of which permit it takes the place, and why. It is printed on
    trial before a number is taken. It bears a security stamp of its own, the one in ``stamps``, where this Party uses
    them. Raises NotValidNow where nothing is left to be replaced, FaultyStamps and CannotPrint.
    """
    if not is_replaceable(permit):
        raise NotValidNow(
            message=gettext_noop("Permit %(number)s cannot be replaced any more."), data={"number": permit.number}
        )
    refuse_faulty_stamps(stamps, 1)
    prepared, lines = _prepared(permit, reason, signatory), [_alike(line) for line in permit.lines.all()]
    print_on_trial(prepared, lines, *stamps)
    replacement = write_permit(prepared, lines, permit.batch_position)
    for stamp in stamps:
        use_stamp(number=stamp, permit=replacement, official=signatory)
    index_application(permit.application)
    data = {"replacement": replacement.number}
    write_event(permit, EventKind.REPLACED, signatory, permit_replaced, reason=reason, data=data)
    write_event(replacement, EventKind.ISSUED, signatory, permit_issued, data={"replaces": permit.number})
    return replacement


def _prepared(permit: Permit, reason: str, signatory: User) -> Permit:
    """The replacement as it would be issued now, not saved and without a number."""
    issue = facts_of_issue(release_in_force(), permit.language, signatory)
    said = {
        "replaced_number": permit.number,
        "replaced_on": permit.issued_on.isoformat(),
        "replacement_reason": " ".join(reason.split()),
    }
    return Permit(
        code=new_code(),
        replaces=permit,
        first_issued_on=permit.first_issued_on or permit.issued_on,
        answers={**permit.answers, **said},
        **_same(permit, without=_OF_ITS_OWN | issue.keys()),
        **issue,
    )


def _alike(line: PermitLine) -> PermitLine:
    return PermitLine(**_same(line, without=frozenset({"id", "permit"})))


def _same(row: Permit | PermitLine, *, without: frozenset[str]) -> dict[str, Any]:
    names = (field.name for field in row._meta.concrete_fields)
    return {name: getattr(row, name) for name in names if name not in without}
