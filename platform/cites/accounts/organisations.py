"""Organisations and who belongs to them: what people say of their own, and what officers decide."""

from django.db import transaction

from cites.accounts.errors import AlreadyMember, NotATrader, OwnMembership, SharedOrganisation
from cites.accounts.models import Membership, Organisation, User
from cites.accounts.signals import names_changed
from kernel import clock
from kernel.text import gettext_noop
from tenants.audit.services import record

FACTS = ("name", "address", "country", "registration_number")


@transaction.atomic
def join_organisation(
    *, person: User, name: str, address: str = "", country: str = "", registration_number: str = ""
) -> Organisation:
    """Put a person into an organisation of their own telling, which the authority has yet to check.

    Two people who name the same company get two records: naming one is no proof of belonging to it. An officer
    who knows that they are colleagues makes the one a member of the other's.
    """
    organisation = Organisation.objects.create(
        name=name.strip(), address=address, country=country, registration_number=registration_number
    )
    Membership.objects.create(user=person, organisation=organisation)
    _forget_organisation(person)
    return organisation


@transaction.atomic
def describe_own_organisation(*, person: User, facts: dict[str, str]) -> None:
    """Change what a person says of their organisation, or make it; raise SharedOrganisation for other people's too."""
    organisation = person.organisation
    if organisation is None:
        join_organisation(person=person, **facts)
    elif all(getattr(organisation, name) == value for name, value in facts.items()):
        return
    elif is_shared(organisation):
        message = gettext_noop("Colleagues belong to %(name)s too: ask the Management Authority to change its details.")
        raise SharedOrganisation(message=message, data={"name": organisation.name})
    else:
        _write(organisation, facts)


@transaction.atomic
def change_organisation(*, organisation: Organisation, facts: dict[str, str], officer: User) -> None:
    """Change an organisation's details for all who belong to it. Documents keep what they were issued with."""
    _write(organisation, facts)
    record("organisation.changed", subject=subject_of(organisation), actor=officer, data={"changed": sorted(facts)})


@transaction.atomic
def add_member(*, organisation: Organisation, person: User, officer: User) -> Membership:
    """Make a trader or agent a colleague of an organisation's members, who may then act for one another.

    Raises NotATrader, OwnMembership (nobody does this for themself) and AlreadyMember.
    """
    _refuse_own(person, officer)
    if not person.is_applicant:
        raise NotATrader(message=gettext_noop("Only traders and agents belong to an organisation."))
    membership, made = Membership.objects.get_or_create(user=person, organisation=organisation, left_at=None)
    if not made:
        message = gettext_noop("%(name)s is a member already.")
        raise AlreadyMember(message=message, data={"name": person.full_name})
    _forget_organisation(person)
    _record_member("organisation.member_added", membership, officer)
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, officer: User) -> None:
    """Let a membership end now; what the person applied for themself stays theirs. Ending it twice changes nothing."""
    _refuse_own(membership.user, officer)
    locked = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if locked.left_at is None:
        locked.left_at = clock.now()
        locked.save(update_fields=["left_at"])
        _record_member("organisation.member_left", locked, officer)
    _forget_organisation(membership.user)


def is_shared(organisation: Organisation) -> bool:
    """Tell whether more than one person belongs to it, or did: its name stands on what they applied for."""
    return organisation.memberships.values("user").distinct().count() > 1


def is_member(person_pk: int, organisation_pk: int) -> bool:
    """Tell whether the person belongs to the organisation now."""
    return Membership.objects.filter(user=person_pk, organisation=organisation_pk, left_at=None).exists()


def subject_of(organisation: Organisation) -> str:
    """Return how the audit trail names an organisation."""
    return f"organisation:{organisation.pk}"


def _write(organisation: Organisation, facts: dict[str, str]) -> None:
    for name, value in facts.items():
        setattr(organisation, name, value.strip())
    organisation.save(update_fields=list(facts))
    names_changed.send(Organisation, whose=organisation)


def _refuse_own(person: User, officer: User) -> None:
    if person.pk == officer.pk:
        raise OwnMembership(message=gettext_noop("Somebody else has to decide where you belong."))


def _record_member(verb: str, membership: Membership, officer: User) -> None:
    subject = subject_of(membership.organisation)
    record(verb, subject=subject, actor=officer, data={"person": membership.user_id})


def _forget_organisation(person: User) -> None:
    person.__dict__.pop("organisation", None)
