"""Quotas as a part of a release, and how they are said in words."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cites.permits.rules.quotas import QuotaTable, faults_of_quotas
from cites.species import queries as species
from localization.formats import format_quantity, kept_number
from localization.languages import page_language
from tenants.releases.parts import ReleaseCheck, ReleasePart
from tenants.releases.wording import Words

LABELS: Final[Mapping[str, str | Promise]] = {
    "quotas": gettext_lazy("Quotas"),
    "taxon": gettext_lazy("Species"),
    "terms": gettext_lazy("Kinds of specimen"),
    "sources": gettext_lazy("Sources"),
    "unit": gettext_lazy("Unit"),
    "quantity": gettext_lazy("Quantity"),
    "year": gettext_lazy("Year"),
    "purposes": gettext_lazy("Purposes"),
    "first_day": gettext_lazy("First day"),
    "last_day": gettext_lazy("Last day"),
    "stated_in": gettext_lazy("Where the quota stands"),
}


def words_of_quotas(parts: Mapping[str, Any]) -> Words:
    """Return the words of the quotas of a release."""
    return Words(gettext_lazy("Quotas"), LABELS, _say, _name)


def _say(path: tuple[str, ...], value: Any, data: Any) -> str | None:
    if path[-1:] == ("taxon",):
        return taxon_words(value)
    if path[-1:] == ("quantity",):
        number = kept_number(value)  # a draft may hold anything
        return str(value) if number is None else format_quantity(number, page_language())
    return str(value) if path[-1:] == ("year",) and value is not None else None


def _name(path: tuple[str, ...], entry: Any) -> str | None:
    if len(path) != 2 or not isinstance(entry, dict):
        return None
    listed = [entry.get(key) for key in ("terms", "sources", "purposes")]
    codes = [", ".join(map(str, each)) for each in listed if isinstance(each, list)]
    return "; ".join(str(each) for each in (taxon_words(entry.get("taxon")), *codes, entry.get("year")) if each)


def taxon_words(code: Any) -> str:
    """Return the scientific name of the taxon of that code; the code itself where it is not known."""
    return str(species.find_taxon(str(code or "")) or code or "")


def _faults(table: QuotaTable) -> list[dict[str, str]]:
    return [fault | {"reason": _(fault["reason"])} for fault in faults_of_quotas(table)]


def _known_taxa(parts: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """A quota of a species that nobody knows would be kept by nobody."""
    for key, quota in parts["quotas"].quotas.items() if "quotas" in parts else ():
        if species.find_taxon(quota.taxon) is None:
            reason = _("is no code of a species or group in the list of this service")
            yield {"part": "quotas", "key": f"quotas.{key}.taxon", "reason": reason}


QUOTAS = ReleasePart("quotas", "quotas.toml", QuotaTable, _faults, words=words_of_quotas)
TAXA = ReleaseCheck("quotas are of known species", _known_taxa)
