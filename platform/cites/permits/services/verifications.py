"""Asking the Management Authority of another State about a paper, and keeping the log of what became of it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from cites.accounts.models import User
from cites.permits.check_errors import QuestionIsSettled
from cites.permits.models import Verification, VerificationEntry
from cites.permits.queries.paper_checks import paper_check, state_of_question, verification
from cites.permits.rules.incoming import to_verify
from tenants.audit.services import record


@dataclass(frozen=True, slots=True)
class Question:
    """What an authority is asked, in which language it is written to, and until when it may answer."""

    authority: str
    language: str
    text: str
    last_day: date
    email: str = ""


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry of the log."""

    tidings: str
    on: date
    way: str = ""
    person: str = ""
    says: str = ""


@transaction.atomic
def ask_authority(*, check: int, question: Question, official: User, key: str) -> Verification:
    """Put on record that it is asked, once for a ``key``; nothing is sent. Raises UnknownPaperCheck."""
    before = Verification.objects.filter(key=key, asked_by=official).first()
    if before is not None:
        return before
    made = paper_check(check)
    asked = Verification.objects.create(
        check_made=made,
        authority=question.authority,
        email=question.email,
        language=question.language,
        rules=list(dict.fromkeys(to_verify(each.code for each in made.said))),
        question=question.text,
        last_day=question.last_day,
        key=key,
        asked_by=official,
    )
    facts = {"country": made.country, "number": made.number, "last_day": asked.last_day.isoformat()}
    record("verification.asked", subject=asked.subject, actor=official, data=facts | {"rules": asked.rules})
    return asked


@transaction.atomic
def note_what_happened(*, question: int, happened: Happened, official: User, key: str) -> VerificationEntry:
    """Write an entry into the log, once for a ``key``. Raises UnknownVerification and QuestionIsSettled."""
    before = VerificationEntry.objects.filter(key=key, official=official).first()
    if before is not None:
        return before
    asked = verification(question)
    if not state_of_question(asked).is_open:
        raise QuestionIsSettled
    entry = VerificationEntry.objects.create(
        verification=asked,
        tidings=happened.tidings,
        happened_on=happened.on,
        way=happened.way,
        person=happened.person,
        says=happened.says,
        key=key,
        official=official,
    )
    told = {"what": happened.tidings, "way": happened.way, "on": happened.on.isoformat()}
    record("verification.noted", subject=asked.subject, actor=official, data=told)
    return entry
