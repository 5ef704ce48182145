"""Printing the dossier of a case for one reader: what their roles open, in their language, and in the trail."""

import hashlib
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cites.accounts.models import User
from cites.casework.dossier.sections import sections_of
from cites.casework.dossier.typesetting import typeset_dossier
from cites.casework.queries.casefile import CaseFile, case_file
from cites.casework.queries.history import authority_name
from cites.casework.queries.stages import AHEAD, DONE, NOW, STOPPED
from cites.casework.queries.words import language, when
from cites.permits.documents.facts import specimen_note
from cites.permits.documents.words import words_in
from kernel import clock
from tenants.audit.services import record
from tenants.context import current_party, current_profile
from tenants.releases.queries import release_in_force

_FONTS = ("Libertinus Serif", "Noto Serif", "Noto Sans")


def print_dossier(reference: str, official: User) -> bytes:
    """Return the dossier as PDF/A; raise NoSuchCase, CannotPrint. That it was printed is in the trail."""
    file, at = case_file(reference, official), clock.now()
    pdf = typeset_dossier(_facts(file, official, at), at=int(at.timestamp()))
    printed = {"parts": sorted(file.parts), "language": language(), "sha256": hashlib.sha256(pdf).hexdigest()}
    record("case.printed", subject=file.application.case.subject, actor=official, data=printed)
    return pdf


def _facts(file: CaseFile, official: User, at: datetime) -> dict[str, Any]:
    spoken = language()
    return {
        "lang": spoken.split("-")[0],
        "fonts": _FONTS,
        "colour": current_profile().colours.brand,
        "crest": str(release_in_force().part("letterhead").root),
        "authority": authority_name(),
        "title": _("Dossier of case %(reference)s") % {"reference": file.reference},
        "reference": file.reference,
        "document": file.document,
        "stage": file.stage,
        "stages": [{"label": label, "state": state, "word": _state_words()[state]} for label, state in file.stages],
        "branches": [f"{each.label}: {each.stage} – {_state_words()[each.state]}" for each in file.branches],
        "made": _("Made on %(moment)s by %(name)s") % {"moment": when(at), "name": official.full_name},
        "page": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        "sections": [asdict(section) for section in sections_of(file)],
        **_specimen(spoken),
    }


def _state_words() -> dict[str, str]:
    return {DONE: _("done"), NOW: _("here now"), AHEAD: _("to come"), STOPPED: _("ended here")}


def _specimen(spoken: str) -> dict[str, str]:
    """Of a practice twin: the word across every page, and what it means."""
    if not current_party().practice:
        return {"specimen": "", "specimen_note": ""}
    return {"specimen": words_in(spoken)["specimen"], "specimen_note": specimen_note(spoken)}
