"""The upgrade: same structure as stock, one failure leaves the others, and nothing to do costs a glance."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.commands.migrate import Command as StockMigrate
from django.db import connection, migrations, models

from tenants.context import as_owner
from tenants.logins import party_login
from tenants.models import Party
from tenants.names import PUBLIC
from tenants.schemas import dump
from tenants.schemas.contents import labels_in
from tenants.schemas.rights import holds_its_rights
from tenants.upgrades.errors import HistoryMoved, UpgradeRunning
from tenants.upgrades.marks import disk_digest, nothing_to_do
from tenants.upgrades.plans import _same_everywhere, make_plan
from tenants.upgrades.running import Outcome, upgrade_all

sys.path.insert(0, str(Path(__file__).parent))
from later import Tomorrow

from tests.thorough import some

COLUMN = "operations = [migrations.AddField({model!r}, 'later', models.CharField(max_length=9, default='x'))]"
APPS = {"billing": "invoice", "workflows": "case", "permits": "application", "accounts": "organisation"}


@pytest.fixture
def tomorrow(tmp_path: Path, settings: Any, owner_here: str) -> Iterator[Tomorrow]:
    """What the next version of the product brings, on a database of its own with BB, FJ and VU."""
    coming = Tomorrow(tmp_path, settings)
    yield coming
    coming.close()


def a_column_in_four_apps(tomorrow: Tomorrow) -> None:
    for app, model in APPS.items():
        tomorrow.adds(app, COLUMN.format(model=model))


def structure(schema: str) -> list[str]:
    """The schema's dump with its name and its own login taken out, in the order of the alphabet."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dump, "TEMPLATE", schema)
        text = dump._dump()
    lines = re.sub(rf"\b{schema}\b", "SCHEMA", text).splitlines()
    return sorted(line.rstrip(",") for line in lines if not line.startswith(("--", "\\")))


def rows(schema: str, question: str) -> list[Any]:
    with as_owner(schema), connection.cursor() as cursor:
        cursor.execute(question)
        return list(cursor.fetchall())


def rights(schema: str) -> list[Any]:
    return rows(
        schema,
        "SELECT table_name, privilege_type FROM information_schema.role_table_grants "
        f"WHERE table_schema = '{schema}' AND grantee LIKE '%{schema}' ORDER BY 1, 2",
    )


HISTORY = "SELECT DISTINCT app, name FROM django_migrations ORDER BY 1, 2"
TYPES = "SELECT app_label, model FROM django_content_type ORDER BY 1, 2"
PERMISSIONS = "SELECT app_label, codename FROM auth_permission p JOIN django_content_type t ON t.id = content_type_id ORDER BY 1, 2"


def stock_upgrade(schema: str) -> None:
    with as_owner(schema):
        call_command(StockMigrate(), verbosity=0, skip_checks=True)


def of_a_party(entries: list[Any]) -> list[Any]:
    """Without Wagtail's, which stock runs as no-ops in every Party, and without the model that only tests know."""
    labels = labels_in("party_bb")
    return [entry for entry in entries if entry[0] in labels and not entry[1].endswith("rate")]


def with_columns() -> list[str]:
    return [
        schema
        for schema in ("party_bb", "party_fj", "party_vu", "party_vu_practice")
        if rows(
            schema,
            f"SELECT 1 FROM pg_attribute WHERE attrelid = '{schema}.billing_invoice'::regclass AND attname = 'later'",
        )
    ]


def party(code: str) -> Party:
    with as_owner(PUBLIC):
        return Party.objects.get(iso2=code, practice=False)


def test_with_nothing_to_do_no_party_is_touched(tomorrow: Tomorrow) -> None:
    assert upgrade_all() == []


def test_a_column_in_four_apps_reaches_every_party(tomorrow: Tomorrow) -> None:
    a_column_in_four_apps(tomorrow)
    outcomes = upgrade_all()
    assert sorted(outcome.schema for outcome in outcomes) == ["party_bb", "party_fj", "party_vu", "party_vu_practice"]
    assert {(outcome.migrations, outcome.error) for outcome in outcomes} == {(4, "")}
    assert with_columns() == ["party_bb", "party_fj", "party_vu", "party_vu_practice"]
    assert upgrade_all() == []


RICH = [
    (
        "billing",
        "operations = [migrations.CreateModel('Tariff', fields=[('id', models.BigAutoField(primary_key=True, serialize=False)), ('name', models.CharField(max_length=9, unique=True)), ('invoice', models.ForeignKey('billing.invoice', on_delete=models.PROTECT))])]",
    ),
    ("billing", "operations = [migrations.RenameModel('Tariff', 'Rate')]"),
    (
        "billing",
        "def fill(apps, editor):\n        apps.get_model('billing', 'Rate').objects.count()\n    operations = [migrations.RunPython(fill, migrations.RunPython.noop), migrations.AlterField('rate', 'name', models.CharField(max_length=19))]",
    ),
    (
        "workflows",
        "operations = [migrations.RunSQL(\"ALTER TABLE workflows_case ADD COLUMN note text DEFAULT 'a;%b'\")]",
    ),
]
CONCURRENT = (
    "billing",
    "atomic = False\n    operations = [AddIndexConcurrently('rate', models.Index(fields=['name'], name='rate_name'))]",
)


def adds(tomorrow: Tomorrow, app: str, body: str) -> None:
    tomorrow.adds(app, body.replace("\n    ", "\n"))


@pytest.mark.parametrize("way", some(["outside a transaction", "replayed", "live"], 1))
def test_the_structure_is_that_of_a_stock_upgrade(tomorrow: Tomorrow, way: str) -> None:
    a_column_in_four_apps(tomorrow)
    if way != "replayed":
        for app, body in RICH:
            adds(tomorrow, app, body)
    if way == "outside a transaction":
        adds(tomorrow, *CONCURRENT)
    assert make_plan("party_bb").same_everywhere is (way == "replayed")
    stock_upgrade("party_bb")
    assert {outcome.error for outcome in upgrade_all()} == {""}
    for schema in ("party_fj", "party_vu"):
        assert structure(schema) == structure("party_bb")
        for question in (HISTORY, TYPES, PERMISSIONS):
            assert of_a_party(rows(schema, question)) == of_a_party(rows("party_bb", question))
    assert rights("party_fj") == [(table, right) for table, right in rights("party_vu")]
    assert ("billing_rate", "INSERT") in rights("party_fj") or way == "replayed"


ASTRAY = {
    "a right that was taken": "REVOKE INSERT ON party_fj.workflows_case FROM {role}",
    "a right too many": "GRANT DELETE ON party_fj.audit_auditentry TO {role}",
    "numbers that cannot be drawn": "REVOKE USAGE ON SEQUENCE party_fj.workflows_case_id_seq FROM {role}",
}


@pytest.mark.parametrize("what", ASTRAY)
def test_rights_that_went_astray_are_stated_anew(tomorrow: Tomorrow, what: str) -> None:
    login = party_login("party_fj", 1).role
    with as_owner("party_fj"), connection.cursor() as cursor:
        assert holds_its_rights(cursor, "party_fj", login)
        cursor.execute(ASTRAY[what].format(role=login))
        assert not holds_its_rights(cursor, "party_fj", login)
    a_column_in_four_apps(tomorrow)
    upgrade_all()
    with as_owner("party_fj"), connection.cursor() as cursor:
        assert holds_its_rights(cursor, "party_fj", login)
    assert rights("party_fj") == rights("party_vu")


def test_a_party_that_fails_is_as_it_was_in_maintenance_and_the_others_go_on(tomorrow: Tomorrow) -> None:
    a_column_in_four_apps(tomorrow)
    with as_owner("party_fj"), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE workflows_case ADD COLUMN later integer")
    before, history = structure("party_fj"), rows("party_fj", HISTORY)
    failed = [outcome for outcome in upgrade_all() if outcome.error]
    assert [outcome.schema for outcome in failed] == ["party_fj"]
    assert structure("party_fj") == before
    assert rows("party_fj", HISTORY) == history
    assert "later" in party("FJ").maintenance_reason
    assert not party("BB").maintenance_reason
    with as_owner("party_fj"), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE workflows_case DROP COLUMN later")
    assert [outcome.schema for outcome in upgrade_all()] == ["party_fj"]
    assert not party("FJ").maintenance_reason


def test_when_the_template_fails_no_party_is_touched(tomorrow: Tomorrow) -> None:
    a_column_in_four_apps(tomorrow)
    with as_owner("party_template"), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE workflows_case ADD COLUMN later integer")
    with pytest.raises(Exception, match="later"):
        upgrade_all()
    assert with_columns() == []


def test_a_report_that_holds_a_lock_costs_only_its_own_party(
    tomorrow: Tomorrow, owner_connection: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tenants.upgrades.applying.LOCK_SECONDS", 1)
    a_column_in_four_apps(tomorrow)
    owner_connection.autocommit = False
    with owner_connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM party_vu.billing_invoice")
    failed = [outcome.schema for outcome in upgrade_all() if outcome.error]
    assert failed == ["party_vu"]
    owner_connection.rollback()
    assert upgrade_all() == [Outcome("party_vu", 4)]


def test_two_upgrades_at_once_do_no_harm(tomorrow: Tomorrow, owner_connection: Any) -> None:
    with owner_connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [0x55504752])
    with pytest.raises(UpgradeRunning):
        upgrade_all()


def test_a_history_that_moved_since_the_plan_is_left_alone(tomorrow: Tomorrow) -> None:
    from tenants.upgrades.applying import replay

    a_column_in_four_apps(tomorrow)
    plan = make_plan("party_bb")
    stock_upgrade("party_bb")
    with pytest.raises(HistoryMoved):
        replay("party_bb", plan, "SELECT 1", role="")


@pytest.mark.parametrize("column", ["models.TextField(null=True)", "models.CharField(max_length=9, default='x')"])
def test_a_column_without_a_drawn_default_is_planned_once_and_sent_word_by_word(
    tomorrow: Tomorrow, column: str
) -> None:
    tomorrow.adds("billing", f"operations = [migrations.AddField('invoice', 'later', {column})]")
    assert make_plan("party_bb").same_everywhere
    stock_upgrade("party_bb")
    upgrade_all()
    assert structure("party_fj") == structure("party_bb")


@pytest.mark.parametrize("moment", ["auto_now", "auto_now_add"])
def test_a_moment_is_not_the_same_everywhere(moment: str) -> None:
    column = models.DateTimeField(**{moment: True})
    assert not _same_everywhere(migrations.AddField("invoice", "later", column))


def test_a_default_that_is_drawn_for_each_party_is_never_frozen(tomorrow: Tomorrow) -> None:
    tomorrow.adds(
        "billing",
        "import uuid\noperations = [migrations.AddField('invoice', 'key', models.UUIDField(default=uuid.uuid4))]",
    )
    assert not make_plan("party_bb").same_everywhere


def test_types_of_one_party_do_not_leak_into_the_next(tomorrow: Tomorrow) -> None:
    tomorrow.adds(
        "billing",
        "operations = [migrations.CreateModel('Tariff', fields=[('id', models.BigAutoField(primary_key=True, serialize=False))])]",
    )
    upgrade_all()
    for number, schema in enumerate(("party_template", "party_bb", "party_fj", "party_vu"), start=5000):
        question = "INSERT INTO django_content_type (id, app_label, model) VALUES (%s, 'billing', 'tariff')"
        with as_owner(schema), connection.cursor() as cursor:
            cursor.execute(question, [number])
    tomorrow.adds("billing", "operations = [migrations.RenameModel('Tariff', 'Rate')]")
    assert {outcome.error for outcome in upgrade_all()} == {""}
    for schema in ("party_bb", "party_fj", "party_vu"):
        assert rows(schema, "SELECT model FROM django_content_type WHERE id >= 5000") == [("rate",)]


def test_a_party_in_maintenance_says_so_and_the_others_serve(parties: Any) -> None:
    bb, fj = parties("bb", "fj")
    Party.objects.filter(iso2="FJ").update(maintenance_reason="a table is in use")
    answer = fj.client().get("/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "300"
    assert "being worked on" in answer.content.decode()
    assert "a table is in use" not in answer.content.decode()
    assert bb.client().get("/").status_code == 200


def test_a_glance_finds_that_nothing_is_left_and_that_something_is(tomorrow: Tomorrow) -> None:
    assert not nothing_to_do()  # nobody has looked yet
    upgrade_all()
    assert nothing_to_do()
    with as_owner("party_fj"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'billing'")
    assert not nothing_to_do()


def test_a_new_file_among_the_migrations_is_seen_at_a_glance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "shop_of_tests" / "goods" / "migrations"
    folder.mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path)
    installed = ["shop_of_tests.goods.apps.GoodsConfig"]
    (folder / "0001_initial.py").touch()
    before = disk_digest(installed)
    (folder / "__init__.py").touch()
    assert disk_digest(installed) == before
    (folder / "0002_more.py").touch()
    assert disk_digest(installed) != before
