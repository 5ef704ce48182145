"""What is said of a fault, in the reader's words: beside a field its label says of what."""

from typing import Protocol

from django.utils.translation import gettext

from cites.administration.forms.places import Place
from cites.administration.forms.section_form import SectionForm

_MISSING = "is missing"


class Fault(Protocol):
    """A fault by its key from the part on, and why."""

    @property
    def key(self) -> str: ...

    @property
    def reason(self) -> str: ...


def words_of(form: SectionForm, place: Place, fault: Fault) -> str:
    """Return what is wrong; a reason that has no translation stays in English."""
    reason = fault.reason
    label = str((place.entry or form).fields[place.field].label) if place.field else ""
    if reason == _MISSING and label:
        return gettext("Enter “%(label)s”") % {"label": label}
    about = label or ("" if place.group or place.entry else fault.key)
    said = gettext(reason)
    return f"{about}: {said}" if about else said[:1].upper() + said[1:]
