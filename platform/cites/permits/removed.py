"""That the papers of a case are gone: said to whoever asks for one of them, and on the pages of the case."""

from cites.permits.models import Application, PapersRemoval
from cites.permits.queries.retention import find_removal
from cites.permits.rules.retention import PapersRemoved
from localization.formats import format_date
from localization.languages import page_language
from localization.sentences import sentence_of


def removed_words(application: Application) -> str:
    """Return when the papers of a case were removed and under which law, or nothing where they were not."""
    removal: PapersRemoval | None = getattr(application, "papers_removal", None)
    return sentence_of(_said(removal)) if removal else ""


def refuse_removed(application: Application) -> None:
    """Raise PapersRemoved where the papers of a case are gone; its page has the status 410."""
    if removal := find_removal(application):
        raise _said(removal)


def _said(removal: PapersRemoval) -> PapersRemoved:
    return PapersRemoved(format_date(removal.removed_on, page_language()), removal.law)
