"""What has happened to a case, as its office and as its applicant may read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from cites.accounts.models import User
from cites.casework.queries.besides import told_besides
from cites.casework.queries.words import language, when
from cites.permits.models import Application, ConsultedAuthority
from cites.permits.rules.authorities import AUTHORITY_OF_VERB
from tenants.audit.models import AuditEntry
from tenants.context import current_profile
from tenants.profiles.kinds import AuthorityKind
from workflows.actions import actions
from workflows.models import Case, CaseAttachment, CaseMessage, CaseStep, DutyKind, MessageKind
from workflows.queries import history, messages, sentence_of

REASONS_FOR_APPLICANT = frozenset(
    {"return_for_correction", "refuse", "cancel", "report_lost", "replace_permit", "approve", "reopen_decision"}
)


@dataclass(frozen=True)
class EventFile:
    """A file with what was said, and where it is; nowhere while it is not handed out, and then why."""

    name: str
    address: str
    note: str


@dataclass(frozen=True)
class Event:
    """One line of the history."""

    title: str
    at: str
    who: str = ""
    body: str = ""
    sort: datetime | None = None
    files: tuple[EventFile, ...] = ()
    besides: str = ""
    """The parts that were to be corrected, or what was changed in them."""


def office_history(steps: list[CaseStep], besides: Mapping[int, str] | None = None) -> list[Event]:
    """Every step with its person, its reason and what is told ``besides`` by its version, the latest first."""
    more = besides or {}
    events = [
        Event(sentence_of(step), when(step.at), body=step.reason, sort=step.at, besides=more.get(step.version, ""))
        for step in steps
    ]
    return events[::-1]


def applicant_history(application: Application, reader: User) -> list[Event]:
    """What the applicant did and was told, the latest first; officials stand under their office's name."""
    case, besides = application.case, told_besides(application)
    told = [_step_for_applicant(step, reader, besides.get(step.version, "")) for step in history(case)]
    said = [_message_for_applicant(case, message, reader) for message in messages(case)]
    opened = Event(_opened_words(case, reader), when(case.opened_at), sort=case.opened_at)
    events = [event for event in (*told, *said, opened) if event is not None]
    return sorted(events, key=lambda event: event.sort or case.opened_at, reverse=True)


def _opened_words(case: Case, reader: User) -> str:
    opener = _opener(case)
    if opener.pk == reader.pk:
        return _("You started the application")
    return _("%(name)s started the application") % {"name": opener.full_name}


def _opener(case: Case) -> User:
    """Who opened it, which may be an agent of the person whose case it is: the trail knows."""
    entry = AuditEntry.objects.filter(verb="case.opened", subject=case.subject).select_related("actor").first()
    opener: User = entry.actor if entry and entry.actor else case.opened_by
    return opener


def _step_for_applicant(step: CaseStep, reader: User, besides: str) -> Event | None:
    if step.verb in {"ask", "answer"} or step.verb not in actions:
        return None  # the message itself says it
    actor = _("You") if step.actor_id == reader.pk else _side_of(step)
    if step.verb in AUTHORITY_OF_VERB and step.actor_id != reader.pk:
        return Event(_found_words(step.verb), when(step.at), sort=step.at)
    sentence = str(actions.get(step.verb).history_of(step.data)) % {**step.data, "actor": actor, "reason": step.reason}
    told = step.verb in REASONS_FOR_APPLICANT or actions.get(step.verb).for_applicant
    body = step.reason if told or step.actor_id == reader.pk else ""
    return Event(sentence, when(step.at), body=body, sort=step.at, besides=besides)


def _found_words(verb: str) -> str:
    """That another authority has found, by its name and not an official's; what it found, the decision tells."""
    authority = ConsultedAuthority(AUTHORITY_OF_VERB[verb]).label
    return _("%(authority)s: the finding was recorded") % {"authority": authority}


def _file(case: Case, attachment: CaseAttachment) -> EventFile:
    if not attachment.is_handed_out:
        return EventFile(attachment.name, "", attachment.get_scan_display())
    address = reverse("application-file", args=[case.reference, attachment.pk])
    return EventFile(attachment.name, address, filesizeformat(attachment.size))


def _message_for_applicant(case: Case, message: CaseMessage, reader: User) -> Event:
    return Event(
        _message_words(message, reader),
        when(message.sent_at),
        body=message.text,
        sort=message.sent_at,
        files=tuple(_file(case, attachment) for attachment in message.attachments.all()),
    )


def _message_words(message: CaseMessage, reader: User) -> str:
    if message.kind == MessageKind.QUESTION:
        return _("%(authority)s asked you") % {"authority": authority_name()}
    if message.author_id == reader.pk:
        return _("You answered")
    return _("%(name)s answered") % {"name": message.author.full_name}


def _side_of(step: CaseStep) -> str:
    """Whose step it is to an applicant: a colleague's, or an authority's and never an official's own."""
    if step.actor is None:
        return _("The system")
    if actions.get(step.verb).for_applicant:
        return str(step.actor.full_name)
    if actions.get(step.verb).duty == DutyKind.FIND:
        return current_profile().authority(AuthorityKind.SCIENTIFIC).names.in_language(language())
    return authority_name()


def authority_name() -> str:
    """The Management Authority's name in the reader's language."""
    return current_profile().management_authority.names.in_language(language())


def steps_since(case: Case, version: int) -> list[CaseStep]:
    """The steps taken after the version that somebody was looking at."""
    return list(history(case).filter(version__gt=version))
