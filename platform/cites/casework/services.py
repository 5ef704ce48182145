"""Drafts as the pages write them: each request holds the case, and a double click does nothing twice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models import F

from cites.accounts.errors import MandateOver
from cites.accounts.models import Mandate, User
from cites.accounts.organisations import is_member
from cites.casework.errors import NoSuchCase
from cites.permits.models import Application, ApplicationLine
from cites.permits.queries.answers import has_column, write_answer
from cites.permits.queries.facts import line_facts
from cites.permits.rules.parts import LINES, part_of_line
from cites.permits.services import copying, drafts
from cites.permits.services.line_sheets import MOST_LINES, refuse_too_many
from cites.species.errors import NotListed
from cites.species.models import Taxon
from cites.species.queries import common_name, listing_on
from kernel.text import gettext_noop
from tenants.audit.services import record
from tenants.context import current_profile, today
from workflows.models import Case

REMEMBERED = 24 * 3600  # seconds
_OUT_OF_THE_WAY = 2 * MOST_LINES


@dataclass(frozen=True, slots=True)
class Added:
    """The key of the line that a page added, and of the one that the same page had added before with other contents."""

    line: int
    before: int | None = None


@transaction.atomic
def open_draft(*, person: User, document_type: str, key: str, mandate: Mandate | None = None) -> str:
    """Open a draft and return its reference; the same ``key`` and choices again return the first one's.

    With a ``mandate`` an agent opens it for whom the mandate names. Raises UnknownWorkflow when the Party offers no
    such document, and MandateOver.
    """
    if mandate is not None:
        _refuse_without(mandate, person, document_type)
    User.objects.select_for_update().get(pk=person.pk)

    def make() -> str:
        applicant = mandate.given_by if mandate else person
        organisation = mandate.organisation if mandate else person.organisation
        return drafts.open_application(
            applicant=applicant,
            document_type=document_type,
            organisation=organisation,
            agent=person if mandate else None,
        ).reference

    chosen = _digest(document_type, mandate.pk if mandate else None)
    return _once(f"open.{person.pk}.{key}.{chosen}", make, lambda made: Case.objects.filter(reference=made).exists())


@transaction.atomic
def copy_application(*, of: Application, person: User, key: str) -> str:
    """Open a draft with what another application says, once for a ``key``, and return its reference.

    Raises UnknownWorkflow when the Party offers no such document any more.
    """
    User.objects.select_for_update().get(pk=person.pk)

    def make() -> str:
        return copying.copy_application(of=of, actor=person).reference

    return _once(f"again.{person.pk}.{key}.{of.pk}", make, lambda made: Case.objects.filter(reference=made).exists())


@transaction.atomic
def add_line(*, application: Application, taxon: Taxon, answers: Mapping[str, Any], actor: User, key: str) -> Added:
    """Add a line at the end, once for a ``key`` and what it says; raises NotADraft, PartClosed, TooManyLines.

    A page that is sent again with something else in it, as after the browser's way back, adds another line.
    """
    drafts.hold_draft(application, LINES)
    refuse_too_many(drafts.last_position(application), 1)

    def make() -> str:
        line = drafts.add_line(application=application, taxon_code=taxon.code, answers=answers, actor=actor)
        return str(line.pk)

    name, is_there = f"line.{application.pk}.{key}", _has_line(application)
    added = _once(f"{name}.{_digest(taxon.code, answers)}", make, is_there)
    first = _once(f"{name}.first", lambda: added, is_there)
    return Added(int(added), None if first == added else int(first))


@transaction.atomic
def change_line(*, line: ApplicationLine, taxon: Taxon, answers: Mapping[str, Any], actor: User) -> None:
    """Write a line anew, with what the taxon is called today.

    Raises NotADraft, PartClosed, and NoSuchCase once it is removed.
    """
    _hold_line(line, part_of_line(line.pk))
    _fill(line, taxon, answers, actor)
    _record_line("changed", line, actor)


@transaction.atomic
def answer_line(*, line: ApplicationLine, answers: Mapping[str, Any], actor: User) -> None:
    """Write what one of a line's further pages answers.

    Raises NotADraft, PartClosed, and NoSuchCase once it is removed.
    """
    _hold_line(line, part_of_line(line.pk))
    for name, value in answers.items():
        write_answer(line, name, value)
    line.appendix = line_facts(line, today()).appendix  # of a hybrid its parents decide
    columns = dict.fromkeys(name if has_column(line, name) else "answers" for name in answers)
    line.save(update_fields=[*columns, "appendix"])
    _record_line("changed", line, actor)


@transaction.atomic
def copy_line(*, line: ApplicationLine, actor: User, key: str) -> int:
    """Copy a line to the end without its marks, once for a ``key``, and return the copy's.

    Raises NotADraft, PartClosed, NoSuchCase.
    """
    application, copied = line.application, line.pk
    _hold_line(line, LINES)
    refuse_too_many(drafts.last_position(application), 1)

    def make() -> str:
        line.pk, line.marks, line.position = None, "", drafts.last_position(application) + 1
        line._state.adding = True
        line.save()
        _record_line("copied", line, actor)
        return str(line.pk)

    return int(_once(f"copy.{application.pk}.{key}.{copied}", make, _has_line(application)))


@transaction.atomic
def remove_line(*, application: Application, line: int, actor: User) -> ApplicationLine | None:
    """Take a line out, close the gap and return it as it was; None when it is gone already.

    Raises NotADraft, PartClosed.
    """
    drafts.hold_draft(application, part_of_line(line))
    found = application.lines.filter(pk=line).first()
    if found is None:
        return None
    _record_line("removed", found, actor)
    found.delete()
    # In two strides, for no two lines may have one position in between.
    application.lines.filter(position__gt=found.position).update(position=F("position") + _OUT_OF_THE_WAY)
    application.lines.filter(position__gt=_OUT_OF_THE_WAY).update(position=F("position") - _OUT_OF_THE_WAY - 1)
    return found


def appendix_today(taxon: Taxon) -> str:
    """The Appendix in which a specimen of this country stands today, or nothing."""
    try:
        return listing_on(taxon.code, today(), current_profile().iso2).appendix
    except NotListed:
        return ""


def _refuse_without(mandate: Mandate, agent: User, document_type: str) -> None:
    if mandate.agent_id != agent.pk or not mandate.is_in_force(today()) or not _giver_is_still_there(mandate):
        message = gettext_noop("Your mandate of %(name)s is not in force today.")
        raise MandateOver(message=message, data={"name": mandate.name})
    if not mandate.covers(document_type):
        message = gettext_noop("Your mandate of %(name)s does not cover this document.")
        raise MandateOver(message=message, data={"name": mandate.name})


def _giver_is_still_there(mandate: Mandate) -> bool:
    return mandate.organisation_id is None or is_member(mandate.given_by_id, mandate.organisation_id)


def _fill(line: ApplicationLine, taxon: Taxon, answers: Mapping[str, Any], actor: User) -> None:
    """Copy what the taxon is called today, with the answers, into the line."""
    for name, value in answers.items():
        write_answer(line, name, value)
    line.taxon_code, line.scientific_name, line.kingdom = taxon.code, str(taxon), taxon.kingdom
    line.common_name = common_name(taxon.code, actor.language)
    line.appendix = line_facts(line, today()).appendix
    line.save()


def _record_line(deed: str, line: ApplicationLine, actor: User) -> None:
    facts = {"line": line.position, "taxon": line.taxon_code}
    record(f"application.line_{deed}", subject=line.application.subject, actor=actor, data=facts)


def _hold_line(line: ApplicationLine, part: str) -> None:
    """Hold the draft of a line that is still there, to write ``part``; raises NoSuchCase when it was removed."""
    drafts.hold_draft(line.application, part)
    if not ApplicationLine.objects.filter(pk=line.pk).exists():
        raise NoSuchCase(f"{line.application.reference}/{line.pk}")
    line.refresh_from_db(fields=["position"])


def _once(name: str, make: Callable[[], str], is_there: Callable[[str], bool]) -> str:
    """What ``make`` returns, made only once for a name; call it with a row locked that both requests lock.

    It is remembered before the commit, which lets the second request go on; ``is_there`` tells whether
    the first one's work was rolled back after all.
    """
    key = f"casework.once.{name}"
    made: str | None = cache.get(key)
    if made is None or not is_there(made):
        made = make()
        cache.set(key, made, REMEMBERED)
    return made


def _digest(*said: Any) -> str:
    """What was chosen or answered, short enough for the name under which it is remembered."""
    return blake2b(repr(said).encode(), digest_size=16).hexdigest()


def _has_line(application: Application) -> Callable[[str], bool]:
    return lambda made: application.lines.filter(pk=int(made)).exists()
