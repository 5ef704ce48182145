"""Gathering what the rules ask about: of an application, of its lines, and of any specimens on their way."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from cites.permits.models import Application, ApplicationLine
from cites.permits.queries.asked import SpecimensAsked
from cites.permits.queries.carried import effects_on
from cites.permits.queries.listed import (
    appendix_to_come,
    governing_listing,
    hybrid_parents,
    listing_states,
    origin_known,
)
from cites.permits.queries.measures import advised_on, measures_on
from cites.permits.queries.notes import noted
from cites.permits.queries.operators import operator_facts
from cites.permits.queries.published_quotas import published_quotas
from cites.permits.queries.registered import institution_facts, operation_facts
from cites.permits.queries.suspensions import suspensions_about
from cites.permits.rules import comparable, exemptions, founder_stock, import_permits, registrations, transit, vessels
from cites.permits.rules.batches import names_consignee
from cites.permits.rules.document_types import leaves_from_here
from cites.permits.rules.facts import Coverage, LineFacts, TradeFacts
from cites.permits.rules.periods import FIRST_DAY, LAST_DAY, day_said
from cites.permits.rules.questions.of_origins import ACQUISITION_PROVED, ORIGIN_MISSING, REEXPORT_MISSING
from cites.permits.rules.questions.of_purposes import CARRIED, HOW
from cites.permits.rules.questions.of_specimens import HYBRID_PARENTS
from cites.permits.rules.registered import RegisterFacts
from cites.permits.rules.retrospective import day_of_departure, why_without
from cites.species import queries as species
from cites.species.hybrids import is_hybrid, parents_said
from cites.species.models import Annotation, Listing, Taxon
from tenants.context import current_profile

_SPECIES_AND_BELOW = frozenset({Taxon.Rank.SPECIES, Taxon.Rank.SUBSPECIES})


def trade_facts(of: Application, day: date) -> TradeFacts:
    """Return what the rules ask about an application as a whole."""
    return TradeFacts(
        document_type=of.document_type,
        exporter=exporter_of(of),
        destination=of.consignee_country,
        purpose=of.purpose,
        day=day,
        destination_known=of.consignee_country in {country.iso2 for country in species.countries(day)},
        exporter_known=bool(of.exporter_country) or leaves_from_here(of.document_type),
        purposes=frozenset(purpose.code for purpose in species.purposes(day)),
        parties=parties_on(day),
        import_permit_number=of.import_permit_number,
        import_permit_date=of.import_permit_date,
        import_permit_until=day_said(of.answers, import_permits.LAST_DAY),
        import_permit_importer=str(of.answers.get(import_permits.IMPORTER) or ""),
        importer=of.consignee_name,
        export_permit_number=str(of.answers.get("export_permit_number") or ""),
        export_permit_date=day_said(of.answers, "export_permit_date"),
        paper_date=day_said(of.answers, "paper_date"),
        paper_until=day_said(of.answers, "paper_until"),
        vessel_flag=str(of.answers.get(vessels.FLAG) or ""),
        vessel_charter=str(of.answers.get(vessels.CHARTER) or ""),
        earlier_treaty=str(of.answers.get(exemptions.EARLIER_TREATY) or ""),
        catch_document=str(of.answers.get(vessels.CATCH_DOCUMENT) or ""),
        catch_rules=str(of.answers.get(vessels.CATCH_RULES) or ""),
        exhibition_registration=str(of.answers.get(exemptions.REGISTRATION) or ""),
        institution_from=institution_facts(str(of.answers.get(registrations.SENDS) or "")),
        institution_to=institution_facts(str(of.answers.get(registrations.RECEIVES) or "")),
        operator=operator_facts(of),
        paper_destination=str(of.answers.get(transit.DESTINATION) or ""),
        paper_kind=str(of.answers.get(comparable.KIND) or ""),
        paper_says=comparable.statements_said(of.answers),
        names_consignee=names_consignee(of.document_type, of.answers),
        period_from=day_said(of.answers, FIRST_DAY),
        period_until=day_said(of.answers, LAST_DAY),
        left_on=day_of_departure(of.document_type, of.answers),
        left_without=why_without(of.document_type, of.answers),
        carried=of.answers.get(HOW) in CARRIED,
    )


def exporter_of(of: Application) -> str:
    """Return the country that the specimens leave: this one, unless the application names another."""
    return of.exporter_country or current_profile().iso2


def parties_on(day: date) -> frozenset[str]:
    """Return the codes of the Parties of that day."""
    return frozenset(country.iso2 for country in species.parties(day))


def line_facts(line: ApplicationLine, day: date) -> LineFacts:
    """Return what the rules ask about one line, with the reference data of ``day``."""
    return with_papers(line, specimen_facts(asked_of(line), day))


def asked_of(line: ApplicationLine) -> SpecimensAsked:
    """Return the specimens of a line as they were stated."""
    return SpecimensAsked(
        taxon=line.taxon_code,
        exporter=exporter_of(line.application),
        origin=line.country_of_origin,
        term=line.term,
        quantity=Decimal(line.quantity),
        unit=line.unit,
        source=line.source,
        second_source=line.source2,
        purpose=line.application.purpose,
        number=line.position,
        kingdom=line.kingdom,
        justification=line.justification,
        registered_operation=line.registered_operation,
        acquired_on=line.acquired_on,
        destination=line.application.consignee_country,
        parents=parents_said(str(line.answers.get(HYBRID_PARENTS, ""))),
    )


def with_papers(line: ApplicationLine, facts: LineFacts) -> LineFacts:
    """Return the facts with what a line alone answers of its own papers."""
    return replace(
        facts,
        import_permit_quantity=import_permits.quantity_granted(line.answers),
        acquisition_proved=str(line.answers.get(ACQUISITION_PROVED) or ""),
        origin_permit_number=line.origin_permit_number,
        origin_permit_date=line.origin_permit_date,
        origin_permit_missing=line.origin_permit_missing,
        reexport_country=line.reexport_country,
        reexport_number=line.reexport_number,
        reexport_date=line.reexport_date,
        reexport_missing=str(line.answers.get(REEXPORT_MISSING) or ""),
        marks=line.marks,
        founder_stock=str(line.answers.get(founder_stock.STOCK) or ""),
        wild_added=str(line.answers.get(founder_stock.ADDED) or ""),
        origin_missing=str(line.answers.get(ORIGIN_MISSING) or line.origin_permit_missing),
    )


def specimen_facts(asked: SpecimensAsked, day: date) -> LineFacts:
    """Return what the rules ask about specimens on their way, with the reference data of ``day``."""
    taxon = species.find_taxon(asked.taxon)
    parents = hybrid_parents(taxon, asked, day)
    listing = governing_listing(asked, parents, day)
    is_species = taxon is not None and taxon.rank in _SPECIES_AND_BELOW
    note = noted(listing, asked, day, is_species=is_species)
    return LineFacts(
        number=asked.number,
        taxon_known=taxon is not None,
        kingdom=taxon.kingdom if taxon else asked.kingdom,
        appendix=note.appendix,
        term=asked.term,
        quantity=asked.quantity,
        unit=asked.unit,
        source=asked.source,
        second_source=asked.second_source,
        justification=asked.justification,
        registered_operation=asked.registered_operation,
        operation=_operation(asked, taxon),
        acquired_on=asked.acquired_on,
        first_listed_on=species.first_listed_on(asked.taxon, origin_known(asked)) if taxon else None,
        listed_by=listing_states(listing, origin_known(asked), day),
        term_known=asked.term in {term.code for term in species.terms(day)},
        unit_known=not asked.unit or asked.unit in {unit.code for unit in species.units(day)},
        sources={source.code: source.kingdom for source in species.sources(day)},
        units_of_term=species.units_of_term(asked.term, day),
        purposes_of_term=species.purposes_of_term(asked.term, day),
        terms_of_taxon=species.terms_of_taxon(asked.taxon, day) if taxon else frozenset(),
        origin=asked.origin,
        origin_known=not asked.origin or asked.origin in species.countries_ever(),
        lineage=taxon.lineage() if taxon else frozenset(),
        is_species=is_species,
        hybrid=bool(parents) or (taxon is not None and is_hybrid(taxon.scientific_name)),
        parents=tuple(each.facts for each in parents),
        split=taxon is not None and any(each.is_split for each in species.listings_on(asked.taxon, day)),
        undecided=_undecided(asked, day) if taxon else (),
        notes=note.notes,
        coverage=note.coverage or _coverage(listing, asked.term, day),
        annotation=listing.hash_annotation if listing else "",
        found_in=species.countries_of(taxon.code) if taxon else frozenset(),
        reserved_by=species.reserved_by(taxon.code, day) if taxon else frozenset(),
        suspensions=suspensions_about(asked, day) if taxon else (),
        quotas=published_quotas(asked, day) if taxon else (),
        national=measures_on(asked, taxon, note.appendix, day) if taxon and listing else (),
        advised=advised_on(asked, taxon, note.appendix, day) if taxon and listing else (),
        effects=effects_on(asked, taxon, note.appendix, day) if taxon and listing else (),
        taxon=asked.taxon,
        preferred_unit=species.preferred_unit(asked.term, taxon.lineage() if taxon else frozenset(), day),
        coming=appendix_to_come(asked, day) if taxon else None,
    )


def _operation(asked: SpecimensAsked, taxon: Taxon | None) -> RegisterFacts | None:
    """Return what the Secretariat's register says of the operation, where the source makes it matter."""
    if taxon is None or "D" not in (asked.source, asked.second_source):
        return None
    return operation_facts(asked.registered_operation, taxon.kingdom, taxon.code)


def _undecided(asked: SpecimensAsked, day: date) -> tuple[str, ...]:
    """Return the words of the listings of which only an official can say whether these specimens are meant."""
    origin = origin_known(asked)
    found = species.undecided_listings(asked.taxon, day, origin) if origin else ()
    return tuple(dict.fromkeys(each.annotation or each.appendix for each in found))


def _coverage(listing: Listing | None, term: str, day: date) -> Coverage:
    """Return what the listing's numbered annotation says of the term; what is not known is for an official to judge."""
    if listing is None or not listing.hash_annotation:
        return Coverage.COVERED
    annotation = species.annotation_on(listing.hash_annotation, day)
    if annotation is None or not term:
        return Coverage.JUDGE
    return _covered_by(annotation, term)


def _covered_by(annotation: Annotation, term: str) -> Coverage:
    covered, exempt = annotation.covered.split(), annotation.exempt.split()
    is_meant = term in covered if covered else term not in exempt
    if is_meant and not annotation.needs_judgement:
        return Coverage.COVERED
    return Coverage.JUDGE if annotation.needs_judgement or not (covered or exempt) else Coverage.EXEMPT
