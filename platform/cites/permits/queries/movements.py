"""Asking the rules which documents a movement of specimens needs, before anybody applies for one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from cites.permits.queries.asked import SpecimensAsked
from cites.permits.queries.facts import parties_on, specimen_facts
from cites.permits.queries.published_quotas import taken_before_asking
from cites.permits.queries.quotas_told import told_of_quotas_before_asking
from cites.permits.rules.days import too_early
from cites.permits.rules.facts import NO_STATE, SEA, LineFacts, TradeFacts
from cites.permits.rules.movements import Answer, Carrying, answer
from cites.permits.rules.quantities import MOST
from cites.species import queries as species
from cites.species.folding import folded
from cites.species.hybrids import parents_of
from cites.species.models import Taxon
from kernel.text import gettext_noop
from tenants.context import today

WILD, FROM_THE_SEA = "W", "X"
FIRST_DAY = date(1975, 7, 1)  # on which the Convention entered into force
LOOK_AHEAD = timedelta(days=2 * 366)
_LIKE = 8


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks: codes of the day, countries in two letters, the taxon by its code or one of its names,
    a hybrid also by those of its parents (``A × B``).

    Without a source the specimens count as taken from the wild, without an origin as coming from where they leave.
    """

    taxon: str
    exporter: str
    destination: str
    day: date
    term: str = ""
    source: str = WILD
    purpose: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    origin: str = ""
    carried: bool = False
    residence: str = ""
    source2: str = ""
    operation: str = ""
    acquired_on: date | None = None
    justification: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer with the taxon that it is about, and the facts on which it rests."""

    taxon: Taxon
    facts: LineFacts
    answer: Answer

    @property
    def taxa(self) -> frozenset[str]:
        """The codes of the taxa whose data decided: its own, and of a hybrid those of all parents."""
        parents = (species.taxon_by_scientific_name(each.name) for each in self.facts.parents)
        return frozenset({self.taxon.code, *(each.code for each in parents if each is not None)})


def faults_of(question: Question) -> dict[str, str]:
    """Return what of a question cannot be understood: the parameter at fault, and why (a message id)."""
    return dict(_faults(question))


def answered(question: Question) -> Answered:
    """Return what the rules say; ``question`` has no faults (see ``faults_of``)."""
    taxon = taxon_meant(question.taxon) or _parent_meant(question.taxon)
    assert taxon is not None, question
    origin = question.origin or ("" if question.exporter == SEA else question.exporter)
    asked = SpecimensAsked(
        taxon=taxon.code,
        exporter=question.exporter,
        origin=origin,
        term=question.term,
        quantity=question.quantity,
        unit=question.unit,
        source=question.source,
        second_source=question.source2,
        registered_operation=question.operation,
        acquired_on=question.acquired_on,
        justification=question.justification,
        purpose=question.purpose,
        destination=question.destination,
        parents=parents_of(question.taxon),
    )
    trade = TradeFacts(
        document_type="",
        exporter=question.exporter,
        destination=question.destination,
        purpose=question.purpose,
        day=question.day,
        parties=parties_on(question.day),
    )
    facts = specimen_facts(asked, question.day)
    trade = replace(trade, taken=taken_before_asking(facts, question.exporter, question.day))
    found = answer(trade, facts, Carrying(question.carried, question.residence))
    of_ours = told_of_quotas_before_asking(asked, found, question.day)
    return Answered(taxon, facts, replace(found, reasons=(*found.reasons, *of_ours)))


def taxon_meant(text: str) -> Taxon | None:
    """Return the taxon with that code, or the only one that has exactly that name, or None."""
    if found := species.find_taxon(text):
        return found
    named = {match.code for match in species.find_taxa(text, "en") if _is_name(match.found_by, text)}
    return species.find_taxon(named.pop()) if len(named) == 1 else None


def taxa_like(text: str) -> list[Taxon]:
    """Return some taxa of which one may be meant, where no single one has exactly that name."""
    found = dict.fromkeys(match.code for match in species.find_taxa(text, "en", _LIKE))
    return [taxon for code in found if (taxon := species.find_taxon(code)) is not None]


def _parent_meant(text: str) -> Taxon | None:
    """Return the first parent in the list of a hybrid that is in none under its own name."""
    found = (species.taxon_by_scientific_name(name) for name in parents_of(text))
    return next((each for each in found if each is not None), None)


def _is_name(name: str, text: str) -> bool:
    return folded(name) == folded(text)


def _faults(question: Question) -> Iterator[tuple[str, str]]:
    if taxon_meant(question.taxon) is None and _parent_meant(question.taxon) is None:
        yield "taxon", gettext_noop("This species is not in our list. Choose one from the list.")
    places = {
        "from": question.exporter, "to": question.destination, "origin": question.origin,
        "residence": question.residence,
    }  # fmt: skip
    for name, code in places.items():
        if code and code not in species.countries_ever():
            yield name, gettext_noop("This is no country, by its code of two letters.")
    for name in ("from", "to"):
        if not places[name]:
            yield name, gettext_noop("Say from where to where, by codes of countries of two letters.")
    if question.destination in NO_STATE:
        yield "to", gettext_noop("This is no country to which anything could be brought.")
    if question.exporter in NO_STATE - {SEA}:
        yield "from", gettext_noop("This is no country from which anything could be brought.")
    if question.exporter == SEA and question.source != FROM_THE_SEA:
        yield "source", gettext_noop("What comes from the high seas has the source X.")
    if FIRST_DAY <= question.day <= today() + LOOK_AHEAD:
        yield from _faults_of_codes(question)
    else:
        yield "date", gettext_noop("Choose a day since 1 July 1975 and not more than two years ahead.")
    if question.acquired_on is not None:
        yield from _faults_of_acquisition(question.acquired_on, question.day)
    if question.quantity is not None and not 0 < question.quantity <= MOST:
        yield "quantity", gettext_noop("The quantity must be more than 0, and 1,000,000,000 or less.")


def _faults_of_acquisition(acquired_on: date, day: date) -> Iterator[tuple[str, str]]:
    if acquired_on > day:
        yield "acquired_on", gettext_noop("The day of acquisition lies after the day of the journey.")
    elif early := too_early("acquired_on", acquired_on, day):
        yield "acquired_on", early


def _faults_of_codes(question: Question) -> Iterator[tuple[str, str]]:
    day = question.day
    lists = (
        (
            "term",
            question.term,
            species.terms(day),
            gettext_noop("No term of three letters has this code on that day."),
        ),
        (
            "unit",
            question.unit,
            species.units(day),
            gettext_noop("No unit of three letters has this code on that day."),
        ),
        ("source", question.source, species.sources(day), gettext_noop("No source has this letter on that day.")),
        (
            "source2",
            question.source2,
            species.sources(day),
            gettext_noop("No source has this letter on that day."),
        ),
        ("purpose", question.purpose, species.purposes(day), gettext_noop("No purpose has this letter on that day.")),
    )
    for name, code, entries, message in lists:
        if code and code not in {entry.code for entry in entries}:
            yield name, message
