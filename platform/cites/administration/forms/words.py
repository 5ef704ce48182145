"""What is said of a fault, in the reader's words: beside a field its label says of what."""

from typing import Protocol

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cites.administration.forms.places import Place
from cites.administration.forms.section_form import SectionForm
from tenants.releases.agreement import no_text_in

_MISSING = "is missing"


class Fault(Protocol):
    """A fault by its key from the part on, and why."""

    @property
    def key(self) -> str: ...

    @property
    def reason(self) -> str: ...


def said_of(form: SectionForm, place: Place, fault: Fault) -> ValidationError:
    """Return what is wrong; a reason that has no translation stays in English."""
    if place.field and fault.reason in (_MISSING, no_text_in(fault.key.rpartition(".")[2])):
        label = (place.entry or form).fields[place.field].label
        # Said of an empty box, its label need not stand before it once more.
        return ValidationError(_("Enter “%(label)s”"), code="required", params={"label": label})
    said = gettext(fault.reason)
    if place == Place():
        return ValidationError("%(key)s: %(said)s", params={"key": fault.key, "said": said})
    return ValidationError(said[:1].upper() + said[1:])
