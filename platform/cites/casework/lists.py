"""Lists of the worklist that people keep under a name."""

from django.db import transaction
from django.db.models import QuerySet

from cites.accounts.models import User
from cites.casework.errors import TooManyLists
from cites.casework.models import KeptList
from tenants.audit.services import record

MOST = 20


def lists_of(person: User) -> QuerySet[KeptList]:
    """Return the lists that the person keeps, by name."""
    return KeptList.objects.filter(person=person)


@transaction.atomic
def keep_list(*, person: User, name: str, query: str) -> KeptList:
    """Keep a list; one of the same name is replaced. Raises TooManyLists."""
    User.objects.select_for_update().get(pk=person.pk)
    others = lists_of(person).exclude(name=name)
    if others.count() >= MOST:
        raise TooManyLists(MOST)
    kept, _made = KeptList.objects.update_or_create(person=person, name=name, defaults={"query": query})
    record("list.kept", subject=f"list:{kept.pk}", actor=person, data={"query": query})
    return kept


@transaction.atomic
def forget_list(*, person: User, pk: int) -> None:
    """Forget a list of the person's own; nothing happens when it is gone."""
    if lists_of(person).filter(pk=pk).delete()[0]:
        record("list.forgotten", subject=f"list:{pk}", actor=person)
