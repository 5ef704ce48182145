"""Finding taxa by what somebody types: the beginnings of words, in any order, and words that are not quite right."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, zip_longest
from typing import Any, Final, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, F, OrderBy, OuterRef, Q, QuerySet, Subquery, Value, When

from cites.species.folding import folded
from cites.species.hybrids import parents_of
from cites.species.models import Appendix, Listing, Taxon, TaxonName
from cites.species.spelling import (
    BEGINNING,
    SHORTEST,
    Distance,
    distance,
    distance_together,
    keys_of_word,
    run_together,
)
from kernel import clock

LEAST_LETTERS: Final = 2
LEAST_TO_GUESS: Final = 4
_MOST_LETTERS: Final = 160
_MOST_WORDS: Final = 8
_ENOUGH_NAMES: Final = 200
_ENOUGH_TO_MEASURE: Final = 500
_KINDS: Final = [TaxonName.Kind.ACCEPTED, TaxonName.Kind.SYNONYM, TaxonName.Kind.COMMON]
_GROUP_ENDINGS: Final = (" spp", " sp")


@dataclass(frozen=True, slots=True)
class TaxonMatch:
    """A taxon that was found, and the name by which it was found.

    ``is_guess`` says that no name is what was typed, and that this one may have been meant.
    """

    code: str
    scientific_name: str
    common_name: str
    found_by: str
    shows_it: bool
    kind: str
    appendices: tuple[str, ...]
    is_guess: bool = False

    @property
    def appendix(self) -> str:
        """The Appendices in force, as ``I``, ``I/II``, or nothing."""
        return "/".join(self.appendices)

    @property
    def by_another_name(self) -> bool:
        """Whether neither the scientific nor the common name shown says why it was found."""
        return not self.shows_it


class Beginnings(SearchQuery):
    """A query of folded words, each of which has to begin one of a name's."""

    template = "(%(expressions)s)::tsquery"

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__(" & ".join(f"'{word}':*" for word in words), search_type="raw")


class _AsIndexed(OrderBy):
    """The order of the index of beginnings, and then of keys: the first names are read from it and none is sorted."""

    template = '%(expression)s USING ~<~, "id" %(ordering)s'


class _Name(NamedTuple):
    """A name that may be meant."""

    taxon: int
    folded: str
    name: str
    kind: str
    language: str


def find_taxa(text: str, language: str, limit: int = 10, day: date | None = None) -> list[TaxonMatch]:
    """Return the taxa with a scientific name, synonym or common name like ``text``, the likeliest first.

    A name that begins with the text goes before one whose words begin with its words, in any order; one that is a
    letter or two away in a word comes after both, as a guess. Case, accents, glottal stops and hyphens do not matter.
    Fewer than two letters find nothing. ``appendices`` are those of ``day``. The name of a hybrid finds it, where it is
    in the list, and its parents.
    """
    found = _found(text, language, limit, day)
    parents = [_found(parent, language, limit, day) for parent in parents_of(text)]
    if not parents:
        return found
    own = [match for match in found if not match.is_guess]
    one_by_one = chain.from_iterable(zip_longest(*parents))
    return list({match.code: match for match in (*own, *one_by_one) if match is not None}.values())[:limit]


def _found(text: str, language: str, limit: int, day: date | None) -> list[TaxonMatch]:
    sought, own = _sought(text), language.split("-")[0]
    if len(sought) < LEAST_LETTERS:
        return []
    found = _first_of_each(sorted(_names_like(sought, limit), key=lambda name: _likeliness(name, sought, own)))
    guesses: dict[int, _Name] = {}
    if len(found) < limit and len(sought) >= LEAST_TO_GUESS and not _is_named(sought, found.values()):
        guesses = _guesses(sought, own, closest=bool(found))
    best = {**guesses, **found}
    keys = [*found, *(key for key in guesses if key not in found)][:limit]
    shown = _shown_taxa(keys, own, day or clock.now().date())
    return [_match(shown[key], best[key], sought, is_guess=key not in found) for key in keys]


def _sought(text: str) -> str:
    plain = folded(text[:_MOST_LETTERS])
    for ending in _GROUP_ENDINGS:
        plain = plain.removesuffix(ending)
    return " ".join(plain.split()[:_MOST_WORDS])


def _is_named(sought: str, found: Iterable[_Name]) -> bool:
    """Whether one of the names is what was typed, its words in any order."""
    return any(sorted(name.folded.split()) == sorted(sought.split()) for name in found)


def _names_like(sought: str, limit: int) -> list[_Name]:
    names = TaxonName.objects.order_by("folded", "pk")
    beginning = TaxonName.objects.filter(folded__startswith=sought).order_by(_AsIndexed(F("folded")))
    found = _rows(beginning, _ENOUGH_NAMES)
    if len({name.taxon for name in found}) < limit:
        later = names.filter(words=Beginnings(sought.split())).exclude(folded__startswith=sought)
        found += _rows(later, _ENOUGH_NAMES)
    return found


def _guesses(sought: str, language: str, *, closest: bool) -> dict[int, _Name]:
    """Return by taxon the names that may be meant, the nearest first; ``closest``: one letter away as a whole."""
    for near, measure in _near(sought):
        names = _rows(TaxonName.objects.filter(near).order_by("folded", "pk"), _ENOUGH_TO_MEASURE)
        measured = [(far, name) for name in names if (far := measure(sought, name.folded)) is not None]
        least = max(min((far.by_words for far, _name in measured), default=0), 1)
        meant = [(far, name) for far, name in measured if (far.whole <= 1 if closest else far.by_words <= least)]
        if meant:
            meant.sort(key=lambda each: (each[0], _likeliness(each[1], sought, language)))
            return _first_of_each(name for _far, name in meant)
    return {}


def _near(sought: str) -> Iterator[tuple[Q, Callable[[str, str], Distance | None]]]:
    """Say by which keys names near to it are found, and how to measure them: by words and, if that is vain, as one."""
    words, whole = [word for word in sought.split() if len(word) >= SHORTEST], run_together(sought)
    if words:
        by_words = Q()
        for word in words:
            by_words &= _like_word(word)
        yield by_words, distance
    if words != [whole]:
        yield Q(near__overlap=list(keys_of_word(whole))), distance_together


def _like_word(word: str) -> Q:
    near = Q(near__overlap=list(keys_of_word(word)))
    return near | Q(words=Beginnings([word])) if len(word) < BEGINNING - 1 else near


def _rows(names: QuerySet[TaxonName], most: int) -> list[_Name]:
    return [_Name(*row) for row in names.values_list("taxon_id", "folded", "name", "kind", "language")[:most]]


def _first_of_each(names: Iterable[_Name]) -> dict[int, _Name]:
    best: dict[int, _Name] = {}
    for name in names:
        best.setdefault(name.taxon, name)
    return best


def _likeliness(name: _Name, sought: str, language: str) -> tuple[bool, bool, int, bool, str]:
    """Return a key that sorts the likeliest name first."""
    foreign = bool(name.language) and name.language != language
    kind = _KINDS.index(TaxonName.Kind(name.kind))
    return not name.folded.startswith(sought), foreign, kind, name.folded != sought, name.folded


def _shown_taxa(keys: list[int], language: str, day: date) -> dict[int, Any]:
    """Return the taxa by key, each with a common name and its Appendices of ``day``, in one query."""
    in_force = Listing.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day), taxon=OuterRef("pk"), valid_from__lte=day
    )
    own_first = Case(When(language=language, then=Value(0)), default=Value(1))
    common = TaxonName.objects.filter(
        taxon=OuterRef("pk"), kind=TaxonName.Kind.COMMON, language__in={language, "en"}
    ).order_by(own_first, "pk")
    taxa = Taxon.objects.annotate(
        common_name=Subquery(common.values("name")[:1]),
        appendices=ArraySubquery(in_force.filter(taxon=OuterRef("pk")).order_by().values("appendix").distinct()),
    )
    return taxa.in_bulk(keys) if keys else {}


def _match(taxon: Any, name: _Name, sought: str, *, is_guess: bool) -> TaxonMatch:
    common = taxon.common_name or ""
    words = f"{taxon} {common}"
    return TaxonMatch(
        code=taxon.code,
        scientific_name=str(taxon),
        common_name=common,
        found_by=name.name,
        shows_it=name.name in (taxon.scientific_name, common) if is_guess else _begin_words(sought, folded(words)),
        kind=name.kind,
        appendices=tuple(sorted(taxon.appendices, key=Appendix.values.index)),
        is_guess=is_guess,
    )


def _begin_words(sought: str, shown: str) -> bool:
    """Whether each word sought begins one of those shown."""
    return all(f" {word}" in f" {shown}" for word in sought.split())


def taxon_codes_named(text: str, most: int) -> list[str]:
    """Return the codes of the taxa of which some name's words begin with the words of ``text``, in any order.

    None where there are more than ``most``, or fewer than three letters to look for: then the text names no taxon.
    """
    sought = _sought(text)
    if len(sought) <= LEAST_LETTERS:
        return []
    named = TaxonName.objects.filter(words=Beginnings(sought.split()))
    codes = list(named.order_by().values_list("taxon__code", flat=True).distinct()[: most + 1])
    return codes if len(codes) <= most else []
