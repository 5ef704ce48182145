"""Names of countries, and of parts of the world, as notes in the Appendices write them."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from cites.species.folding import folded

# Other spellings than those of the list of countries; of one that may be two States, none.
_ALIASES: Final = {
    "bolivia": "BO", "venezuela": "VE", "iran": "IR", "united states": "US", "usa": "US", "russia": "RU",
    "tanzania": "TZ", "laos": "LA", "vietnam": "VN", "south korea": "KR", "moldova": "MD", "syria": "SY",
    "brunei": "BN", "cape verde": "CV", "ivory coast": "CI", "swaziland": "SZ", "turkey": "TR", "burma": "MM",
    "czech republic": "CZ", "great britain": "GB", "united kingdom": "GB", "macedonia": "MK", "guinea bissau": "GW",
    "bahamas": "BS", "gambia": "GM", "netherlands": "NL", "republic of the congo": "CG",
    "congo democratic republic of the": "CD",
    "democratic people s republic of korea": "KP", "saint martin": "MF",
}  # fmt: skip
_AFRICA: Final = (
    "DZ AO BJ BW BF BI CV CM CF TD KM CG CD CI DJ EG GQ ER SZ ET GA GM GH GN GW KE LS LR LY MG MW ML MR MU MA MZ NA NE "
    "NG RW ST SN SC SL SO ZA SS SD TZ TG TN UG ZM ZW RE YT SH EH"
)
_ASIA: Final = (
    "AF AM AZ BH BD BT BN KH CN GE HK IN ID IR IQ IL JP JO KZ KW KG LA LB MO MY MV MN MM NP KP OM PK PH QA KR SA SG LK "
    "SY TW TJ TH TL TM AE UZ VN YE PS CY TR RU EG"
)
_CENTRAL_AMERICA: Final = "BZ CR GT HN NI PA SV"
_NORTH_AMERICA: Final = "CA US MX"
_SOUTH_AMERICA: Final = "AR BO BR CL CO EC FK GF GY PE PY SR UY VE"
_NEOTROPICS: Final = (
    "AG AI AR AW BB BL BO BQ BR BS BZ CL CO CR CU CW DM DO EC GD GF GP GT GY HN HT JM KN KY LC MF MQ MS MX NI PA PE PR "
    "PY SR SV SX TC TT UY VC VE VG VI"
)
# What lies in such a part of the world, and which of it lies there only in part, or by one reckoning of two.
_REGIONS: Final[Mapping[str, tuple[str, str]]] = {
    "africa": (_AFRICA, ""), "african": (_AFRICA, ""),
    "asia": (_ASIA, "RU TR EG CY KZ AZ GE ID"), "asian": (_ASIA, "RU TR EG CY KZ AZ GE ID"),
    "neotropics": (_NEOTROPICS, "MX"), "neotropical": (_NEOTROPICS, "MX"),
    "americas": (f"{_NEOTROPICS} CA US GL BM PM FK", "GL"), "south america": (_SOUTH_AMERICA, ""),
    "central america": (_CENTRAL_AMERICA, ""), "north america": (_NORTH_AMERICA, "MX"),
    "central and north america": (f"{_CENTRAL_AMERICA} {_NORTH_AMERICA}", ""),
    "north and central america": (f"{_CENTRAL_AMERICA} {_NORTH_AMERICA}", ""),
}  # fmt: skip
_OFFICIAL: Final = re.compile(
    r"\s*\((?:plurinational state|bolivarian republic|islamic republic|federated states|the|republic|"
    r"democratic republic) ?(?:of)?(?: the)?\)",
    re.IGNORECASE,
)
_LONG_WORD: Final = re.compile(r"[^\W\d_]{3,}")  # in capitals: then “IN” and “NO” are words as well
_CODE: Final = re.compile(r"\b[A-Z]{2}\b")


@dataclass(frozen=True, slots=True)
class Place:
    """The countries that a name stands for, and those of which it means a part."""

    countries: frozenset[str]
    partly: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Gazetteer:
    """Places by their folded names, and the codes of countries."""

    places: Mapping[str, Place]
    codes: frozenset[str]
    pattern: re.Pattern[str]

    def mark(self, text: str) -> tuple[str, list[Place]]:
        """Return a note folded but for its signs, with ``@n`` for each place in it, and these places by number."""
        found: list[Place] = []

        def put(place: Place) -> str:
            found.append(place)
            return f"@{len(found) - 1}"

        plain = _OFFICIAL.sub("", text)
        if not any(word.isupper() for word in _LONG_WORD.findall(plain)):
            plain = _CODE.sub(lambda hit: put(self.places[hit[0].lower()]) if hit[0] in self.codes else hit[0], plain)
        plain = _folded_but_signs(plain)
        return self.pattern.sub(lambda hit: put(self.places[hit[1]]), plain), found


def gazetteer(names: Collection[tuple[str, str]]) -> Gazetteer:
    """Return the places of countries, given as code and name; a name of several is none's."""
    known: dict[str, set[str]] = {}
    codes = {code for code, _name in names}
    for code, name in (*names, *((code, name) for name, code in _ALIASES.items())):
        for each in {folded(_OFFICIAL.sub("", name)), _folded_but_signs(_OFFICIAL.sub("", name))}:
            known.setdefault(each, set()).add(code)
    places = {name: Place(frozenset(meant)) for name, meant in known.items() if len(meant) == 1}
    by_name = {name: Place(frozenset(all_.split()), frozenset(some.split())) for name, (all_, some) in _REGIONS.items()}
    words = sorted(places | by_name, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w@-])({'|'.join(map(re.escape, words))})(?![\w-])")
    by_code = {code.lower(): Place(frozenset([code])) for code in codes}
    return Gazetteer({**by_code, **places, **by_name}, frozenset(codes), pattern)


def _folded_but_signs(text: str) -> str:
    """Return ``text`` folded word by word; the signs between words stay, a typographic apostrophe becomes plain."""
    plain = text.replace("\u2019", "'").replace("&", "and")
    return re.sub(r"[^\W_]+", lambda word: folded(word[0]), plain)
