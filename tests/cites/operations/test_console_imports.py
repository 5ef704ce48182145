"""The operators' console: imports of species data, what they change, and what could not be read."""

from typing import Any

import pytest

from cites.species.models import Dataset, ImportChange, ImportFault
from kernel import clock
from tenants.context import as_public
from tests.factories.console_pages import text, the_job
from tests.factories.operations import an_import


@pytest.fixture
def ready(console: Any) -> Any:
    """An import that would add one taxon and change another."""
    with as_public():
        run = an_import(added=1, changed=1, records=2, unreadable=1, skipped=2, left_out=1)
        ImportChange.objects.create(
            run=run, kind="added", taxon_code="SP-1", taxon_name="Invented fictus",
            rows=[{"table": "name", "what": "added", "after": {"kind": "accepted", "name": "Invented fictus"}}],
        )  # fmt: skip
        ImportChange.objects.create(
            run=run, kind="changed", taxon_code="ALI-GIG", taxon_name="Aliger gigas",
            rows=[{"table": "listing", "what": "changed", "before": {"appendix": "II", "source": "us", "annotation": "none"},
                   "after": {"appendix": "II", "source": "them", "annotation": "<b>all</b>"}}],
        )  # fmt: skip
        ImportFault.objects.create(
            run=run, place=41, level="unreadable", text="This line holds no taxon that can be read."
        )
    return run


def test_the_list_says_what_is_in_force_and_that_it_may_not_be_passed_on(console: Any, ready: Any) -> None:
    with as_public():
        Dataset.objects.create(
            code="species_plus",
            name="Species+ of old",
            credit="UNEP-WCMC",
            taken_on="2026-10-01",
            loaded_at=clock.now(),
        )
    page = text(console.get("/operate/imports/"))
    for words in (
        "Species+ of old",
        "1 October 2026",
        "UNEP-WCMC",
        "may not be passed on",
        "Read and compared",
        "weekly file",
    ):
        assert words in page


def test_what_an_import_would_change_is_read_before_it_is_put_in_force(console: Any, ready: Any) -> None:
    answer = console.get(f"/operate/imports/{ready.pk}/")
    page = text(answer)
    for words in (
        "What it would change",
        "Invented fictus",
        "Listing changed",
        "annotation none",
        "annotation <b>all</b>",
    ):
        assert words in page
    assert "<b>all</b>" not in answer.content.decode()
    assert "source them" not in page  # the same for every row
    assert "appendix II" not in page  # it stayed as it was
    assert "Put it in force" in page


def test_the_differences_are_filtered_by_kind(console: Any, ready: Any) -> None:
    page = text(console.get(f"/operate/imports/{ready.pk}/?kind=added"))
    assert "Invented fictus" in page
    assert "Aliger gigas" not in page
    assert "Aliger gigas" in text(console.get(f"/operate/imports/{ready.pk}/?kind=nonsense&page=99"))


def test_what_could_not_be_read_stands_with_its_line(console: Any, ready: Any) -> None:
    page = text(console.get(f"/operate/imports/{ready.pk}/"))
    assert "41 Unreadable This line holds no taxon that can be read." in page
    assert "Left out 3" in page


def test_an_import_under_way_shows_how_far_it_is_and_follows_itself(console: Any) -> None:
    with as_public():
        run = an_import(state="reading", checkpoint=30, total=120, fault="Species+ does not accept the token.")
    answer = console.get(f"/operate/imports/{run.pk}/")
    page = text(answer)
    assert "30 of 120" in page
    assert "does not accept the token" in page
    assert '<noscript><meta http-equiv="refresh"' in answer.content.decode()
    assert "Put it in force" not in page
    assert "Abandon it" in page


@pytest.mark.parametrize(
    ("address", "sent", "kind", "asked"),
    [
        ("", {}, "import_species", {"everything": False}),
        ("", {"everything": "on"}, "import_species", {"everything": True, "weekly": False}),
        ("", {"weekly": "on"}, "import_species", {"everything": False, "weekly": True}),
        ("{}/in-force/", {}, "put_import_in_force", {"removals": False}),
        ("{}/in-force/", {"removals": "on"}, "put_import_in_force", {"removals": True}),
        ("{}/abandon/", {}, "abandon_import", {"removals": False}),
    ],
)
def test_a_button_asks_the_operator_worker(
    console: Any, ready: Any, address: str, sent: dict[str, str], kind: str, asked: dict[str, Any]
) -> None:
    answer = console.post(f"/operate/imports/{address.format(ready.pk)}", sent)
    job = the_job()
    assert answer.headers["Location"] == f"/operate/jobs/{job.pk}/"
    assert (job.kind, {name: job.parameters[name] for name in asked}) == (kind, asked)
    assert job.parameters.get("run") == (ready.pk if address else None)


def test_an_import_that_ends_many_listings_wants_to_be_meant(console: Any) -> None:
    with as_public():
        few, many = an_import(removed=3), an_import(reader="api", removed=300)
    pages = [text(console.get(f"/operate/imports/{run.pk}/")) for run in (few, many)]
    assert ["and that is meant" in page for page in pages] == [False, True]
