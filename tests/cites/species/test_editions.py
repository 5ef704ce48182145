"""What a process remembers of the reference data changes all at once, in the moment in which other data are in force."""

from datetime import date
from typing import Any

import pytest
from django.core.signals import request_started
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from cites.species import memory, queries
from cites.species.models import Edition, Listing, Suspension, Taxon
from cites.species.services import load_reference_data
from tenants.context import as_owner

CODE, DAY = "ALI-GIG", date(2026, 11, 20)


def known() -> tuple[list[str], int]:
    """What this process says of the conch: its Appendices, and how many suspensions it has."""
    return [each.appendix for each in queries.listings_on(CODE, DAY)], len(queries.suspensions_on(CODE, DAY))


def change_as_another_process(*, edition: bool) -> None:
    """Change two tables, and what is remembered here stays; ``edition`` tells the others as every import does."""
    kept = dict(memory._answers), memory._held.get()
    Listing.objects.filter(taxon__code=CODE).update(appendix="I")
    Suspension.objects.create(taxon=Taxon.objects.get(code=CODE), country="GD", valid_from=date(2020, 1, 1))
    if edition:
        memory.next_edition()
    memory._answers.update(kept[0])
    memory._held.set(kept[1])


@pytest.mark.slow
def test_a_process_takes_the_import_of_another_over_whole_with_its_next_request(owner_here: str) -> None:
    with as_owner("public"):
        listed = queries.listings_on(CODE, DAY)  # the suspensions were not asked for yet
        assert [each.appendix for each in listed] == ["II"]
        assert known() == (["II"], 0)
        change_as_another_process(edition=True)
        assert known() == (["II"], 0), "a request that has begun goes on by what it remembers"
        request_started.send(sender=None)
        assert known() == (["I"], 1)


@pytest.mark.slow
def test_no_process_ever_judges_an_old_listing_beside_new_suspensions(owner_here: str) -> None:
    with as_owner("public"):
        queries.listings_on(CODE, DAY)  # remembered, and the suspensions are not
        change_as_another_process(edition=True)
        request_started.send(sender=None)
        assert known() == (["I"], 1)


@pytest.mark.slow
def test_what_is_no_edition_is_remembered_for_its_minute(owner_here: str) -> None:
    with as_owner("public"):
        assert known() == (["II"], 0)
        change_as_another_process(edition=False)
        request_started.send(sender=None)
        assert known() == (["II"], 0)


@pytest.mark.slow
def test_every_load_is_another_edition_and_one_that_is_undone_is_none(owner_here: str) -> None:
    with as_owner("public"):
        before = Edition.objects.values_list("number", flat=True).first() or 0
        load_reference_data()
        assert Edition.objects.get().number == before + 1
        with transaction.atomic():
            load_reference_data()
            transaction.set_rollback(True)
        assert Edition.objects.get().number == before + 1


def test_the_edition_is_asked_once_a_request(bb: Any) -> None:
    client = bb.client()
    client.get(f"/species/{CODE}/")
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/species/{CODE}/")
    assert sum("species_edition" in each["sql"] for each in asked) == 1
