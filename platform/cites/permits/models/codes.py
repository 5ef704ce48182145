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


class Conclusion(models.TextChoices):
    """How a finding comes out."""

    POSITIVE = "positive", _("Not detrimental")
    CONDITIONAL = "conditional", _("Not detrimental, under conditions")
    NEGATIVE = "negative", _("Detrimental, or not shown to be harmless")


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


class DocumentKind(models.TextChoices):
    """Which rendition of a permit a file is."""

    ORIGINAL = "original", pgettext_lazy("of a document", "Original")
