"""Codes, people and steps in the reader's words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cites.permits.models import Application, ApplicationLine
from cites.permits.models.specimens import Specimens
from cites.permits.quantities import quantity_words
from cites.species import queries as species
from localization.formats import format_date, format_datetime
from localization.territories import country_name
from tenants.context import current_profile, today

Rows = list[tuple[str | Promise, str]]


class CodeNames:
    """Terms, units, sources and purposes by name, each list read once for a page."""

    def __init__(self) -> None:
        self._lists: dict[str, dict[str, str]] = {}

    def name(self, kind: str, code: str) -> str:
        """The code's name (kind: terms, units, sources or purposes); the code itself where it is unknown."""
        if kind not in self._lists:
            self._lists[kind] = {entry.code: entry.name for entry in code_list(kind)}
        return self._lists[kind].get(code, code)

    def coded(self, kind: str, code: str) -> str:
        """The name followed by the code that the permit will carry."""
        return f"{self.name(kind, code)} ({code})" if code else ""


def code_list(kind: str) -> Iterable[Any]:
    """The entries of a code list that are valid today in the Party's time zone."""
    found: Iterable[Any] = getattr(species, kind)(today())
    return found


def country(iso2: str) -> str:
    """The country's name in the reader's language."""
    return country_name(iso2, language()) if iso2 else ""


def language() -> str:
    """The reader's language."""
    return get_language() or "en"


def when(moment: datetime) -> str:
    """A moment on the Party's clock, in the reader's language."""
    return format_datetime(moment, language(), timezone.get_current_timezone_name())


def port_name(locode: str) -> str:
    """The port's name with its UN/LOCODE, as far as the Party's profile knows it."""
    names = {port.locode: port.name for port in current_profile().ports}
    return f"{names[locode]} ({locode})" if locode in names else locode


def shown_quantity(line: Specimens) -> str:
    """The quantity with its unit, as it will stand in box 11."""
    return quantity_words(line.quantity, line.unit, day=today(), language=language())


def line_rows(line: ApplicationLine, names: CodeNames) -> Rows:
    """One line of an application as label and value; what is empty is left out."""
    sources = ", ".join(names.coded("sources", code) for code in line.sources)
    rows: Rows = [
        (_("Common name"), line.common_name),
        (_("Appendix"), line.appendix),
        (_("Kind of specimen"), names.coded("terms", line.term)),
        (_("Quantity"), shown_quantity(line)),
        (_("Source"), sources),
        *source_rows(line),
        (_("Country of origin"), country(line.country_of_origin)),
        (_("Marks or numbers"), line.marks),
        (_("Description"), line.description),
    ]
    return [row for row in rows if row[1]]


def source_rows(line: ApplicationLine) -> Rows:
    """What some sources ask for besides, as label and value."""
    acquired = format_date(line.acquired_on, language()) if line.acquired_on else ""
    return _given(
        (_("Registered operation"), line.registered_operation),
        (_("Date of acquisition"), acquired),
        (_("Why the source is unknown"), line.justification),
    )


def exporter_rows(application: Application) -> Rows:
    """Who exports."""
    return _given((_("Name"), application.exporter_name), (_("Address"), application.exporter_address))


def consignee_rows(application: Application) -> Rows:
    """Who receives, and where."""
    return _given(
        (_("Name"), application.consignee_name),
        (_("Address"), application.consignee_address),
        (_("Country"), country(application.consignee_country)),
    )


def purpose_rows(application: Application, names: CodeNames) -> Rows:
    """What for, by which port, and what the importing country has allowed."""
    day = application.import_permit_date
    return _given(
        (_("Purpose"), names.coded("purposes", application.purpose)),
        (_("Port of exit"), port_name(application.port_of_exit)),
        (_("Import permit"), application.import_permit_number),
        (_("Date of the import permit"), format_date(day, language()) if day else ""),
        (_("Comments"), application.comments),
    )


def _given(*rows: tuple[str, str]) -> Rows:
    return [row for row in rows if row[1]]
