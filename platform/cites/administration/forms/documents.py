"""The kinds of documents by their names."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cites.administration.forms.keys import Parts, table_at
from cites.permits.rules.facts import DocumentType
from kernel.text import LocalisedText
from localization.languages import page_language

_NAMES: dict[str, str | Promise] = {
    DocumentType.EXPORT: _("Export permit"),
    DocumentType.IMPORT: _("Import permit"),
    DocumentType.RE_EXPORT: _("Re-export certificate"),
    DocumentType.INTRODUCTION_FROM_THE_SEA: _("Certificate of introduction from the sea"),
    DocumentType.ORIGIN: _("Certificate of origin"),
    DocumentType.PRE_CONVENTION: _("Pre-Convention certificate"),
    DocumentType.CAPTIVE_BREEDING: _("Certificate of captive breeding"),
    DocumentType.ARTIFICIAL_PROPAGATION: _("Certificate of artificial propagation"),
    DocumentType.TRAVELLING_EXHIBITION: _("Travelling-exhibition certificate"),
    DocumentType.PERSONAL_OWNERSHIP: _("Certificate of ownership"),
    DocumentType.MUSICAL_INSTRUMENT: _("Musical instrument certificate"),
    DocumentType.SAMPLE_COLLECTION: _("Sample collection certificate"),
}


def document_name(parts: Parts, code: str) -> str | Promise:
    """Return what a kind of document is called: as the Party's workflow has it, else as the Convention does."""
    own = table_at(parts, f"workflow.{code}.name")
    return LocalisedText(own).in_language(page_language()) or _NAMES.get(code, code)


def documents_of(parts: Parts, *besides: str) -> list[str]:
    """Return the kinds for which the Party has a workflow, and ``besides``."""
    return list(dict.fromkeys([*table_at(parts, "workflow"), *besides]))
