"""Permit numbers: written from a Party's template, and read back (Resolution Conf. 12.3)."""

import re
from dataclasses import dataclass
from functools import lru_cache

from kernel.errors import DomainError
from kernel.text import gettext_noop

RECOMMENDED_TEMPLATE = "{year}{iso2}{serial}"
RECOMMENDED = re.compile(r"^\d{2}[A-Z]{2}\d{6}(/[0-9A-Z]{2})?$")
LONGEST = 20
SPECIMEN = "SPECIMEN-"  # before every number of a practice twin, so that it is a number of no country
LONGEST_OF_ALL = LONGEST + len(SPECIMEN)
LAST_SERIAL = 999_999

_TOKEN = re.compile(r"\{(\w*)\}")
_PATTERNS = {
    "year": r"(?P<year>\d{2})",
    "iso2": r"(?P<iso2>[A-Z]{2})",
    "serial": r"(?P<serial>\d{6})",
    "type": r"(?P<type>[A-Z]{3})",
}
_NEEDED = frozenset({"year", "serial"})


class FaultyTemplate(DomainError):
    """A template of permit numbers cannot make unique numbers."""

    code = "faulty_template"


class SeriesExhausted(DomainError):
    """A year's six digits are used up."""

    code = "series_exhausted"


class NotAPermitNumber(DomainError):
    """A text is not a number of that template."""

    code = "not_a_permit_number"


@dataclass(frozen=True, slots=True)
class PermitNumber:
    """Year of issue (four digits), country, serial in that year, and document type where it is part of it."""

    year: int
    iso2: str
    serial: int
    document_type: str = ""


def render_number(template: str, number: PermitNumber) -> str:
    """Write ``number``: 26BB000001 from ``{year}{iso2}{serial}``.

    Raises FaultyTemplate, or SeriesExhausted above 999 999.
    """
    _refuse_faulty(template)
    _refuse_no_serial(number.serial)
    year, serial = f"{number.year % 100:02d}", f"{number.serial:06d}"
    return template.format(year=year, iso2=number.iso2, serial=serial, type=number.document_type)


def render_register_number(iso2: str, year: int, serial: int) -> str:
    """Write the number of a registered paper: BB-R-26-0001; raise SeriesExhausted above 999 999."""
    _refuse_no_serial(serial)
    return f"{iso2}-R-{year % 100:02d}-{serial:04d}"


def parse_number(template: str, text: str, *, century: int = 2000) -> PermitNumber:
    """Read a number of ``template``; case and spaces around do not matter. Raises NotAPermitNumber."""
    _refuse_faulty(template)
    found = _pattern(template).fullmatch(text.strip().upper())
    if found is None:
        message = gettext_noop("%(text)s is not a permit number of this country.")
        raise NotAPermitNumber(message=message, data={"text": text[:LONGEST]})
    parts = found.groupdict()
    return PermitNumber(
        year=century + int(parts["year"]),
        iso2=parts.get("iso2") or "",
        serial=int(parts["serial"]),
        document_type=parts.get("type") or "",
    )


def is_recommended(text: str) -> bool:
    """Say whether a number has the form that the Resolution recommends; that is advice, not a rule."""
    return RECOMMENDED.match(text) is not None


def faults_of_template(template: str) -> list[str]:
    """Return what is wrong with a template, as message ids; nothing when it serves."""
    tokens = _TOKEN.findall(template)
    rest = _TOKEN.sub("", template)
    faults = []
    if not set(tokens) <= set(_PATTERNS) or "{" in rest or "}" in rest:
        faults.append(gettext_noop("A template may hold {year}, {iso2}, {serial} and {type} only."))
    if not set(tokens) >= _NEEDED or len(set(tokens)) != len(tokens):
        faults.append(gettext_noop("A template needs {year} and {serial}, and nothing twice."))
    if not re.fullmatch(r"[0-9A-Z/.\-]*", rest):
        faults.append(gettext_noop("A template may hold capital letters, digits, /, . and - besides."))
    if len(rest) + 2 + 6 + 2 + 3 > LONGEST:
        faults.append(gettext_noop("A template is too long."))
    return faults


def _refuse_faulty(template: str) -> None:
    faults = faults_of_template(template)
    if faults:
        raise FaultyTemplate(message=faults[0], data={})


def _refuse_no_serial(serial: int) -> None:
    if not 1 <= serial <= LAST_SERIAL:
        message = gettext_noop("There is no number %(serial)s in a year's series.")
        raise SeriesExhausted(message=message, data={"serial": serial})


@lru_cache(maxsize=64)
def _pattern(template: str) -> re.Pattern[str]:
    parts = _TOKEN.split(template)
    return re.compile("".join(_PATTERNS[part] if odd % 2 else re.escape(part) for odd, part in enumerate(parts)))
