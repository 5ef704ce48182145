"""Reading which populations a listing means, from its note; what cannot be read whole is left unread, never guessed.

Notes are read as the Appendices write them in English: "Only the populations of A and B; all other populations are
included in Appendix II", "Except the populations of A (the whole population) and B, which are included in …". Where
only some populations of a country are meant, the country is ``partly`` meant: an official has to say which.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from cites.species.places import Gazetteer, Place

NONE: Final[frozenset[str]] = frozenset()


class Meant(Enum):
    """Whether specimens from a country are meant."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


@dataclass(frozen=True, slots=True)
class Populations:
    """Countries whose populations are meant (none: all), those left out, those of which a part; or a note unread."""

    only: frozenset[str] = NONE
    excepted: frozenset[str] = NONE
    partly: frozenset[str] = NONE
    unread: bool = False

    def mean(self, country: str) -> Meant:
        """Tell whether specimens from ``country`` are meant."""
        if self.unread or country in self.partly:
            return Meant.MAYBE
        if country in self.excepted or (self.only and country not in self.only):
            return Meant.NO
        return Meant.YES

    def name(self, country: str) -> bool:
        """Tell whether the populations of ``country`` are meant by name, all of them."""
        return not self.unread and country in self.only and country not in self.partly


ALL: Final = Populations()
UNREAD: Final = Populations(unread=True)

_POP: Final = r"(?:the )?(?:whole )?populations? (?:of|in|from):? ?(?:the )?"
_PART: Final = (
    r"(?:(?:north|south|east|west|central|coastal|insular|mainland|continental)(?:ern)?(?:[ -](?:north|south|east|west)"
    r"(?:ern)?)? |parts? of (?:the )?)"
)
_WHICH: Final = r"(?:,? (?:which|that) (?:is|are) [^@#;]*?)?"
_ITEM: Final = rf"(?:{_POP}|(?:that|those) of (?:the )?|the )?(?:{_PART})?@\d+(?: ?#\d+)?{_WHICH}"
_LIST: Final = rf"{_ITEM}(?:(?:, ?| and |, and | or |; ){_ITEM})*"
_REST: Final = r"(?:(?!@|population).)*"  # whatever follows, as long as it speaks of no place or population again
_TAIL: Final = (
    rf"(?P<tail>(?:,? (?:which|that) (?:is|are) {_REST}|"
    rf",? (?:is|are) (?:not )?(?:included|listed|retained|transferred|in)(?: {_REST})?|"
    rf",? (?:subject to|with|under|for) {_REST})?)"
)
_APPENDIX: Final = r"(?:(?:is |are )?(?:included |listed |retained |transferred )?(?:in |to )?appendix i{1,3},? ?)?"
_BUT: Final = r"(?:except(?:ing)?|excluding|excludes|exclude|other than|but not|with the exception of)(?: for)?"
_ONLY_FORMS: Final = (
    re.compile(
        rf"(?:only |all )?(?P<list>{_POP}(?:{_PART})?@\d+(?: ?#\d+)?{_WHICH}(?:(?:, ?| and |, and | or ){_ITEM})*)"
        rf"(?: only)?{_TAIL}"
    ),
    re.compile(rf"(?:only )?(?:the |all )?(?P<list>(?:{_PART})?@\d+) populations?(?: only)?{_TAIL}"),
    re.compile(r"(?:only )?(?P<list>(?:the )?@\d+(?:(?:, ?| and |, and )(?:the )?@\d+)*)(?: only)?(?P<tail>)"),
)
_EXCEPT_FORMS: Final = (
    re.compile(rf"(?:all |the )?(?:populations? |species )?,? ?{_BUT} (?P<list>{_LIST}){_TAIL}"),
    re.compile(rf"(?P<list>{_LIST}) (?:is|are) (?:excluded|excepted)(?P<tail>)"),
)
_THE_REST: Final = re.compile(
    r"(?:and )?(?:(?:all )?(?:the )?other populations? (?:is|are) (?:also )?(?:not )?(?:included |listed )?in .*"
    r"|no other populations? (?:is|are) (?:included|listed) in .*|all populations?)"
)
_WHOLE: Final = re.compile(r"(?:the )?(?:whole|entire) population")
_CONDITION: Final = re.compile(r"(?:subject to|zero|with|under|annual) .*")
_OF_A_PART: Final = re.compile(
    r"@|\b(?:populations?|provinces?|regions?|districts?|departments?|islands?|states?|subspecies|parts?|"
    r"(?:north|south|east|west)(?:ern)?)\b"
)
_SPEAKS: Final = re.compile(r"\bpopulations?\b|poblacion")
_NARROWS: Final = re.compile(rf"\b(?:only|{_BUT}|excluded|excepted)\b")
_BRACKETS: Final = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_GOES_ON: Final = re.compile(r"(?:and )?(?:the )?@")
_ENDS: Final = re.compile(r";|\.(?=\s|$)|\n")


@lru_cache(maxsize=4096)
def read_populations(note: str, gazetteer: Gazetteer) -> Populations:
    """Return which populations a note means: all where it says nothing of any, UNREAD where it cannot be read whole."""
    text, places = gazetteer.mark(note)
    reader = _Reader(places)
    found: list[Populations] = []
    for clause in reader.clauses(text):
        read = reader.read(clause)
        if read is None:
            return UNREAD
        found.append(read)
    return _joined(found)


def read_notes(notes: Iterable[str], gazetteer: Gazetteer) -> Populations:
    """Return which populations several listings in one Appendix mean together, one note each.

    Where one names populations and another all of them, or leaves some out, it is left unread.
    """
    read = {read_populations(note, gazetteer) for note in notes} or {ALL}
    if len(read) == 1:
        return read.pop()
    if any(each.unread or not each.only for each in read):
        return UNREAD
    named = frozenset(code for each in read for code in each.only if each.name(code))
    only = frozenset().union(*(each.only for each in read))
    return Populations(only, NONE, only - named)


def _joined(found: Iterable[Populations]) -> Populations:
    """Return what clauses say together; what they name both as meant and as left out was not understood."""
    read = list(found)
    only = frozenset().union(*(each.only for each in read))
    excepted = frozenset().union(*(each.excepted for each in read))
    if only and excepted:
        return UNREAD
    return Populations(only, excepted, frozenset().union(*(each.partly for each in read)))


class _Reader:
    """Reads one note, whose places and brackets stand aside, by number."""

    def __init__(self, places: list[Place]) -> None:
        self.places, self.asides = places, list[str]()

    def clauses(self, text: str) -> Iterator[str]:
        """Yield the clauses, brackets after a place left as ``#n``, others as clauses of their own."""
        text = _unwrapped(" ".join(text.split()))
        apart: list[str] = []
        while hit := _BRACKETS.search(text):
            inner = hit[1].strip()
            if re.search(r"@\d+ ?$", text[: hit.start()]):
                self.asides.append(inner)
                text = f"{text[: hit.start()].rstrip()} #{len(self.asides) - 1}{text[hit.end() :]}"
            else:
                apart.append(inner)
                text = f"{text[: hit.start()]} {text[hit.end() :]}"
        for part in (text, *apart):
            yield from _split(part)

    def read(self, clause: str) -> Populations | None:
        """Return what a clause says of populations; None where it says something that cannot be read."""
        if _THE_REST.fullmatch(clause):
            return ALL
        bare = re.sub(rf"^{_APPENDIX}", "", clause)
        for form in _EXCEPT_FORMS:
            if hit := form.fullmatch(bare):
                return self._found(hit, left_out=True)
        for form in _ONLY_FORMS:
            if hit := form.fullmatch(bare):
                return self._found(hit, left_out=bool(re.match(r",? (?:is|are) not ", hit["tail"])))
        return None if _speaks(clause) else ALL

    def _found(self, hit: re.Match[str], *, left_out: bool) -> Populations | None:
        if _NARROWS.search(hit["tail"]):
            return None
        meant: set[str] = set()
        partly: set[str] = set()
        for part, number, aside in re.findall(rf"({_PART})?@(\d+)(?: ?#(\d+))?", hit["list"]):
            place = self.places[int(number)]
            meant |= place.countries
            partly |= place.countries if part or self._narrows(aside) else place.partly
        found = frozenset(meant), frozenset(partly)
        return Populations(NONE, *found) if left_out else Populations(found[0], NONE, found[1])

    def _narrows(self, aside: str) -> bool:
        """Whether what stands in brackets after a country means only a part of it, as far as one can tell."""
        if not aside:
            return False
        said = self.asides[int(aside)]
        return not (_WHOLE.fullmatch(said) or (_CONDITION.fullmatch(said) and not _OF_A_PART.search(said)))


def _split(text: str) -> Iterator[str]:
    """Yield the clauses of a text; a list of places goes on over semicolons."""
    clause = ""
    for each in _ENDS.split(text):
        part = " ".join(each.split()).strip(" ,:")
        if clause and _GOES_ON.match(part) and _speaks(clause):
            clause = f"{clause}, {part}"
            continue
        if clause:
            yield clause
        clause = part
    if clause:
        yield clause


def _speaks(clause: str) -> bool:
    """Whether it is about populations at all: by the word, by leaving places out, or as a place with its parts."""
    narrows = "@" in clause and _NARROWS.search(clause)
    return bool(_SPEAKS.search(clause) or narrows or re.fullmatch(r"(?:the )?@\d+ ?#\d+", clause))


def _unwrapped(text: str) -> str:
    """Return a note without the brackets around all of it."""
    while len(text) > 1 and (text[0], text[-1]) in {("(", ")"), ("[", "]")} and _one_pair(text):
        text = text[1:-1].strip()
    return text


def _one_pair(text: str) -> bool:
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign in "([") - (sign in ")]")
        if depth == 0:
            return place == len(text) - 1
    return False
