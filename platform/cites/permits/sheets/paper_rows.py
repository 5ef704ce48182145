"""One row of an old series as the facts of a permit on paper, and what is wrong with each of its cells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from cites.permits.rules.days import too_early
from cites.permits.rules.numbering import LONGEST_OF_ALL
from cites.permits.sheets.codes import CodeList, TwoCodes
from cites.permits.sheets.days import NotADay, TwoDays, read_day
from cites.permits.sheets.faults import Fault
from cites.permits.sheets.paper_columns import NEEDED_OF_PAPERS, PAPER_COLUMNS
from cites.permits.sheets.table import Cell, text_of
from kernel.text import gettext_noop, without_unseen_signs

DAYS: Final = ("issued_on", "valid_until")
LONGEST_LIFE: Final = timedelta(days=3 * 366)
APPENDICES: Final = ("I", "II", "III")


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What a row says of its permit, as texts and days, and what is wrong."""

    said: dict[str, str]
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class PaperReader:
    """Reads what rows say of permits; ``here`` is the country that issued them, ``lists`` are those of its codes."""

    places: Mapping[str, int]
    lists: Mapping[str, CodeList]
    today: date
    here: str

    def read(self, cells: list[Cell]) -> PaperFacts:
        """Return what one row says; nothing in it can break another one."""
        facts = PaperFacts({})
        for column in PAPER_COLUMNS:
            place = self.places.get(column.name, len(cells))
            answer = self._answer(column.name, cells[place] if place < len(cells) else "", column.longest)
            if isinstance(answer, Fault):
                facts.faults.append(answer)
            else:
                facts.said[column.name] = answer
        facts.faults.extend(self._faults(facts.said))
        return facts

    def _answer(self, name: str, cell: Cell, longest: int) -> str | Fault:
        text = " ".join(without_unseen_signs(text_of(cell)).replace("\0", "").split())
        if not text:
            return Fault(gettext_noop("Fill in this cell"), name) if name in NEEDED_OF_PAPERS else self._empty(name)
        if name in DAYS:
            return cell.isoformat() if isinstance(cell, date) else _day(name, text)
        if name in self.lists:
            return self._code(name, text)
        if name == "number":
            return _number(text)
        if name == "appendix":
            return text.upper() if text.upper() in APPENDICES else Fault(gettext_noop("Write I, II or III"), name)
        return text if len(text) <= longest else _too_long(name, text, longest)

    def _empty(self, name: str) -> str:
        return self.here if name == "exporter_country" else ""

    def _code(self, name: str, text: str) -> str | Fault:
        try:
            code = self.lists[name].find(text)
        except TwoCodes as two:
            message = gettext_noop("“%(text)s” may mean %(codes)s: write the code")
            return Fault(message, name, {"text": text[:60], "codes": str(two)})
        return code or Fault(gettext_noop("“%(text)s” is not in the list of codes"), name, {"text": text[:60]})

    def _faults(self, said: Mapping[str, str]) -> Iterable[Fault]:
        first, last = said.get("issued_on"), said.get("valid_until")
        if first and date.fromisoformat(first) > self.today:
            yield Fault(gettext_noop("The date must not be in the future"), "issued_on")
        if first and (early := too_early("issued_on", date.fromisoformat(first), self.today)):
            yield Fault(early, "issued_on")
        if first and last and date.fromisoformat(last) - date.fromisoformat(first) > LONGEST_LIFE:
            yield Fault(gettext_noop("No document is good for more than three years: check both days"), "valid_until")
        if first and last and last < first:
            yield Fault(gettext_noop("The last day must not be before the first"), "valid_until")


def _day(name: str, text: str) -> str | Fault:
    try:
        return read_day(text).isoformat()
    except NotADay:
        message = gettext_noop("“%(text)s” is not a day: write it as 2026-11-28")
    except TwoDays:
        message = gettext_noop("“%(text)s” may be two days: write the year first, such as 2026-11-28")
    return Fault(message, name, {"text": text[:40]})


def _number(text: str) -> str | Fault:
    number = "".join(text.split()).upper()
    return number if len(number) <= LONGEST_OF_ALL else _too_long("number", number, LONGEST_OF_ALL)


def _too_long(name: str, text: str, most: int) -> Fault:
    message = gettext_noop("This text has %(length)s letters: shorten it to %(most)s")
    return Fault(message, name, {"length": len(text), "most": most})
