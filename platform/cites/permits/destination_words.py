"""What is told at once of a permit that is good for nothing any more: to its destination, or to all without one."""

from collections.abc import Iterator, Mapping
from typing import Final

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cites.permits.models import EventKind, Permit
from cites.permits.queries.permits import PermitState, state_of
from cites.permits.words import rows_of_lines
from localization.formats import format_date
from tenants.releases.queries import release

_TOLD: Final[Mapping[PermitState, tuple[EventKind, str | Promise]]] = {
    PermitState.LOST: (EventKind.LOST, _("was reported lost or stolen")),
    PermitState.CANCELLED: (EventKind.CANCELLED, _("was cancelled")),
    PermitState.REPLACED: (EventKind.REPLACED, _("was cancelled, and another was issued in its place")),
}


def words_for_destination(permit: Permit) -> str:
    """Return the text of a letter in the permit's language, by paragraphs; blank where there is nothing to tell.

    A certificate that names no destination may turn up anywhere: the Secretariat can tell all Parties. It goes to other
    authorities: it names the replacement, which nobody learns who only has the old paper.
    """
    told = _TOLD.get(state_of(permit))
    if told is None:
        return ""
    kind, deed = told
    with translation.override(permit.language):
        return "\n\n".join(_paragraphs(permit, kind, str(deed)))


def _paragraphs(permit: Permit, kind: EventKind, deed: str) -> Iterator[str]:
    event = next(each for each in permit.events.all() if each.kind == kind)
    language, zone = permit.language, release(permit.release_number).profile.zone
    yield (
        gettext("To the Management Authority of the country of destination")
        if permit.consignee_country
        else gettext("To the Secretariat of the Convention, for the Management Authorities of all Parties")
    )
    yield gettext("%(document)s %(number)s of %(day)s, issued to %(exporter)s, %(deed)s on %(on)s.") % {
        "document": permit.get_document_type_display(),
        "number": permit.number,
        "day": format_date(permit.issued_on, language),
        "exporter": permit.exporter_name,
        "deed": deed,
        "on": format_date(event.happened_on or event.at.astimezone(zone).date(), language),
    }
    if event.reason.strip():
        yield gettext("Reason: %(reason)s") % {"reason": " ".join(event.reason.split())}
    yield "\n".join(
        f"{letter} {species}, {term}, {quantity}"
        for letter, species, _common, term, quantity, _appendix in rows_of_lines(permit, language)
    )
    if kind == EventKind.REPLACED:
        yield gettext("It is replaced by %(number)s.") % {"number": permit.replacement.number}
    yield gettext("Please do not accept it, keep it where it is presented to you, and let us know.")
    yield permit.authority_name
