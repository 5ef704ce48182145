"""Boxes 7 to 12b of a permit's line, and what box 5 has to say of it, in the document's language."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from cites.permits.documents.places import country_on_paper
from cites.permits.documents.sheet import SheetLine
from cites.permits.documents.words import words_in
from cites.permits.models import Permit, PermitLine
from cites.permits.quantities import quantity_words
from cites.permits.rules.facts import LIVING_TERMS, UNKNOWN_COUNTRY
from cites.permits.rules.questions.of_origins import ACQUISITION_PROVED, ORIGIN_MISSING, REEXPORT_MISSING
from cites.permits.rules.questions.of_specimens import HYBRID_PARENTS
from cites.species import queries as species
from cites.species.models import Kingdom
from localization.formats import format_date, format_quantity

_HUNTED: Final = ("hunting_place", "hunted_on", "hunting_licence")
IN_BOX_9: Final = (HYBRID_PARENTS, "parent_male_marks", "parent_female_marks", "worked_on", *_HUNTED)
"""The answers about a line that its permit keeps and prints in box 9."""

IN_BOX_5: Final = (ACQUISITION_PROVED, REEXPORT_MISSING, ORIGIN_MISSING)
"""Those that say in box 5 why boxes 12, 12a and 12b are empty."""


def sheet_line(line: PermitLine, permit: Permit, open_to_holder: Iterable[str] = ()) -> SheetLine:
    """Return what stands in the boxes of a line; a quantity that the holder enters is the most that may be entered."""
    language, day = permit.language, permit.issued_on
    quantity = quantity_words(line.quantity, line.unit, day=day, language=language)
    at_most = words_in(language)["at_most"].format(quantity=quantity)
    return SheetLine(
        scientific=line.scientific_name,
        common=line.common_name,
        description=_described(line, permit),
        marks=line.marks.strip(),
        appendix_source=f"{line.appendix}\u2002{''.join(line.sources)}",
        quantity=at_most if "11" in open_to_holder else quantity,
        quota=_quota(line, language),
        origin=_origin(line, language),
        reexport=_reexport(line, language),
        operation=_operation(line, language),
    )


def transport_words(rows: Iterable[PermitLine], language: str) -> tuple[str, ...]:
    """Return how living specimens must travel: what the form says of animals, and of plants if any live."""
    living = {line.kingdom for line in rows if line.term in LIVING_TERMS}
    words = words_in(language)
    plants = (words["transport_plants"],) if Kingdom.PLANTAE in living else ()
    return plants if living == {Kingdom.PLANTAE} else (words["transport"], *plants)


def said_of_lines(rows: Iterable[PermitLine], language: str) -> list[str]:
    """Return what box 5 says of lines: sources that have to be explained, and papers of box 12 that are missing."""
    letters: dict[str, list[str]] = {}
    for line in rows:
        for sentence in _sentences(line, words_in(language)["face"]):
            letters.setdefault(sentence, []).append(line.letter)
    return [f"{_named(of, language)} {sentence}" for sentence, of in letters.items()]


def day_on_paper(text: str, language: str) -> str:
    """Return an ISO day in the words of a language; what is none stays as it is."""
    try:
        return format_date(date.fromisoformat(text), language)
    except ValueError:
        return text


def _sentences(line: PermitLine, face: dict[str, str]) -> Iterator[str]:
    if "I" in line.sources:
        yield face["confiscated"]
    if "U" in line.sources and line.justification:
        yield face["unknown_source"].format(reason=line.justification.strip())
    if reason := _why_no_origin(line):
        yield face["origin_unknown"].format(reason=reason)
    if line.origin_permit_missing:
        yield face["origin_missing"].format(reason=line.origin_permit_missing.strip())
    if proof := _proof(line):
        yield face["acquisition_proved"].format(reason=proof)
    if reason := _why_no_certificate(line):
        yield face["reexport_missing"].format(reason=reason)


def _proof(line: PermitLine) -> str:
    """What proves that specimens are pre-Convention whose day of acquisition is not known."""
    is_dated = "O" not in line.sources or line.acquired_on is not None
    return "" if is_dated else str(line.answers.get(ACQUISITION_PROVED) or "").strip()


def _why_no_origin(line: PermitLine) -> str:
    """Why the country of origin is not known, where box 12 names none."""
    return str(line.answers.get(ORIGIN_MISSING) or "").strip() if line.country_of_origin == UNKNOWN_COUNTRY else ""


def _why_no_certificate(line: PermitLine) -> str:
    """Why the certificate of the last re-export is not known, where another country is named."""
    is_told = not line.reexport_country or bool(line.reexport_number.strip())
    return "" if is_told else str(line.answers.get(REEXPORT_MISSING) or "").strip()


def _named(letters: list[str], language: str) -> str:
    words = words_in(language)
    return str(words["lines" if len(letters) > 1 else "line"]).format(letters=", ".join(letters))


def _described(line: PermitLine, permit: Permit) -> str:
    name = coded_name(line.term, species.terms(permit.issued_on), permit.language)
    kind = ": ".join(part for part in (f"{name} ({line.term})", line.description.strip()) if part)
    return "; ".join([kind, *_known_by(line, permit.language)])


def _known_by(line: PermitLine, language: str) -> Iterator[str]:
    """Sex, age, parents, day of work and the hunt of a trophy: by which a specimen is known beside its marks."""
    words = words_in(language)["known_by"]
    given = {name: str(line.answers.get(name) or "").strip() for name in IN_BOX_9}
    given |= {name: day_on_paper(given[name], language) for name in ("worked_on", "hunted_on")}
    given |= {"sex": words["sexes"].get(line.sex, ""), "age": line.age.strip()}
    for name in ("sex", "age", *IN_BOX_9):
        if given[name]:
            yield words[name].format(given[name])


def _origin(line: PermitLine, language: str) -> str:
    rows = [country_on_paper(line.country_of_origin, language)]
    rows.append(_paper(line.origin_permit_number, line.origin_permit_date, language))
    if line.origin_permit_missing and not line.origin_permit_number:
        rows.append(words_in(language)["see_box_5"])
    if _why_no_origin(line):
        rows.append(words_in(language)["reason_in_box_5"])
    return "\n".join(row for row in rows if row)


def _reexport(line: PermitLine, language: str) -> str:
    paper = _paper(line.reexport_number, line.reexport_date, language)
    see = words_in(language)["see_box_5"] if _why_no_certificate(line) else ""
    return "\n".join(row for row in (country_on_paper(line.reexport_country, language), paper, see) if row)


def _paper(number: str, day: date | None, language: str) -> str:
    """The number of a paper and its date; a date alone tells nothing."""
    if not number.strip():
        return ""
    return ", ".join(part for part in (number.strip(), format_date(day, language) if day else "") if part)


def _operation(line: PermitLine, language: str) -> str:
    acquired = acquired_in_12b(line)
    see = words_in(language)["proof_in_box_5"] if _proof(line) else ""
    return ", ".join(
        part for part in (operation_in_12b(line), format_date(acquired, language) if acquired else see) if part
    )


def operation_in_12b(line: PermitLine) -> str:
    """Return what box 12b says of the operation: the registered one of a source D."""
    return line.registered_operation if "D" in line.sources else ""


def acquired_in_12b(line: PermitLine) -> date | None:
    """Return the day that box 12b says: when specimens of a source O were acquired."""
    return line.acquired_on if "O" in line.sources else None


def _quota(line: PermitLine, language: str) -> str:
    if line.quota_total is None:
        return ""
    used = format_quantity(line.quota_used or 0, language)
    return f"{used} / {format_quantity(line.quota_total, language)}"


def coded_name(code: str, entries: Iterable[Any], language: str) -> str:
    """Return the name of a code in a list, or the code itself."""
    return next((str(entry.name_in(language)) for entry in entries if entry.code == code), code)
