"""Texts that an office writes often: kept by name and language, and put where an officer writes."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.forms import BaseForm

from cites.accounts.models import User
from cites.casework.errors import TextChanged, TextNameTaken
from cites.casework.models import CannedText
from kernel.clock import now as this_moment
from kernel.text import LocalisedText
from tenants.audit.services import record


def texts() -> QuerySet[CannedText]:
    """Return the texts that are kept, by name."""
    return CannedText.objects.filter(retired_at=None)


def words_for(text: CannedText, reader: User) -> str:
    """Return the text in the reader's language, else in one that there is."""
    return LocalisedText(text.words).in_language(reader.language)


def box_for_texts(form: type[BaseForm] | None) -> str | None:
    """Return the field of a step's form in which an officer writes to the applicant, if it has one."""
    return next((name for name in ("text", "reason") if form and name in form.base_fields), None)  # type: ignore[attr-defined]


@transaction.atomic
def keep_text(*, name: str, words: Mapping[str, str], by: User) -> CannedText:
    """Keep a new text; languages without words are left out. Raises TextNameTaken."""
    return _write(CannedText(), name, words, by)


@transaction.atomic
def change_text(*, pk: int, seen: str, name: str, words: Mapping[str, str], by: User) -> CannedText:
    """Change a text that is still as it was ``seen``, see ``CannedText.state``; languages not given stay as they are.

    Raises TextNameTaken, and TextChanged where somebody else has changed or retired it since.
    """
    text = texts().select_for_update().filter(pk=pk).first()
    if text is None or text.state != seen:
        raise TextChanged
    return _write(text, name, words, by)


def _write(text: CannedText, name: str, words: Mapping[str, str], by: User) -> CannedText:
    text.name = name
    text.words = {language: said for language, said in {**text.words, **words}.items() if said}
    text.changed_by, text.changed_at = by, this_moment()
    try:
        with transaction.atomic():
            text.save()
    except IntegrityError:
        raise TextNameTaken(name) from None
    record("text.kept", subject=f"text:{text.pk}", actor=by, data={"name": name, "languages": sorted(text.words)})
    return text


@transaction.atomic
def retire_text(*, pk: int, by: User) -> None:
    """Offer a text no longer; a second time changes nothing."""
    if texts().filter(pk=pk).update(retired_at=this_moment()):
        record("text.retired", subject=f"text:{pk}", actor=by)
