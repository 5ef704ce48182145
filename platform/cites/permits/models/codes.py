"""The short lists that the tables of this room choose from."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cites.permits.rules.authorities import OtherAuthority
from cites.permits.rules.document_types import DOCUMENTS


def document_choices() -> list[tuple[str, Any]]:
    """Return every document of the Convention as its code and name."""
    return [(code, _(document.name)) for code, document in DOCUMENTS.items()]


class FindingKind(models.TextChoices):
    """What an authority finds before a permit may be granted."""

    NON_DETRIMENT = "NDF", _("Non-detriment finding")
    NON_DETRIMENT_OF_IMPORT = "NDF_IMPORT", _("Purpose of the import not detrimental")
    LEGAL_ACQUISITION = "LAF", _("Legal acquisition")
    TRANSPORT = "TRANSPORT", _("Transport without injury")
    HOUSING = "HOUSING", _("Housing and care")
    NOT_COMMERCIAL = "NOT_COMM", _("Not primarily commercial")
    IMPORTED_LEGALLY = "IMPORTED", _("Imported lawfully")
    IMPORT_PERMIT = "IMPORT", _("Import permit granted")
    ORIGIN = "ORIGIN", _("Country of origin")
    BRED_OR_PROPAGATED = "BRED", _("Bred or artificially propagated")
    PRE_CONVENTION = "PRE", _("Acquired before the Convention applied")


class Conclusion(models.TextChoices):
    """How a finding comes out."""

    POSITIVE = "positive", _("Not detrimental")
    CONDITIONAL = "conditional", _("Not detrimental, under conditions")
    NEGATIVE = "negative", _("Detrimental, or not shown to be harmless")


OF_DETRIMENT = (FindingKind.NON_DETRIMENT, FindingKind.NON_DETRIMENT_OF_IMPORT)
FOUND = {
    Conclusion.POSITIVE.value: _("Found"),
    Conclusion.CONDITIONAL.value: _("Found, under conditions"),
    Conclusion.NEGATIVE.value: _("Not found"),
}
"""How the findings come out that are not of detriment."""


def conclusion_words(kind: str, conclusion: str) -> str:
    """Return how a finding of that kind comes out, in the reader's language."""
    return str(Conclusion(conclusion).label if kind in OF_DETRIMENT else FOUND[conclusion])


def conclusions_of(kind: str) -> list[tuple[str, str]]:
    """Return how a finding of that kind may come out, as choices in the reader's language."""
    return [(each, conclusion_words(kind, each)) for each in Conclusion.values]


class ConsultedAuthority(models.TextChoices):
    """Whom a process may ask beside the Scientific Authority; the codes are those of rules.authorities."""

    FISHERIES = OtherAuthority.FISHERIES.value, _("Fisheries authority")
    FORESTRY = OtherAuthority.FORESTRY.value, _("Forestry authority")
    VETERINARY = OtherAuthority.VETERINARY.value, _("Veterinary authority")
    COMMITTEE = OtherAuthority.COMMITTEE.value, _("Advisory committee")


class AuthorityConclusion(models.TextChoices):
    """How the finding of such an authority comes out."""

    FAVOURABLE = "favourable", _("Favourable")
    CONDITIONAL = "conditional", _("Favourable, under conditions")
    UNFAVOURABLE = "unfavourable", _("Not favourable")


class RefusalGround(models.TextChoices):
    """Why an application is refused, for the figures; the reasons that its applicant reads are beside it."""

    DETRIMENTAL = "detrimental", _("Detrimental to the survival of the species, or not shown to be harmless")
    NOT_LEGAL = "not_legal", _("Not shown to be obtained legally")
    QUOTA = "quota", _("Quota used up")
    SUSPENDED = "suspended", _("Trade suspended, or forbidden by national law")
    TRANSPORT = "transport", _("Living specimens not prepared for a safe journey")
    IMPORT_PERMIT = "import_permit", _("Import permit missing or not valid")
    COMMERCIAL = "commercial", _("Mainly for commercial purposes, which Appendix I excludes")
    INCOMPLETE = "incomplete", _("Information or papers missing")
    FALSE = "false", _("Information or papers false")
    OTHER = "other", _("Another ground")


class EventKind(models.TextChoices):
    """What happens to a permit after its facts are fixed."""

    ISSUED = "issued", _("Issued")
    PUBLISHED = "published", _("Published")
    CANCELLED = "cancelled", _("Cancelled")
    USED = "used", _("Used")
    HANDED_BACK = "handed_back", _("Handed back")
    LOST = "lost", _("Reported lost or stolen")
    REPLACED = "replaced", _("Replaced")


class DocumentKind(models.TextChoices):
    """Which rendition of a permit a file is."""

    ORIGINAL = "original", pgettext_lazy("of a document", "Original")
    COPY = "copy", pgettext_lazy("of a document", "Copy")
