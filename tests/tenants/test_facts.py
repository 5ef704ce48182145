"""What operators see of Parties: moments, sizes and counts, gathered by the owner, and nothing of anybody's case."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection

from kernel import clock
from tenants.audit.services import record
from tenants.context import as_owner, as_public, party_context
from tenants.facts.failures import note_failure
from tenants.facts.gathering import gather_facts
from tenants.facts.watches import PATIENCE, Watch, watches
from tenants.models import Party, PartyFacts
from tenants.names import PUBLIC
from tests.factories.accounts import person

pytestmark = pytest.mark.slow


@pytest.fixture
def gathered(owner_here: str) -> Iterator[Any]:
    """``gathered("BB")``: the facts of that Party, gathered now."""

    def gather(iso2: str) -> PartyFacts:
        gather_facts()
        with as_owner(PUBLIC):
            return PartyFacts.objects.get(party__iso2=iso2)

    return gather


def party(iso2: str) -> Party:
    with as_public():
        return Party.objects.get(iso2=iso2)


def test_each_party_has_its_size_and_its_version(gathered: Any, owner_connection: Any) -> None:
    sound = gathered("BB")
    assert sound.size > 1_000_000
    assert sound.behind == 0
    with owner_connection.cursor() as cursor:
        cursor.execute("DELETE FROM party_fj.django_migrations WHERE app = 'billing' AND name LIKE '0001%'")
    assert gathered("FJ").behind == 1
    assert gathered("BB").behind == 0


def test_the_last_activity_is_the_last_act_of_a_person(gathered: Any) -> None:
    bb = party("BB")
    with party_context(bb):
        somebody = person("ma_officer")
        acted = record("case.looked_at", subject="case:1", actor=somebody)
        record("case.swept", subject="case:2")
    assert gathered("BB").last_activity == acted.at
    assert gathered("FJ").last_activity is None


def test_troubles_are_counted_in_the_party_that_has_them(gathered: Any) -> None:
    before = gathered("BB").troubles["unsealed"]
    with party_context(party("BB")):
        note_failure()
        note_failure()
        with clock.frozen(clock.now() - 2 * PATIENCE):
            record("case.looked_at", subject="case:1")
    assert gathered("BB").troubles == {"failures": 2, "unsealed": before + 1, "unpublished": 0}
    assert gathered("FJ").troubles["failures"] == 0
    cache.clear()


def test_a_table_that_is_held_costs_only_its_partys_inner_facts(gathered: Any, owner_connection: Any) -> None:
    with party_context(party("BB")):
        record("case.looked_at", subject="case:1", actor=person("ma_officer"))
    before = gathered("BB")
    owner_connection.autocommit = False
    with owner_connection.cursor() as cursor:
        cursor.execute("LOCK TABLE party_bb.audit_auditentry IN ACCESS EXCLUSIVE MODE")
    after = gathered("BB")
    assert after.last_activity == before.last_activity
    assert after.gathered_at > before.gathered_at
    owner_connection.rollback()


def test_a_watch_that_breaks_hides_nothing_else(gathered: Any) -> None:
    def broken() -> int:
        raise ValueError("the light is out")

    with watches.temporarily(Watch("eyes", "Eyes", broken)):
        assert gathered("BB").size > 0


def test_a_party_without_a_schema_yet_is_told_nothing_of_what_all_share(gathered: Any) -> None:
    with as_owner(PUBLIC):
        Party.objects.create(iso2="GD", schema_name="party_gd", names={"en": "Grenada"})
        record("party.looked_at", subject="party:gd", actor=person("operator"))
    facts = gathered("GD")
    assert (facts.size, facts.last_activity, facts.troubles) == (0, None, {})


def test_many_parties_cost_a_few_questions_each(gathered: Any) -> None:
    asked: list[str] = []

    def count(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        asked.append(str(sql))
        return execute(sql, params, many, context)

    gathered("BB")
    with connection.execute_wrapper(count):
        gather_facts(["bb"])
        of_one = len(asked)
        gather_facts()
    assert len(asked) - of_one <= of_one + 2 * 30, "three Parties"
