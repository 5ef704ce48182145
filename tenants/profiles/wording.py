"""The words of a profile: what each key is called, and values that do not speak for themselves."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from localization.languages import language, page_language
from localization.territories import country_name

Text = str | Promise
TITLE: Final = _("Profile")
LABELS: Final[Mapping[str, Text]] = {
    "iso2": _("Country code"),
    "kind": _("Designated as"),
    "under": _("Issues under"),
    "base": _("Lowest layer of its files"),
    "region": _("Region"),
    "names": _("Name"),
    "name": _("Name"),
    "authorities": _("Authorities"),
    "management": _("Management Authority"),
    "scientific": _("Scientific Authority"),
    "customs": _("Customs"),
    "address": _("Address"),
    "email": _("E-mail address"),
    "phone": _("Telephone"),
    "currency": _("Currency"),
    "time_zone": _("Time zone"),
    "other_time_zones": _("Other time zones"),
    "national_languages": _("National languages"),
    "languages": _("Languages of the site"),
    "document_languages": _("Languages of documents"),
    "ports": _("Ports"),
    "locode": _("UN/LOCODE"),
    "border": _("Documents of other States"),
    "export_endorsement_binds": _("Endorsed at export without exception"),
    "numbering": _("Numbers of documents"),
    "template": _("Pattern"),
    "printing": _("Paper and stamps"),
    "security_stamps": _("Security stamps"),
    "security_paper": _("Paper that bears the form"),
    "authority_on_paper": _("Box 6 is on that paper already"),
    "qr_on_paper": _("QR code on that paper"),
    "beside": _("Second language on documents"),
    "language": _("Language"),
    "words": _("Words of the form"),
    "right": _("Moved right, in tenths of a millimetre"),
    "down": _("Moved down, in tenths of a millimetre"),
    "retention": _("How long papers are kept"),
    "permit_years": _("Years after the last day of a document"),
    "case_years": _("Years after a case without a document"),
    "law": _("The law that says so"),
    "working_time": _("Working time"),
    "weekdays": _("Working days"),
    "holidays": _("Public holidays"),
    "country": _("Calendar of"),
    "subdivision": _("Part of the country"),
    "without": _("Not kept"),
    "own": _("Of its own"),
    "on": _("Kept on"),
    "first_year": _("First kept in"),
    "last_year": _("Last kept in"),
    "moves": _("Moves to the next working day"),
    "colours": _("Colours"),
    "brand": _("Main colour"),
    "validity_months": _("Validity of documents"),
    "days_to_expect": _("Working days that applicants are told"),
    "days_to_expect_of": _("Working days that applicants are told, by document"),
    "comparable_statement": _("What documents of a State outside the Convention say of themselves"),
    "unconfirmed": _("Still to be confirmed"),
}
_KINDS: Final[Mapping[str, Text]] = {
    "party": _("Party"),
    "jurisdiction": _("Jurisdiction"),
    "non_party": _("State outside the Convention"),
    "management": _("Management Authority"),
    "scientific": _("Scientific Authority"),
    "customs": _("Customs"),
}
DOUBTS: Final[Mapping[Any, Text]] = {
    "found": _("found in a public source"),
    "assumed": _("assumed, as most Parties have it"),
    "invented": _("invented, so that the service can be tried"),
    False: _("confirmed"),
}


def say(path: tuple[str, ...], value: Any, data: Any) -> Text | None:
    """Say days, months, languages, countries and marks in words."""
    last, first = (path[-1], path[0]) if path else ("", "")
    if last == "weekdays" and isinstance(value, int) and 0 <= value <= 6:
        return str(language(page_language()).locale.days["stand-alone"]["wide"][value])
    if first == "validity_months" and isinstance(value, int):
        return ngettext("%(months)s month", "%(months)s months", value) % {"months": value}
    if last in ("languages", "document_languages", "national_languages", "language") and isinstance(value, str):
        return _language(value) if value else None
    if last in ("iso2", "under", "country") and isinstance(value, str) and value:
        return f"{country_name(value, page_language())} ({value})"
    if last == "kind" and isinstance(value, str):
        return _KINDS.get(value)
    return DOUBTS.get(value) if first == "unconfirmed" and isinstance(value, str | bool) else None


def name(path: tuple[str, ...], entry: Any) -> str | None:
    """Name the languages of words that stand beside those of documents."""
    return _language(path[2]) if path[:2] == ("beside", "words") and len(path) == 3 else None


def _language(code: str) -> str:
    return str(language(page_language()).locale.languages.get(code.replace("-", "_"), code))
