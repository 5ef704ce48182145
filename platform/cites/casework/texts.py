"""Texts that an office writes often: kept by name and language, and put where an officer writes."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.forms import BaseForm

from cites.accounts.models import User
from cites.casework.errors import TextNameTaken
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
def keep_text(*, name: str, words: Mapping[str, str], by: User, text: CannedText | None = None) -> CannedText:
    """Keep a text, or change one; languages without words are left out. Raises TextNameTaken."""
    kept = text or CannedText()
    kept.name, kept.words = name, {language: said for language, said in words.items() if said}
    kept.changed_by, kept.changed_at = by, this_moment()
    try:
        with transaction.atomic():
            kept.save()
    except IntegrityError:
        raise TextNameTaken(name) from None
    record("text.kept", subject=f"text:{kept.pk}", actor=by, data={"name": name, "languages": sorted(kept.words)})
    return kept


@transaction.atomic
def retire_text(*, pk: int, by: User) -> None:
    """Offer a text no longer; a second time changes nothing."""
    if texts().filter(pk=pk).update(retired_at=this_moment()):
        record("text.retired", subject=f"text:{pk}", actor=by)
