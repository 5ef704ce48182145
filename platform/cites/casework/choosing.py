"""Choosing which notices come by mail."""

from collections.abc import Collection

from django.db import transaction

from cites.accounts.models import User
from cites.casework.models import UnwantedMail
from cites.casework.queries.notices import NoticeSubject
from tenants.audit.services import record


@transaction.atomic
def choose_mails(*, person: User, wanted: Collection[str]) -> None:
    """Send the person from now on only mails about these subjects, and those that nobody can do without."""
    unwanted = {subject.value for subject in NoticeSubject} - set(wanted)
    User.objects.select_for_update().get(pk=person.pk)
    before = set(UnwantedMail.objects.filter(person=person).values_list("subject", flat=True))
    if before == unwanted:
        return
    UnwantedMail.objects.filter(person=person, subject__in=before - unwanted).delete()
    UnwantedMail.objects.bulk_create(UnwantedMail(person=person, subject=each) for each in sorted(unwanted - before))
    record("notices.chosen", subject=f"person:{person.pk}", actor=person, data={"by_mail": sorted(wanted)})
