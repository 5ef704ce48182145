"""Migrations that would break the version still running are refused, unless they say why they are safe."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.postgres import operations as postgres
from django.core.management import CommandError, call_command
from django.db import migrations, models
from django.db.migrations.state import ProjectState

from tenants.upgrades.safety import dangers, dangers_of

sys.path.insert(0, str(Path(__file__).parent))
from later import Tomorrow

CASE = migrations.CreateModel(
    "Case",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("stage", models.CharField(max_length=20)),
        ("note", models.CharField(max_length=20, null=True)),
    ],
)
CHECK = models.CheckConstraint(condition=~models.Q(stage=""), name="has_stage")
UNIQUE = models.UniqueConstraint(fields=["stage"], name="once")
INDEX = models.Index(fields=["stage"], name="by_stage")


def reasons(*operations: Any) -> str:
    """What is said against a migration of these operations on a table that has been there for long."""
    state = ProjectState()
    CASE.state_forwards("shop", state)
    migration = migrations.Migration("0002_more", "shop")
    migration.operations = list(operations)
    return "; ".join(f"{danger.migration}: {danger.reason}" for danger in dangers_of(migration, state))


REFUSED = [
    (migrations.RemoveField("case", "note"), "removes a column"),
    (migrations.DeleteModel("Case"), "removes a table"),
    (migrations.RenameField("case", "note", "remark"), "renames a column"),
    (migrations.RenameModel("Case", "File"), "renames a table"),
    (migrations.AlterModelTable("case", "files"), "renames a table"),
    (migrations.AddField("case", "later", models.CharField(max_length=9, default="x")), "db_default"),
    (migrations.AddField("case", "later", models.CharField(max_length=9, null=True, unique=True)), "builds an index"),
    (migrations.AddField("case", "later", models.DateField(null=True, db_index=True)), "builds an index"),
    (migrations.AlterField("case", "note", models.CharField(max_length=20)), "may leave it empty"),
    (migrations.AlterField("case", "stage", models.CharField(max_length=9)), "anew"),
    (migrations.AlterField("case", "stage", models.IntegerField()), "anew"),
    (migrations.AlterField("case", "stage", models.CharField(max_length=20, unique=True)), "builds an index"),
    (migrations.AlterField("case", "stage", models.CharField(max_length=20, db_column="s")), "renames a column"),
    (migrations.AddIndex("case", INDEX), "AddIndexConcurrently"),
    (migrations.AddConstraint("case", CHECK), "AddConstraintNotValid"),
    (migrations.AddConstraint("case", UNIQUE), "unique index concurrently"),
    (migrations.AlterUniqueTogether("case", {("stage", "note")}), "builds an index"),
    (migrations.RunSQL("ALTER TABLE case DROP COLUMN note"), "this SQL"),
    (
        migrations.SeparateDatabaseAndState(database_operations=[migrations.RemoveField("case", "note")]),
        "removes a column",
    ),
]
ALLOWED = [
    (migrations.AddField("case", "later", models.CharField(max_length=9, null=True)),),
    (migrations.AddField("case", "later", models.CharField(max_length=9, db_default="x")),),
    (migrations.AlterField("case", "stage", models.CharField(max_length=40)),),
    (migrations.AlterField("case", "stage", models.CharField(max_length=20, null=True)),),
    (migrations.AlterField("case", "stage", models.CharField(max_length=20, choices=[("a", "A")])),),
    (migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField("case", "note")]),),
    (postgres.AddIndexConcurrently("case", INDEX),),
    (postgres.AddConstraintNotValid("case", CHECK),),
    (migrations.RunPython(migrations.RunPython.noop),),
    (migrations.AlterModelOptions("case", {"ordering": ["stage"]}),),
    (  # a table that the migration makes itself is empty, and nobody uses it yet
        migrations.CreateModel("Paper", [("id", models.BigAutoField(primary_key=True))]),
        migrations.AddField("paper", "name", models.CharField(max_length=9)),
        migrations.AddIndex("paper", models.Index(fields=["name"], name="by_name")),
        migrations.RunPython(migrations.RunPython.noop),
    ),
]


@pytest.mark.parametrize(("operation", "reason"), REFUSED, ids=lambda value: str(value)[:40])
def test_what_breaks_the_version_still_running_is_refused(operation: Any, reason: str) -> None:
    assert reason in reasons(operation)
    assert reasons(operation).startswith("shop.0002_more: ")


@pytest.mark.parametrize("operations", ALLOWED, ids=lambda value: type(value[0]).__name__)
def test_what_can_be_done_while_it_runs_is_allowed(operations: Any) -> None:
    assert reasons(*operations) == ""


def test_an_operation_that_nobody_knows_is_refused() -> None:
    class Paint(migrations.RunPython):
        pass

    class Dig(migrations.operations.base.Operation):
        def state_forwards(self, app_label: str, state: Any) -> None: ...

    assert "nobody has said" in reasons(Dig())
    assert reasons(Paint(migrations.RunPython.noop)) == ""


def test_rows_are_not_written_while_altered_tables_are_held() -> None:
    alter = migrations.AlterField("case", "stage", models.CharField(max_length=40))
    assert "while rows are written" in reasons(alter, migrations.RunPython(migrations.RunPython.noop))


def test_outside_a_transaction_stands_only_what_can_be_done_again() -> None:
    migration = migrations.Migration("0002_more", "shop")
    migration.atomic = False
    column = migrations.AddField("case", "later", models.CharField(max_length=9, null=True))
    migration.operations = [column, postgres.AddIndexConcurrently("case", INDEX)]
    state = ProjectState()
    CASE.state_forwards("shop", state)
    (danger,) = dangers_of(migration, state)
    assert danger.operation == "Add field later to case"
    assert "after a kill" in danger.reason


@pytest.fixture
def tomorrow(tmp_path: Path, settings: Any) -> Iterator[Tomorrow]:
    """What the next version of the product brings."""
    coming = Tomorrow(tmp_path, settings)
    yield coming
    coming.close()


def test_our_own_migrations_pass(capsys: Any) -> None:
    assert dangers() == []
    call_command("check_migrations")


REMOVE = "operations = [migrations.RemoveField('case', 'stage')]"


def test_the_check_names_a_dangerous_migration_and_fails(tomorrow: Tomorrow, capsys: Any) -> None:
    name = tomorrow.adds("workflows", REMOVE)
    with pytest.raises(CommandError, match="safe_because"):
        call_command("check_migrations")
    assert f"workflows.{name}: Remove field stage from case: removes a column" in capsys.readouterr().err


def test_a_migration_that_says_why_it_is_safe_is_believed(tomorrow: Tomorrow) -> None:
    tomorrow.adds("workflows", f"safe_because = 'unused since 1.4, where it was let go of'\n{REMOVE}")
    assert dangers() == []


def test_saying_nothing_in_many_words_is_not_believed(tomorrow: Tomorrow) -> None:
    tomorrow.adds("workflows", f"safe_because = 'yes'\n{REMOVE}")
    assert len(dangers()) == 1


def test_what_third_parties_ship_is_their_own_affair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tenants.upgrades.safety._is_ours", lambda path, root: True)
    everybodys = {danger.migration.partition(".")[0] for danger in dangers()}
    assert everybodys >= {"wagtailcore", "account"}
