"""The kinds of documents by their names."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cites.administration.forms.keys import Parts, table_at
from cites.permits.rules.document_types import DOCUMENTS, is_issued
from kernel.text import LocalisedText
from localization.languages import page_language


def document_name(parts: Parts, code: str) -> str | Promise:
    """Return what a kind of document is called: as the Party's workflow has it, else as the Convention does."""
    own = table_at(parts, f"workflow.{code}.name")
    known = DOCUMENTS.get(code)
    return LocalisedText(own).in_language(page_language()) or (_(known.name) if known else code)


def documents_of(parts: Parts, *besides: str) -> list[str]:
    """Return the kinds for which the Party has a workflow, and ``besides``."""
    return list(dict.fromkeys([*table_at(parts, "workflow"), *besides]))


def issued_of(parts: Parts, *besides: str) -> list[str]:
    """Return those kinds that are issued here, for papers of others are as good as these say; and ``besides``."""
    return [code for code in documents_of(parts, *besides) if code in besides or is_issued(code)]
