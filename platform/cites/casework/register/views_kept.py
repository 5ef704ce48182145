"""Views of the register that officials keep under a name, for themselves or for the whole office."""

from django.db import transaction
from django.db.models import Q, QuerySet

from cites.accounts.models import User
from cites.casework.errors import TooManyViews, ViewNameTaken
from cites.casework.models import RegisterView
from cites.casework.rules import SHARED_VIEW_KEEPERS
from tenants.audit.services import record

MOST = 40


def views_for(person: User) -> QuerySet[RegisterView]:
    """Return the person's own views and those that others share, by name."""
    return RegisterView.objects.filter(Q(person=person) | Q(is_shared=True)).select_related("person")


def find_changeable(person: User, pk: int) -> RegisterView | None:
    """Return the view if the person may change it: their own, and of shared ones each where they look after them."""
    theirs = Q(person=person)
    if person.has_role(*SHARED_VIEW_KEEPERS):
        theirs |= Q(is_shared=True)
    return RegisterView.objects.filter(theirs, pk=pk).select_related("person").first()


@transaction.atomic
def keep_view(*, person: User, name: str, query: str, is_shared: bool) -> RegisterView:
    """Keep a view; one of the person's own of the same name is replaced. Raises TooManyViews."""
    User.objects.select_for_update().get(pk=person.pk)
    if RegisterView.objects.filter(person=person).exclude(name=name).count() >= MOST:
        raise TooManyViews(MOST)
    facts = {"query": query, "is_shared": is_shared}
    kept, _made = RegisterView.objects.update_or_create(person=person, name=name, defaults=facts)
    _record("view.kept", kept, person)
    return kept


@transaction.atomic
def change_view(*, pk: int, person: User, name: str, is_shared: bool) -> RegisterView | None:
    """Give a view another name, or share it with the office or no longer; None where it is gone or not theirs.

    Raises ViewNameTaken where its maker has another one of that name.
    """
    view = find_changeable(person, pk)
    if view is None:
        return None
    User.objects.select_for_update().get(pk=view.person_id)
    if RegisterView.objects.filter(person=view.person_id, name=name).exclude(pk=pk).exists():
        raise ViewNameTaken(name)
    view.name, view.is_shared = name, is_shared
    view.save(update_fields=["name", "is_shared"])
    _record("view.changed", view, person)
    return view


@transaction.atomic
def remove_view(*, pk: int, person: User) -> None:
    """Remove a view; nothing happens where it is gone or not theirs."""
    view = find_changeable(person, pk)
    if view is not None:
        _record("view.removed", view, person)
        view.delete()


def _record(verb: str, view: RegisterView, person: User) -> None:
    said = {"name": view.name, "query": view.query}
    record(verb, subject=f"view:{view.pk}", actor=person, data={"shared": view.is_shared}, personal=said)
