"""Faults on the way: a full disk, a login that is gone, a report that holds a lock, a process that is killed."""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

import pytest
from django.db import OperationalError, connection

from kernel import clock
from tenants.context import as_owner
from tenants.doctor.running import examine
from tenants.life.removal import begin_removal, confirm_removal, removable_from, remove_party
from tenants.models import Party
from tenants.names import PUBLIC
from tenants.services import onboard_party
from tenants.upgrades.errors import UpgradeRunning
from tenants.upgrades.running import upgrade_all
from tests.factories.accounts import person

sys.path.insert(0, str(Path(__file__).parent))
from later import Tomorrow

from tests.thorough import STRIDE

pytestmark = pytest.mark.slow
COLUMN = "operations = [migrations.AddField('case', 'later', models.CharField(max_length=9, null=True))]"
INDEX = "atomic = False\noperations = [AddIndexConcurrently('case', models.Index(fields=['later'], name='case_later'))]"
ROWS = "def fill(apps, editor):\n    apps.get_model('workflows', 'Case').objects.update(later='x')\noperations = [migrations.RunPython(fill)]"
# The server itself refuses, with the code that it gives when its disk is full.
FULL_DISK = """
    CREATE FUNCTION public.full_disk() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
    CREATE TRIGGER full_disk BEFORE INSERT ON {table} EXECUTE FUNCTION public.full_disk()"""


@pytest.fixture
def tomorrow(tmp_path: Path, settings: Any, owner_here: str) -> Iterator[Tomorrow]:
    """What the next version of the product brings, on a database of its own."""
    coming = Tomorrow(tmp_path, settings)
    yield coming
    coming.close()


def run(raw: Any, statement: str) -> None:
    with raw.cursor() as cursor:
        cursor.execute(statement)


def in_maintenance() -> dict[str, str]:
    with as_owner(PUBLIC):
        return {party.iso2: party.maintenance_reason for party in Party.objects.exclude(maintenance_reason="")}


def upgraded() -> list[str]:
    with as_owner(PUBLIC), connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_schema FROM information_schema.columns "
            "WHERE table_name = 'workflows_case' AND column_name = 'later' ORDER BY 1"
        )
        return [schema for (schema,) in cursor.fetchall() if schema != "party_template"]


def test_a_full_disk_in_an_upgrade_costs_one_party_for_as_long_as_it_is_full(
    tomorrow: Tomorrow, owner_connection: Any
) -> None:
    tomorrow.adds("workflows", COLUMN)
    run(owner_connection, FULL_DISK.format(table="party_fj.django_migrations"))
    assert [outcome.schema for outcome in upgrade_all() if outcome.error] == ["party_fj"]
    assert list(in_maintenance()) == ["FJ"]
    assert "No space left on device" in in_maintenance()["FJ"]
    assert upgraded() == ["party_bb", "party_vu", "party_vu_practice"]
    run(owner_connection, "DROP FUNCTION full_disk CASCADE")
    assert [(outcome.schema, outcome.error) for outcome in upgrade_all()] == [("party_fj", "")]
    assert in_maintenance() == {}
    assert upgraded() == ["party_bb", "party_fj", "party_vu", "party_vu_practice"]


def test_a_login_that_is_gone_costs_its_own_party_until_the_doctor_has_been(
    live_grenada: Party, tomorrow: Tomorrow, owner_connection: Any
) -> None:
    tomorrow.adds("workflows", COLUMN)
    run(owner_connection, "GRANT test_party_gd TO CURRENT_USER")
    run(owner_connection, "DROP OWNED BY test_party_gd; DROP ROLE test_party_gd")
    assert [outcome.schema for outcome in upgrade_all() if outcome.error] == ["party_gd"]
    assert "test_party_gd" in in_maintenance()["GD"]
    assert upgraded() == ["party_bb", "party_fj", "party_vu", "party_vu_practice"]
    mended = [diagnosis.finding.text for diagnosis in examine(iso2="GD", fix=True) if diagnosis.mended]
    assert "login test_party_gd does not exist" in mended
    assert [(outcome.schema, outcome.error) for outcome in upgrade_all()] == [("party_gd", "")]
    assert in_maintenance() == {}
    assert list(examine(iso2="GD")) == []


def test_a_report_that_reads_for_long_does_not_hold_up_onboarding(
    grenada: str, owner_connection: Any, no_role_left: None
) -> None:
    owner_connection.autocommit = False
    for table in ("public.tenants_party", "public.tenants_hostname", "public.species_taxon", "party_bb.workflows_case"):
        run(owner_connection, f"SELECT count(*) FROM {table}")
    list(onboard_party(grenada))
    owner_connection.rollback()
    with as_owner(PUBLIC):
        assert Party.objects.get(iso2=grenada).status == Party.Status.OPEN


def test_a_report_that_holds_a_table_puts_a_removal_off(
    live_grenada: Party, owner_connection: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tenants.life.dropping._LOCK_SECONDS", 1)
    with as_owner(PUBLIC):
        ngozi, piotr = person("operator"), person("operator")
    begin_removal(party=live_grenada, by=ngozi, reason="x")
    moment = removable_from(confirm_removal(party=live_grenada, by=piotr))
    owner_connection.autocommit = False
    run(owner_connection, "SELECT count(*) FROM party_gd.workflows_case")
    assert moment is not None
    with clock.frozen(moment):
        with pytest.raises(OperationalError, match="lock timeout"):
            remove_party(party=live_grenada, by=ngozi)
        owner_connection.rollback()
        remove_party(party=live_grenada, by=ngozi)
    with as_owner(PUBLIC):
        assert not Party.objects.filter(iso2="GD").exists()


def killed_at(number: int) -> int:
    """Upgrade in a child that dies at its statement of that number; return how it ended."""
    left = [number]

    def count(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    child = os.fork()
    if not child:
        _end_with(lambda: _failures_of_upgrade(count))
    return os.waitpid(child, 0)[1]


def _failures_of_upgrade(count: Any) -> int:
    """How many Parties failed; the server may take a moment to see that the one before was killed."""
    with connection.execute_wrapper(count):
        for _ in range(200):
            with suppress(UpgradeRunning):
                return sum(bool(outcome.error) for outcome in upgrade_all(processes=1))
            time.sleep(0.05)
    raise UpgradeRunning


def _end_with(work: Callable[[], int]) -> NoReturn:
    """End this child as the work says; whatever it raises, the test runner's loop must never go on in it."""
    code = os.EX_SOFTWARE
    try:
        code = work()
    except BaseException:
        traceback.print_exc()
    os._exit(code)


@pytest.mark.parametrize("way", ["replayed", "live"])
def test_an_upgrade_killed_at_one_statement_after_the_other_comes_through(tomorrow: Tomorrow, way: str) -> None:
    tomorrow.adds("workflows", COLUMN)
    if way == "live":
        tomorrow.adds("workflows", ROWS)
        tomorrow.adds("workflows", INDEX)
    at = 1
    while killed_at(at) == signal.SIGKILL:
        at += STRIDE
    assert at > 20
    assert upgrade_all() == []
    assert in_maintenance() == {}
    assert upgraded() == ["party_bb", "party_fj", "party_vu", "party_vu_practice"]
    assert [diagnosis.finding.text for diagnosis in examine()] == []
