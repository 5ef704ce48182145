"""Choosing which notices come by mail."""

from collections.abc import Collection

from django.db import transaction

from cites.accounts.models import User
from cites.casework.models import UnwantedMail
from cites.casework.queries.notices import subjects_of
from tenants.audit.services import record


@transaction.atomic
def choose_mails(*, person: User, wanted: Collection[str]) -> None:
    """Send the person from now on only mails about these of their subjects, and those that nobody can do without."""
    offered = {subject.value for subject in subjects_of(person)}
    unwanted = offered - set(wanted)
    User.objects.select_for_update().get(pk=person.pk)
    chosen = UnwantedMail.objects.filter(person=person, subject__in=offered)
    before = set(chosen.values_list("subject", flat=True))
    if before == unwanted:
        return
    chosen.filter(subject__in=before - unwanted).delete()
    UnwantedMail.objects.bulk_create(UnwantedMail(person=person, subject=each) for each in sorted(unwanted - before))
    record("notices.chosen", subject=f"person:{person.pk}", actor=person, data={"by_mail": sorted(offered - unwanted)})
