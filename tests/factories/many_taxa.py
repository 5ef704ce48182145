"""A full list of species, as large as the real one and made up: the same in every run, and in nobody's data.

Names are built of syllables as those of their kind are: Latin of genus and epithet, common names of two or three words in
several languages. A genus has many species and a common word stands in many names, for that is what a search has to bear.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import Final

TAXA: Final = 40_000
NAMES: Final = 150_000
_SEED = 1975
_ONSETS = [
    "b",
    "c",
    "ch",
    "cr",
    "d",
    "dr",
    "f",
    "g",
    "gr",
    "h",
    "l",
    "m",
    "n",
    "p",
    "ph",
    "pl",
    "pr",
    "qu",
    "r",
    "s",
    "sc",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "x",
    "z",
]
_VOWELS = ["a", "e", "i", "o", "u", "ae", "au", "ia", "io"]
_GENUS_ENDS = ["a", "us", "is", "ops", "ella", "ium", "ornis", "myia", "chelys", "phyllum", "dendron", "soma"]
_EPITHET_ENDS = ["a", "us", "um", "ensis", "ata", "atus", "icola", "ii", "iana", "ifera", "oides", "ulosa"]
_SPOKEN = {
    "en": ("lesser greater northern southern spotted golden crested common", "parrot orchid turtle coral frog shark"),
    "fr": ("petit grand géant rayé doré huppé tacheté épineux", "perroquet orchidée tortue corail grenouille requin"),
    "es": ("pequeño gigante rayado dorado moñudo común espinoso", "loro orquídea tortuga coral rana tiburón"),
    "pt": ("pequeno gigante listrado dourado comum", "papagaio orquídea tartaruga coral rã tubarão"),
    "to": ("lahi siʻi kula ʻuliʻuli", "fonu ika ngū feke"),
}


@dataclass(frozen=True, slots=True)
class MadeName:
    """One name of a taxon: its kind, its language where it is a common name, and the name."""

    kind: str
    language: str
    name: str


@dataclass(frozen=True, slots=True)
class MadeTaxon:
    """One species and all that it is called, the accepted name first."""

    code: str
    genus: str
    names: tuple[MadeName, ...]


def made_taxa(taxa: int = TAXA, names: int = NAMES) -> Iterator[MadeTaxon]:
    """Yield so many species with so many names in all; the first of a run are the same whatever the numbers."""
    random = Random(_SEED)
    genera = _words(random, max(taxa // 10, 5), _GENUS_ENDS, 2)
    shares = list(accumulate(1 / (place + 3) for place in range(len(genera))))
    epithets = _words(random, max(taxa // 3, 40), _EPITHET_ENDS, 3)
    taken: set[str] = set()
    left = names
    for number in range(taxa):
        genus = random.choices(genera, cum_weights=shares)[0]
        accepted = _binomial(random, genus, epithets, taken)
        more = min(left - (taxa - number), 2 * round(left / (taxa - number) - 1)) if left > taxa - number else 0
        wanted = random.randint(0, more)
        told = _others(random, wanted, genera, epithets, taken)
        left -= 1 + len(told)
        yield MadeTaxon(f"Z{number:06}", genus, (MadeName("accepted", "", accepted), *told))


def _others(
    random: Random, wanted: int, genera: Sequence[str], epithets: Sequence[str], taken: set[str]
) -> list[MadeName]:
    """Synonyms and common names, about as many of the one as of the other."""
    found: dict[tuple[str, str], MadeName] = {}
    while len(found) < wanted:
        if random.random() < 0.45:
            made = MadeName("synonym", "", _binomial(random, random.choice(genera), epithets, taken))
        else:
            language = random.choice(list(_SPOKEN))
            made = MadeName("common", language, _common(random, language, epithets))
        found.setdefault((made.language, made.name), made)
    return list(found.values())


def _common(random: Random, language: str, epithets: Sequence[str]) -> str:
    manners, kinds = (_SPOKEN[language][0].split(), _SPOKEN[language][1].split())
    words = [random.choice(manners), random.choice(epithets).removesuffix("ii"), random.choice(kinds)]
    return " ".join(words if language == "en" else reversed(words)).capitalize()


def _binomial(random: Random, genus: str, epithets: Sequence[str], taken: set[str]) -> str:
    while True:
        name = f"{genus} {random.choice(epithets)}"
        if name not in taken:
            taken.add(name)
            return name.capitalize()


def _words(random: Random, number: int, ends: Sequence[str], syllables: int) -> list[str]:
    """So many different words; those of fewer syllables are as frequent as the others."""
    found: dict[str, None] = {}
    while len(found) < number:
        stem = "".join(random.choice(_ONSETS) + random.choice(_VOWELS) for _ in range(random.randint(1, syllables)))
        found[stem + random.choice(_ONSETS) + random.choice(ends)] = None
    return list(found)
