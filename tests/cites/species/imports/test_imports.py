"""What an import makes of the reference data, and that nothing of it shows before it is whole."""

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from cites.species import memory, queries
from cites.species.imports.errors import (
    AnotherUnfinished,
    DayNotTold,
    DayToCome,
    ImportUnderWay,
    NothingUnfinished,
    OlderThanInForce,
    TooMuchGone,
    TooMuchUnreadable,
)
from cites.species.imports.readers import file_readers
from cites.species.imports.running import alone
from cites.species.imports.starting import abandon_unfinished, apply_ready, import_file
from cites.species.models import (
    Dataset,
    ImportChange,
    ImportRun,
    Listing,
    PublishedQuota,
    Range,
    StagedRecord,
    Suspension,
    Taxon,
    TaxonName,
)
from cites.species.services import load_reference_data
from kernel import clock
from tenants.audit.models import AuditEntry
from tests.factories.species_data import concept, listing, quota, suspension

pytestmark = pytest.mark.slow


def test_an_import_brings_all_that_is_told(bring: Any) -> None:
    run = bring(concept(90001, "Invented fictus"), as_of=date(2026, 11, 1))
    taxon = Taxon.objects.get(species_plus_id=90001)
    assert (taxon.code, taxon.dataset, taxon.rank, taxon.family) == (
        "SP-90001",
        "species_plus",
        "species",
        "Inventedidae",
    )
    assert set(taxon.names.values_list("kind", "language", "name", "folded")) == {
        ("accepted", "", "Invented fictus", "invented fictus"),
        ("synonym", "", "Invented olim90001", "invented olim90001"),
        ("common", "en", "Made-up bird 90001", "made up bird 90001"),
        ("common", "fr", "Oiseau feint 90001", "oiseau feint 90001"),
    }
    (found,) = Listing.objects.filter(taxon=taxon)
    assert (found.appendix, found.valid_from, found.valid_to) == ("II", date(1990, 1, 18), None)
    assert (found.hash_annotation, found.annotation, found.date_certain) == ("#4", "Only invented ones.", True)
    assert Range.objects.get(taxon=taxon).tags == "extinct (?)"
    assert str(PublishedQuota.objects.get(taxon=taxon).quantity) == "120.500000"
    suspended = Suspension.objects.get(taxon=taxon)
    assert (suspended.begun_by, suspended.notes, suspended.sources) == ("No. 2020/001", "wild", "W")
    assert (run.state, run.added, run.changed, run.removed) == ("applied", 1, 0, 0)
    assert Dataset.objects.get(code="species_plus").taken_on == date(2026, 11, 1)
    assert not StagedRecord.objects.exists()


def test_the_taxon_of_the_starter_list_keeps_its_code_and_its_local_names(bring: Any) -> None:
    conch = Taxon.objects.get(code="ALI-GIG")
    TaxonName.objects.create(taxon=conch, kind="common", language="bi", name="bigfala sel", folded="bigfala sel")
    french = set(conch.names.filter(language="fr").values_list("name", flat=True))
    told = concept(90002, "Aliger gigas", common_names=[{"name": "new queen", "language": "EN"}], synonyms=[])
    bring(told, as_of=date(2026, 11, 1))
    conch.refresh_from_db()
    assert (conch.code, conch.dataset, conch.species_plus_id) == ("ALI-GIG", "species_plus", 90002)
    assert set(conch.names.filter(language="en").values_list("name", flat=True)) == {"new queen"}
    assert set(conch.names.filter(language="fr").values_list("name", flat=True)) == french != set()
    assert conch.names.filter(name="bigfala sel").exists()
    assert not conch.names.filter(kind="synonym").exists()
    assert [(each.appendix, each.valid_from) for each in conch.listings.all()] == [("II", date(1990, 1, 18))]


def test_loading_the_starter_list_leaves_alone_what_was_imported(bring: Any) -> None:
    bring(concept(90002, "Aliger gigas"))
    Taxon.objects.filter(scientific_name="Amazona amazonica").delete()
    bring(concept(90002, "Aliger gigas"), concept(90003, "Amazona amazonica"), name="next.ndjson")
    before = [
        list(model.objects.exclude(dataset="starter").order_by("pk").values()) for model in (Taxon, TaxonName, Listing)
    ]
    for table in (*load_reference_data(), *load_reference_data()):
        assert (table.created, table.changed, table.removed) == (0, 0, 0)
    assert [
        list(model.objects.exclude(dataset="starter").order_by("pk").values()) for model in (Taxon, TaxonName, Listing)
    ] == before
    assert not Taxon.objects.filter(code="AMA-AMA").exists()


def test_the_difference_is_read_before_it_is_in_force_and_nothing_of_it_shows(bring: Any) -> None:
    bring(concept(90001))
    changed = concept(90001, cites_legislation={"cites_listings": [listing(90001, annotation="All of them.")]})
    told = (changed, concept(90002, "Invented alter"))
    before = [list(model.objects.order_by("pk").values()) for model in (Taxon, TaxonName, Listing, Range)]
    run = bring(*told, name="next.ndjson", dry=True)
    assert (run.state, run.added, run.changed, run.removed) == ("ready", 1, 1, 0)
    change = ImportChange.objects.get(run=run, kind="changed")
    (row,) = change.rows
    assert (change.taxon_code, row["table"], row["what"]) == ("SP-90001", "listing", "changed")
    assert (row["before"]["annotation"], row["after"]["annotation"]) == ("Only invented ones.", "All of them.")
    assert [list(model.objects.order_by("pk").values()) for model in (Taxon, TaxonName, Listing, Range)] == before
    again = bring(*told, name="next.ndjson")
    assert (again.pk, again.state, again.added, again.changed) == (run.pk, "applied", 1, 1)
    assert Listing.objects.get(taxon__species_plus_id=90001).annotation == "All of them."


def test_the_same_file_again_finds_nothing_to_do(bring: Any) -> None:
    run = bring(concept())
    assert bring(concept()).pk == run.pk
    assert ImportRun.objects.count() == 1


def test_a_file_in_which_nothing_changed_changes_nothing(bring: Any) -> None:
    told = [concept(90001, "Invented fictus"), concept(90002, "Invented alter")]
    bring(*told)
    run = bring(*reversed(told), name="next.ndjson")
    assert (run.added, run.changed, run.removed, run.changes.count()) == (0, 0, 0, 0)


def test_a_taxon_that_is_gone_or_inactive_stays_without_a_listing(bring: Any) -> None:
    bring(concept(90001, "Invented fictus"), concept(90002, "Invented alter"), concept(90003, "Invented tertius"))
    inactive = concept(90002, "Invented alter", active=False)
    run = bring(concept(90003, "Invented tertius"), inactive, name="next.ndjson", as_of=date(2026, 11, 8))
    assert run.removed == 2
    ends = dict(Listing.objects.filter(dataset="species_plus").values_list("taxon__code", "valid_to"))
    assert ends == {"SP-90001": date(2026, 11, 7), "SP-90002": date(2026, 11, 7), "SP-90003": None}


def test_taxa_may_swap_names_and_be_told_under_another_number(bring: Any) -> None:
    bring(concept(90001, "Invented fictus"), concept(90002, "Invented alter"), concept(90003, "Invented tertius"))
    run = bring(
        concept(90001, "Invented alter"), concept(90002, "Invented fictus"), concept(90003, "Invented tertius", active=False),
        concept(90009, "Invented tertius"), name="next.ndjson",
    )  # fmt: skip
    names = dict(Taxon.objects.filter(dataset="species_plus").values_list("code", "scientific_name"))
    assert names == {"SP-90001": "Invented alter", "SP-90002": "Invented fictus", "SP-90003": "Invented tertius"}
    assert Taxon.objects.get(code="SP-90003").species_plus_id == 90009
    assert (run.state, run.removed) == ("applied", 0)


def test_the_second_taxon_of_a_name_is_told_and_left_out(bring: Any) -> None:
    run = bring(concept(90001, "Inventus"), concept(90002, "Inventus"))
    assert (run.added, run.left_out) == (1, 1)
    fault = run.faults.get()
    assert "another taxon has that name" in fault.text % fault.facts


def test_a_note_that_cannot_be_read_whole_leaves_a_suspension_for_all_specimens(bring: Any) -> None:
    note = "All commercial trade except in hunting trophies"
    bring(concept(90001, cites_legislation={"cites_suspensions": [suspension(90001, notes=note)]}))
    (found,) = Suspension.objects.all()
    assert (found.notes, found.terms, found.sources, found.purposes) == (note, "", "", "")


def test_a_suspension_of_all_taxa_is_kept_once(bring: Any) -> None:
    law = {"cites_suspensions": [suspension(1, taxon_concept_id=None)]}
    bring(concept(90001, cites_legislation=law), concept(90002, "Invented alter", cites_legislation=law))
    (found,) = Suspension.objects.all()
    assert (found.taxon, found.country) == (None, "GD")


def handed(*taxa: int, own: bool = True) -> list[Any]:
    """A genus (90009) with a quota and a suspension, and species of it of which the same is told again."""
    law = {"cites_quotas": [quota(90009, taxon_concept_id=90009)], "cites_suspensions": [suspension(90009)]}
    told = [concept(number, f"Inventus n{number}", cites_legislation=law) for number in taxa]
    return [*told, concept(90009, "Inventus", rank="GENUS", cites_legislation=law)] if own else told


def kept() -> set[tuple[str, str]]:
    """Which suspensions and quotas are kept, and of which taxon each is."""
    return {
        (model.__name__, each.taxon.scientific_name)
        for model in (Suspension, PublishedQuota)
        for each in model.objects.filter(their_id__in=(900091, 900092)).select_related("taxon")
    }


def in_force(code: str) -> tuple[int, int]:
    """How many suspensions and quotas the rules and the page of a taxon are told, which are the same."""
    memory.forget()
    day, taxa = date(2026, 11, 9), queries.taxon_and_groups(queries.taxon(code))
    found = len(queries.suspensions_on(code, day)), len(queries.published_quotas_on(code, "FJ", day))
    assert (len(queries.suspensions_of(taxa)), len(queries.published_quotas_of(taxa))) == found
    return found


OF_THE_GENUS = {("Suspension", "Inventus"), ("PublishedQuota", "Inventus")}


def test_what_a_genus_hands_down_is_kept_once_and_told_once_of_each_species(bring: Any) -> None:
    bring(*handed(90001, 90002))
    assert (Suspension.objects.count(), PublishedQuota.objects.count(), kept()) == (1, 1, OF_THE_GENUS)
    assert in_force("SP-90001") == in_force("SP-90002") == in_force("SP-90009") == (1, 1)
    run = bring(*reversed(handed(90001, 90002)), name="next.ndjson")
    assert (run.added, run.changed, run.removed) == (0, 0, 0)


def test_what_only_its_species_tell_of_a_genus_is_kept_at_the_genus(bring: Any) -> None:
    silent = concept(90009, "Inventus", rank="GENUS", cites_legislation={"cites_listings": [listing(90009)]})
    for place, genus in enumerate(
        (silent, {**silent, "cites_legislation": {"cites_suspensions": [], "cites_quotas": []}})
    ):
        bring(genus, *handed(90001, 90002, own=False), name=f"{place}.ndjson")
        assert kept() == OF_THE_GENUS
        assert in_force("SP-90002") == (1, 1)


def test_while_a_genus_is_not_known_its_species_have_what_it_hands_down(bring: Any) -> None:
    bring(*handed(90001, 90002, own=False))
    species = {"Inventus n90001", "Inventus n90002"}
    assert kept() == {(name, each) for name in ("Suspension", "PublishedQuota") for each in species}
    assert in_force("SP-90001") == (1, 1)
    bring(*handed(90001, 90002), name="next.ndjson")
    assert kept() == OF_THE_GENUS


def test_a_genus_under_another_number_is_found_though_its_species_still_tell_the_old_one(bring: Any) -> None:
    bring(*handed(90001))
    genus = concept(90010, "Inventus", rank="GENUS", cites_legislation={"cites_quotas": [], "cites_suspensions": []})
    run = bring(*handed(90001, own=False), genus, name="next.ndjson")
    assert (Taxon.objects.get(code="SP-90009").species_plus_id, run.left_out) == (90010, 0)
    assert in_force("SP-90001") == (1, 1)


def test_of_a_number_that_a_genus_and_its_species_have_both_the_genus_counts(bring: Any) -> None:
    bring(*handed(90001))
    for model in (Suspension, PublishedQuota):
        row = model.objects.get()
        row.pk, row.taxon = None, Taxon.objects.get(code="SP-90001")
        row.save()
    assert in_force("SP-90001") == (1, 1)
    (told,) = queries.published_quotas_on("SP-90001", "FJ", date(2026, 11, 9))
    assert told.taxon.scientific_name == "Inventus"


@pytest.mark.parametrize("seed", range(4))
def test_however_measures_are_handed_down_each_is_kept_once_at_the_taxon_that_it_names(bring: Any, seed: int) -> None:
    random = Random(seed)
    taxa = range(90001, 90001 + 12)
    measures = {number: [each for each in (suspension(number), quota(number, taxon_concept_id=number)) if random.random() < 0.5]
                for number in taxa}  # fmt: skip
    told = []
    for number in taxa:
        law: dict[str, Any] = {"cites_suspensions": [], "cites_quotas": []}
        for of in (number, *random.sample(taxa, 4)):
            for each in measures[of]:
                law["cites_quotas" if "quota" in each else "cites_suspensions"].append(each)
        told.append(concept(number, f"Inventus n{number}", cites_legislation=law))
    bring(*told)
    expected = sorted((number, each["id"]) for number in taxa for each in measures[number])
    rows = [(each.taxon.species_plus_id, each.their_id) for model in (Suspension, PublishedQuota)
            for each in model.objects.select_related("taxon")]  # fmt: skip
    assert sorted(rows) == expected
    random.shuffle(told)
    run = bring(*told, name="next.ndjson")
    assert (run.added, run.changed, run.removed) == (0, 0, 0)


def test_an_index_without_dates_ends_what_it_no_longer_names_and_keeps_what_it_does(bring: Any, tmp_path: Any) -> None:
    bring(concept(90001, "Invented fictus"), concept(90002, "Invented alter"))
    path = tmp_path / "index.csv"
    head = "TaxonId,Kingdom,FullName,RankName,CurrentListing\n"
    path.write_text(f"{head}90001,Animalia,Invented fictus,SPECIES,I\n90002,Animalia,Invented alter,SPECIES,II\n")
    import_file(file_readers.get("checklist"), path, lambda run: None, as_of=date(2026, 11, 9))
    kept = Listing.objects.filter(dataset="species_plus").order_by("taxon__code", "valid_from")
    assert list(kept.values_list("taxon__code", "appendix", "valid_from", "valid_to", "date_certain")) == [
        ("SP-90001", "II", date(1990, 1, 18), date(2026, 11, 8), True),
        ("SP-90001", "I", date(2026, 11, 9), None, False),
        ("SP-90002", "II", date(1990, 1, 18), None, True),
    ]
    assert Taxon.objects.get(code="SP-90001").phylum == "Chordata"  # which the index leaves out


def test_a_history_adds_up_to_listings_and_reservations(owner: str, tmp_path: Any) -> None:
    path = tmp_path / "history.csv"
    head = "Kingdom,FullName,Rank,Appendix,ChangeType,Party,EffectiveAt,IsCurrent\n"
    rows = ["II,+,,04/02/1977,f", "I,R+,JP,18/01/1990,t", "I,+,,18/01/1990,t"]
    path.write_text(head + "".join(f"Animalia,Invented fictus,SPECIES,{row}\n" for row in rows))
    with pytest.raises(DayNotTold):
        import_file(file_readers.get("history"), path, lambda run: None)
    import_file(file_readers.get("history"), path, lambda run: None, as_of=date(2026, 11, 9))
    taxon = Taxon.objects.get(scientific_name="Invented fictus")
    assert taxon.code.startswith("N-")
    assert list(taxon.listings.values_list("appendix", "valid_from", "valid_to")) == [
        ("II", date(1977, 2, 4), date(1990, 1, 17)), ("I", date(1990, 1, 18), None),
    ]  # fmt: skip
    assert [each.party for each in taxon.reservations.all()] == ["JP"]


def test_a_source_that_can_hardly_be_read_is_refused_whole(bring: Any) -> None:
    spoilt = [{"id": None}] * 30
    with pytest.raises(TooMuchUnreadable):
        bring(*spoilt, *(concept(90000 + number, f"Invented n{number}") for number in range(100)))
    run = ImportRun.objects.get()
    assert (run.state, run.unreadable, StagedRecord.objects.count()) == ("failed", 30, 0)
    assert not Taxon.objects.filter(dataset="species_plus").exists()


def test_a_file_that_lacks_many_taxa_waits_until_somebody_means_it(bring: Any) -> None:
    told = [concept(90000 + number, f"Invented n{number}") for number in range(60)]
    bring(*told)
    with pytest.raises(TooMuchGone):
        bring(*told[:20], name="torn.ndjson")
    run = ImportRun.objects.first()
    assert run is not None
    assert run.fault % run.fault_facts == "Of 60 taxa 40 are missing in this source. Nothing was put in force."
    assert Listing.objects.filter(dataset="species_plus", valid_to=None).count() == 60
    assert bring(*told[:20], name="torn.ndjson", removals=True).removed == 40


def test_another_file_waits_for_the_one_that_is_unfinished(bring: Any) -> None:
    run = bring(concept(), dry=True)
    with pytest.raises(AnotherUnfinished):
        bring(concept(90002, "Invented alter"), name="other.ndjson")
    assert abandon_unfinished("ndjson").pk == run.pk
    assert not StagedRecord.objects.exists()
    assert bring(concept(90002, "Invented alter"), name="other.ndjson").state == "applied"
    with pytest.raises(NothingUnfinished):
        bring(concept(), resume=True)


def test_an_older_file_never_takes_the_place_of_a_newer_one(bring: Any) -> None:
    strict = {"cites_listings": [listing(90001, "I")], "cites_suspensions": [suspension(90001)]}
    mild = {"cites_listings": [listing(90001, "II")], "cites_suspensions": []}
    bring(concept(90001, cites_legislation=strict), as_of=date(2026, 11, 1))
    with pytest.raises(OlderThanInForce) as refused:
        bring(concept(90001, cites_legislation=mild), name="old.ndjson", as_of=date(2020, 1, 1))
    assert refused.value.data == {"as_of": "2020-01-01", "in_force": "2026-11-01"}
    assert Listing.objects.get(taxon__species_plus_id=90001).appendix == "I"
    assert Suspension.objects.filter(taxon__species_plus_id=90001).exists()
    assert Dataset.objects.get(code="species_plus").taken_on == date(2026, 11, 1)
    assert not ImportRun.objects.filter(as_of=date(2020, 1, 1)).exists()


def days() -> tuple[Any, ...]:
    """Of which days the data say that they are: all, suspensions, quotas."""
    columns = ("taken_on", "suspensions_taken_on", "quotas_taken_on")
    return tuple(Dataset.objects.values_list(*columns).get(code="species_plus"))


def index(path: Path, *taxa: tuple[int, str], as_of: date) -> None:
    """Import an index of the Checklist that names these taxa, each in Appendix II."""
    rows = "".join(f"{number},Animalia,{name},SPECIES,II\n" for number, name in taxa)
    (path / "index.csv").write_text(f"TaxonId,Kingdom,FullName,RankName,CurrentListing\n{rows}")
    import_file(file_readers.get("checklist"), path / "index.csv", lambda run: None, as_of=as_of)


NEW_YEAR, YESTERDAY = date(2024, 1, 1), date(2026, 11, 28)


def test_an_index_of_some_taxa_makes_nothing_younger(bring: Any, tmp_path: Path) -> None:
    bring(concept(90001, "Invented fictus"), concept(90002, "Invented alter"), as_of=NEW_YEAR)
    assert days() == (NEW_YEAR, NEW_YEAR, NEW_YEAR)
    index(tmp_path, (90001, "Invented fictus"), as_of=YESTERDAY)
    assert days() == (NEW_YEAR, NEW_YEAR, NEW_YEAR)
    (shown,) = queries.shown_datasets(["species_plus"], YESTERDAY)
    assert (shown.is_old, shown.measures_on, str(shown.lacks)) == (True, None, "")


def test_an_index_of_all_taxa_makes_listings_younger_and_no_suspension(bring: Any, tmp_path: Path) -> None:
    bring(concept(90001, "Invented fictus"), concept(90002, "Invented alter"), as_of=NEW_YEAR)
    index(tmp_path, (90001, "Invented fictus"), (90002, "Invented alter"), as_of=YESTERDAY)
    assert days() == (YESTERDAY, NEW_YEAR, NEW_YEAR)
    (shown,) = queries.shown_datasets(["species_plus"], YESTERDAY)
    assert (shown.is_old, shown.measures_on) == (True, NEW_YEAR)


def test_what_was_never_told_has_no_day(bring: Any, tmp_path: Path) -> None:
    index(tmp_path, (90001, "Invented fictus"), as_of=NEW_YEAR)
    assert days() == (NEW_YEAR, None, None)
    (shown,) = queries.shown_datasets(["species_plus"], NEW_YEAR)
    assert "no suspensions of trade and no published export quotas" in str(shown.lacks)
    bring(concept(cites_legislation={"cites_suspensions": [], "cites_quotas": None}), as_of=YESTERDAY)
    assert days() == (YESTERDAY, YESTERDAY, None)
    (shown,) = queries.shown_datasets(["species_plus"], YESTERDAY)
    assert "holds no published export quotas" in str(shown.lacks)


def test_what_was_compared_is_not_put_in_force_once_something_newer_is(bring: Any, tmp_path: Any) -> None:
    ready = bring(concept(90001), dry=True, as_of=date(2026, 11, 1))
    path = tmp_path / "index.csv"
    path.write_text("TaxonId,Kingdom,FullName,RankName,CurrentListing\n90001,Animalia,Invented fictus,SPECIES,I\n")
    import_file(file_readers.get("checklist"), path, lambda run: None, as_of=date(2026, 11, 9))
    with pytest.raises(OlderThanInForce):
        apply_ready(ready, lambda run: None)
    ready.refresh_from_db()
    assert (ready.state, ready.fault_facts["in_force"]) == ("ready", "2026-11-09")
    assert Listing.objects.get(taxon__species_plus_id=90001).appendix == "I"


def test_the_day_of_the_data_is_what_the_file_states_and_not_the_day_of_its_copy(bring: Any) -> None:
    told = [
        concept(90001, updated_at="2026-04-30T23:59:59Z"),
        concept(90002, "Invented alter", updated_at="2025-01-01"),
    ]
    assert bring(*told, concept(90003, "Invented tertius", updated_at=None)).as_of == date(2026, 4, 30)


@pytest.mark.parametrize("changed", [None, "", "yesterday", 7])
def test_a_file_that_states_no_day_waits_until_somebody_says_it(bring: Any, changed: Any) -> None:
    with pytest.raises(DayNotTold):
        bring(concept(updated_at=changed))
    assert bring(concept(updated_at=changed), as_of=date(2026, 11, 1)).as_of == date(2026, 11, 1)


def test_data_are_of_no_day_that_is_still_to_come(bring: Any) -> None:
    with pytest.raises(DayToCome):
        bring(concept(), as_of=clock.now().date() + timedelta(days=2))


def test_two_processes_never_import_at_once(bring: Any) -> None:
    with alone(), pytest.raises(ImportUnderWay):
        bring(concept())


def test_what_was_done_is_in_the_shared_trail(bring: Any) -> None:
    run = bring(concept())
    entry = AuditEntry.objects.get(verb="species.imported")
    assert (entry.subject, entry.data["added"]) == (f"import:{run.pk}", 1)
