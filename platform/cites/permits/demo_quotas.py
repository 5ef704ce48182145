"""The invented quotas of the demo Parties: one with room, one nearly used up, one overdrawn by a decision on record."""

from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext

from kernel.text import gettext_noop
from tenants.context import current_party, current_profile
from tenants.releases.queries import release_in_force
from tenants.releases.services import make_release

INVENTED: Final = gettext_noop("Invented for the demonstration; no country stated it")
_Quota = dict[str, Any]


def _quota(taxon: str, term: str, source: str, unit: str, quantity: int) -> _Quota:
    which = {"taxon": taxon, "terms": [term], "sources": [source]}
    return which | {"unit": unit, "quantity": str(quantity)}


DEMO_QUOTAS: Final[dict[str, dict[str, _Quota]]] = {
    "BB": {
        "conch_meat": _quota("ALI-GIG", "MEA", "W", "KGM", 16_000),
        "conch_shells": _quota("ALI-GIG", "SHE", "W", "NAR", 2_500),
        "stony_corals": _quota("POR-SPP", "COR", "W", "KGM", 500),
    },
    "FJ": {
        "acropora_grown": _quota("ACR-SPP", "LIV", "F", "NAR", 4_000),
        "euphyllia_wild": _quota("EUP-SPP", "LIV", "W", "NAR", 300),
        "fungia_wild": _quota("FUN-SPP", "LIV", "W", "NAR", 600),
    },
    "VU": {
        "maxima_hatched": _quota("TRI-MAX", "LIV", "F", "NAR", 3_000),
        "crocea_hatched": _quota("TRI-CRO", "LIV", "F", "NAR", 450),
        "squamosa_shells": _quota("TRI-SQU", "SHE", "W", "NAR", 120),
    },
}


def state_demo_quotas() -> None:
    """Put a release of the active Party in force that differs by its invented quotas, and says that they are."""
    with translation.override(current_profile().languages[0]):
        said = {"stated_in": gettext(INVENTED)}
    quotas = {name: quota | said for name, quota in DEMO_QUOTAS[current_party().iso2].items()}
    parts = release_in_force().parts | {"quotas": {"quotas": quotas}}
    make_release(parts=parts, author="demo", note="Invented quotas, for the demonstration only.")
