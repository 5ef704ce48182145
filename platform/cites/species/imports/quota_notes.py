"""Which specimens a published quota or a suspension is about, from the words of its note: read whole, or not at all.

Species+ has no columns for it: "wild", "live", "skins and live, ranched", "hunting trophies". A note with any other
word is left as text, and the quota or suspension is about all specimens, as nobody can tell here.
"""

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Scope:
    """Codes separated by spaces, in their order; blank: all."""

    terms: str = ""
    sources: str = ""
    purposes: str = ""


ALL: Final = Scope()
_SOURCES: Final = {
    "W": ("wild", "wild taken", "wild caught", "wild harvested", "wild sourced", "taken from the wild", "from the wild",
          "removed from the wild", "source w"),
    "R": ("ranched", "ranching", "from ranching", "source r"),
    "C D": ("captive bred", "bred in captivity", "source c"),
    "F": ("captive born", "born in captivity", "f1", "source f"),
    "A D": ("artificially propagated", "source a"),
    "C F R": ("farmed", "maricultured", "mariculture", "aquacultured", "aquaculture"),
}  # fmt: skip
_TERMS: Final = {
    "LIV": ("live", "live plants"),
    "SKI": ("skins", "skin", "hides", "hide"),
    "SKP": ("skin pieces", "pieces of skin"),
    "SID": ("sides", "flanks"),
    "MEA": ("meat",),
    "SHE": ("shells", "shell"),
    "TEE": ("teeth", "tooth"),
    "TUS": ("tusks", "tusk"),
    "TUS IVP": ("raw ivory", "ivory"),
    "TRO": ("hunting trophies", "hunting trophy", "trophies", "trophy", "sport hunted trophies", "sport hunted"),
    "FIN DFN FFN": ("fins", "fin"),
    "GIL": ("gill plates",),
    "SWI": ("swim bladders",),
    "CAV": ("caviar",),
    "EGG": ("eggs", "egg"),
    "EGL": ("live eggs", "viable eggs"),
    "BOD": ("bodies", "body"),
    "SKU": ("skulls", "skull"),
    "BON": ("bones", "bone"),
    "CLA": ("claws", "claw"),
    "FEA": ("feathers",),
    "HAI": ("hair", "wool"),
    "HOR": ("horns", "horn"),
    "TAI": ("tails", "tail"),
    "FOO": ("feet",),
    "EAR": ("ears",),
    "LEG": ("frog legs",),
    "LPL LPS": ("leather products", "leather goods"),
    "CAR": ("carvings",),
    "COR": ("raw coral", "raw corals", "live rock", "coral rock"),
    "LOG": ("logs",),
    "SAW": ("sawn wood", "sawn timber"),
    "TIM": ("timber",),
    "VEN": ("veneer", "veneer sheets"),
    "BAR": ("bark",),
    "ROO": ("roots",),
    "SEE": ("seeds",),
    "OIL": ("oil",),
    "MUS": ("musk",),
    "CHP": ("chips", "woodchips"),
    "POW": ("powder",),
    "EXT": ("extract", "extracts"),
}
_PURPOSES: Final = {
    "T": ("commercial", "commercial purposes", "primarily commercial purposes", "commercial trade",
          "traded for commercial purposes"),
}  # fmt: skip
_SAYS_NOTHING: Final = (
    "only",
    "and",
    "or",
    "of",
    "from",
    "the",
    "for",
    "all",
    "as",
    "specimens",
    "animals",
    "individuals",
)
_WORDS: Final = {
    **{words: ("sources", codes) for codes, several in _SOURCES.items() for words in several},
    **{words: ("terms", codes) for codes, several in _TERMS.items() for words in several},
    **{words: ("purposes", codes) for codes, several in _PURPOSES.items() for words in several},
    **dict.fromkeys(_SAYS_NOTHING, ("", "")),
}  # fmt: skip
_LONGEST_FIRST: Final = re.compile(
    rf"(?:{'|'.join(sorted((re.escape(words) for words in _WORDS), key=len, reverse=True))})(?= |$)"
)
_HUNTED: Final = "TRO"


def scope_of(note: str) -> Scope:
    """Return which specimens a note means; all of them where it cannot be read whole."""
    found: dict[str, dict[str, None]] = {"terms": {}, "sources": {}, "purposes": {}, "": {}}
    rest = _plain(note)
    while rest:
        hit = _LONGEST_FIRST.match(rest)
        if hit is None:
            return ALL
        kind, codes = _WORDS[hit[0]]
        found[kind].update(dict.fromkeys(codes.split()))
        rest = rest[hit.end() :].lstrip()
    if list(found["terms"]) == [_HUNTED]:  # parts of a trophy stand under their own terms, but all have its purpose
        return Scope("", " ".join(found["sources"]), "H")
    return Scope(*(" ".join(found[kind]) for kind in ("terms", "sources", "purposes")))


def _plain(note: str) -> str:
    return " ".join(re.sub(r"[-,;:/&().\[\]‘’'\"]+", " ", note.casefold()).split())
