"""Erasing somebody's details; what stands in the record, and who did what, stays under their number."""

from collections.abc import Callable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q

from cites.accounts import signals
from cites.accounts.errors import CasesUnderWay, OwnErasure
from cites.accounts.models import CorrectionRequest, Invitation, SecondStepReset, User
from cites.accounts.services import deactivate_person, subject_of
from cites.accounts.sessions import end_all_sessions
from kernel import clock
from kernel.registry import Registry
from kernel.text import gettext_noop
from tenants.audit.services import record


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A rule about what has to come to its end before a person's details are erased: references of cases."""

    name: str
    cases_of: Callable[[User], list[str]]


under_way: Registry[UnderWay] = Registry("rule about what is under way")


def cases_under_way(person: User) -> list[str]:
    """Return the references of the person's cases that have to be decided or closed before an erasure."""
    return [reference for rule in under_way for reference in rule.cases_of(person)]


@transaction.atomic
def anonymise_person(*, person: User, actor: User, reason: str = "") -> None:
    """Deactivate a person and forget what is theirs alone: name, address, telephone, how they signed in and where.

    Their number stays in the records, and so does what stands in applications and permits. Raises LastAdministrator,
    OwnErasure and CasesUnderWay.
    """
    if actor.pk == person.pk:
        raise OwnErasure(message=gettext_noop("Another administrator has to erase your details."))
    if cases := cases_under_way(person):
        message = gettext_noop(
            "Decide or close these applications first, for nobody can answer for them afterwards: %(cases)s"
        )
        raise CasesUnderWay(message=message, data={"cases": ", ".join(cases)})
    deactivate_person(person=person, actor=actor)
    end_all_sessions(person=person, actor=actor)
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    _forget_what_was_written_about(person)
    person.email, person.full_name, person.phone = f"person-{person.pk}@anonymous.invalid", f"#{person.pk}", ""
    person.verification_reason = ""
    person.anonymised_at = clock.now()
    person.set_unusable_password()
    person.save()
    signals.names_changed.send(User, whose=person)
    said = {"reason": reason} if reason else None
    record("person.anonymised", subject=subject_of(person), actor=actor, data=None, personal=said)


def _forget_what_was_written_about(person: User) -> None:
    """Texts in which the office or the person wrote about the person; that there were some stays."""
    nobody = f"person-{person.pk}@anonymous.invalid"
    Invitation.objects.filter(Q(accepted_by=person) | Q(email=person.email)).update(email=nobody, full_name="")
    SecondStepReset.objects.filter(person=person).update(reason="", identity_check="")
    CorrectionRequest.objects.filter(person=person).update(wanted="", answer="")
