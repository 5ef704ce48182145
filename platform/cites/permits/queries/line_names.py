"""Which taxa the names in a sheet mean: accepted names, synonyms and common names, many at once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from cites.permits.sheets.columns import COMMON_NAME, TAXON
from cites.permits.sheets.faults import Fault
from cites.species.folding import folded
from cites.species.models import Taxon, TaxonName
from cites.species.queries import find_taxa, first_common_name
from kernel.text import gettext_noop

_AT_A_TIME: Final = 1_000
_MOST_SUGGESTED: Final = 200  # different names; who misspells more has another list in hand
_SHOWN: Final = 3
_OF_GROUPS: Final = re.compile(r"\s+spp?\.?$", re.IGNORECASE)
# `Aliger gigas (Linnaeus, 1758)`: whoever copies from a checklist copies the author too.
_WITH_AUTHOR: Final = re.compile(r"(?P<name>[A-Z][\w-]+(?: [a-z-]+){0,2})\s+\(?[A-Z].*")


@dataclass(frozen=True, slots=True)
class Named:
    """The taxon that a row means, with its common name in the reader's language; or what is wrong with its names."""

    taxon: Taxon | None = None
    common_name: str = ""
    fault: Fault | None = None
    note: Fault | None = None


@dataclass
class NameFinder:
    """Finds taxa by the names of a sheet in ``language``; asks for each name once."""

    language: str
    _found: dict[str, list[TaxonName]] = field(default_factory=lambda: defaultdict(list))
    _common: dict[int, list[TaxonName]] = field(default_factory=lambda: defaultdict(list))
    _suggested: dict[str, str] = field(default_factory=dict)

    def learn(self, texts: Iterable[str]) -> None:
        """Read all that is known of these names, in a few queries."""
        names = iter({each for text in texts for each in _forms(text)})
        taxa: set[int] = set()
        while some := list(islice(names, _AT_A_TIME)):
            for name in TaxonName.objects.filter(folded__in=some).select_related("taxon").order_by("pk"):
                self._found[name.folded].append(name)
                taxa.add(name.taxon_id)
        for name in TaxonName.objects.filter(taxon__in=taxa, kind=TaxonName.Kind.COMMON).order_by("pk"):
            self._common[name.taxon_id].append(name)

    def find(self, scientific: str, common: str) -> Named:
        """Return which taxon these two texts of a row mean, of which one may be empty; ``learn`` them first."""
        column = TAXON if scientific else COMMON_NAME
        text = scientific or common
        names = self._names(text, common=not scientific) or self._names(text, common=True)
        taxa = {name.taxon_id: name.taxon for name in names}
        if len(taxa) > 1:
            message = gettext_noop("“%(text)s” may be %(names)s: write the scientific name")
            listed = ", ".join(sorted(map(str, taxa.values()))[:_SHOWN])
            return Named(fault=Fault(message, column, {"text": text, "names": listed}))
        if not taxa:
            return Named(fault=self._unknown(text, column))
        taxon = next(iter(taxa.values()))
        note = None if self._is_accepted(names) else _taken_for(names[0], text, taxon, column)
        return Named(taxon, first_common_name(self._common[taxon.pk], self.language), note=note)

    def _names(self, text: str, *, common: bool) -> list[TaxonName]:
        for form in _forms(text):
            found = [name for name in self._found[form] if (name.kind == TaxonName.Kind.COMMON) is common]
            if accepted := [name for name in found if name.kind == TaxonName.Kind.ACCEPTED]:
                return accepted
            if found:
                return found
        return []

    @staticmethod
    def _is_accepted(names: list[TaxonName]) -> bool:
        return any(name.kind == TaxonName.Kind.ACCEPTED for name in names)

    def _unknown(self, text: str, column: str) -> Fault:
        if text not in self._suggested and len(self._suggested) < _MOST_SUGGESTED:
            self._suggested[text] = ", ".join(_like(text, self.language))
        if near := self._suggested.get(text):
            message = gettext_noop("“%(text)s” is not in our list of species. Is it one of these: %(names)s?")
            return Fault(message, column, {"text": text, "names": near})
        message = gettext_noop("“%(text)s” is not in our list of species: write the scientific name as the list has it")
        return Fault(message, column, {"text": text})


def _forms(text: str) -> Iterator[str]:
    """The name as it may stand in the list: whole, without `spp.`, without its author."""
    bare = _OF_GROUPS.sub("", text.strip())
    yield folded(bare)
    if match := _WITH_AUTHOR.fullmatch(bare):
        yield folded(match["name"])


def _like(text: str, language: str) -> list[str]:
    return [match.scientific_name for match in find_taxa(text, language, limit=_SHOWN)]


def _taken_for(name: TaxonName, text: str, taxon: Taxon, column: str) -> Fault:
    data = {"text": text, "name": str(taxon)}
    if name.kind == TaxonName.Kind.SYNONYM:
        return Fault(gettext_noop("“%(text)s” is a synonym: the permit will say %(name)s"), column, data)
    return Fault(gettext_noop("“%(text)s” is taken for %(name)s"), column, data)
