"""What the Convention asks of a profile: numbers that serve, and documents that do not outlive it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from cites.permits.documents.labels import fault_of_words
from cites.permits.rules.document_types import DOCUMENTS
from cites.permits.rules.numbering import faults_of_template
from cites.permits.rules.validity import UnknownDocumentType, most_months
from localization.sentences import sentence_of
from tenants.profiles.schema import Profile
from tenants.releases.parts import ReleaseCheck


def _convention_holds(parts: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    if "profile" in parts:
        yield from _numbering(parts["profile"])
        yield from _validity(parts["profile"])
        yield from _service_standards(parts["profile"])
        yield from _labels(parts["profile"])


def _numbering(profile: Profile) -> Iterator[dict[str, str]]:
    for reason in faults_of_template(profile.numbering.template):
        yield {"part": "profile", "key": "numbering.template", "reason": _(reason)}


def _validity(profile: Profile) -> Iterator[dict[str, str]]:
    for document_type, months in profile.validity_months.items():
        key = f"validity_months.{document_type}"
        try:
            most = most_months(document_type)
        except UnknownDocumentType as error:
            yield {"part": "profile", "key": key, "reason": sentence_of(error)}
        else:
            if months > most:
                reason = _("is longer than the %(most)s months allowed") % {"most": most}
                yield {"part": "profile", "key": key, "reason": reason}


def _service_standards(profile: Profile) -> Iterator[dict[str, str]]:
    """A standard for a document that nobody knows would be kept by nobody, and missed by none."""
    for document_type in profile.days_to_expect_of:
        if document_type not in DOCUMENTS:
            reason = _("no document of the Convention is %(document_type)s") % {"document_type": document_type}
            yield {"part": "profile", "key": f"days_to_expect_of.{document_type}", "reason": reason}


def _labels(profile: Profile) -> Iterator[dict[str, str]]:
    """Words of a label that the form does not have would stand nowhere; what is filled in has to be filled in there."""
    for language, words in profile.beside.words.items():
        for name, text in words.items():
            if fault := fault_of_words(name, text):
                key = f"beside.words.{language}.{name}"
                yield {"part": "profile", "key": key, "reason": _(fault.message) % fault.data}


CONVENTION = ReleaseCheck("what the Convention asks", _convention_holds)
