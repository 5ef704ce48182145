"""Replacing many permits at once, after a disaster: each in its own transaction, and none twice."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction

from cites.accounts.models import User
from cites.permits.errors import TooManyToReplace
from cites.permits.models import Permit, Reissue, ReissueItem, ReissueOutcome
from cites.permits.queries.reissues import MOST, items_left
from cites.permits.signals import reissue_asked
from kernel.errors import DomainError
from kernel.text import gettext_noop
from tenants.audit.services import record
from workflows.errors import ActionRefused, StaleCase
from workflows.models import Case
from workflows.services import perform

_VERB = "replace_permit"


@transaction.atomic
def ask_for_reissue(*, permits: Iterable[Permit], reason: str, signatory: User, key: str) -> Reissue:
    """Keep that a signatory has these permits replaced, for a reason that is printed; a task does it afterwards.

    The same key gives back what was asked for with it. Raises TooManyToReplace.
    """
    if earlier := Reissue.objects.filter(key=key, signatory=signatory).first():
        return earlier
    chosen = list(permits)
    if not 0 < len(chosen) <= MOST:
        message = gettext_noop("Choose at least one permit, and at most %(most)s at once.")
        raise TooManyToReplace(message=message, data={"most": MOST})
    reissue = Reissue.objects.create(reason=reason, signatory=signatory, key=key)
    ReissueItem.objects.bulk_create([ReissueItem(reissue=reissue, permit=permit) for permit in chosen])
    facts = {"permits": [permit.number for permit in chosen]}
    record("reissue.asked", subject=reissue.subject, actor=signatory, data=facts)
    transaction.on_commit(partial(reissue_asked.send, sender=Reissue, reissue=reissue), robust=True)
    return reissue


def go_on_reissuing(*, reissue_id: int) -> None:
    """Replace what is left of one; run again, or by two workers at once, it replaces nothing twice.

    Each goes the way of its own case, as if the signatory had taken the step there: by the same duties, findings,
    history and notices. What that way refuses is kept with the reason, and holds up none of the others.
    """
    reissue = Reissue.objects.select_related("signatory").get(pk=reissue_id)
    for item in items_left(reissue):
        try:
            _replace(item, reissue)
        except StaleCase:
            continue  # somebody was on the case at this moment: the next run finds it
        except ActionRefused as error:
            first = next(iter(error.reasons))
            _note(item, message=first.message, data=first.data)
        except DomainError as error:
            _note(item, message=error.message, data=error.data)


def _replace(item: ReissueItem, reissue: Reissue) -> None:
    """The step and its outcome are committed together; the key of the step makes a repeat harmless."""
    case = Case.objects.get(pk=item.permit.application.case_id)
    with transaction.atomic():
        perform(
            case_reference=case.reference,
            verb=_VERB,
            actor=reissue.signatory,
            data={"permit": item.permit.number, "reason": reissue.reason},
            version=case.version,
            key=f"reissue:{reissue.pk}:{item.pk}",
        )
        replacement = Permit.objects.get(replaces=item.permit)
        ReissueOutcome.objects.get_or_create(item=item, defaults={"replacement": replacement})


def _note(item: ReissueItem, *, message: str, data: Mapping[str, Any]) -> None:
    told = {name: str(value) for name, value in data.items()}
    try:
        with transaction.atomic():
            ReissueOutcome.objects.create(item=item, message=message[:400], data=told)
    except IntegrityError:  # another worker was quicker
        return
