"""Where people are signed in: listed for themselves, and ended by them or by the administrator."""

from allauth.usersessions.models import UserSession
from django.db import transaction

from cites.accounts.models import User
from tenants.audit.services import record


def sessions_of(person: User) -> list[UserSession]:
    """Return where the person is signed in, the last seen first; what has expired is forgotten on the way."""
    there = UserSession.objects.purge_and_list(person)
    return sorted(there, key=lambda session: session.last_seen_at, reverse=True)


@transaction.atomic
def end_session(*, person: User, pk: int) -> bool:
    """Sign a person out in one of their own browsers; tell whether it was still signed in."""
    session = UserSession.objects.filter(user=person, pk=pk).first()
    if session is None:
        return False
    _end([session], person, person)
    return True


@transaction.atomic
def end_other_sessions(*, person: User, this_one: str | None) -> int:
    """Sign a person out in all their browsers but the one of this session key; return how many those were."""
    others = list(UserSession.objects.filter(user=person).exclude(session_key=this_one or ""))
    _end(others, person, person)
    return len(others)


@transaction.atomic
def end_all_sessions(*, person: User, actor: User) -> int:
    """Sign a person out everywhere, and return in how many browsers they were signed in."""
    all_of_them = list(UserSession.objects.filter(user=person))
    _end(all_of_them, person, actor)
    return len(all_of_them)


def _end(sessions: list[UserSession], person: User, actor: User) -> None:
    for session in sessions:
        session.end()
    if sessions:
        record("sessions.ended", subject=f"person:{person.pk}", actor=actor, data={"sessions": len(sessions)})
