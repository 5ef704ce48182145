"""The shared tables: every Party reads them, the owner alone writes them, and a second load changes nothing."""

from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from cites.species.models import Taxon
from cites.species.services import TABLES as LOADED
from cites.species.services import load_reference_data
from tenants.context import as_owner

TABLES = sorted(model._meta.db_table for model in apps.get_app_config("species").get_models())
FILLED = {table.model._meta.db_table for table in LOADED}  # the others are filled by imports
WRITES = ("INSERT INTO {} DEFAULT VALUES", "UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}")


@pytest.mark.parametrize("code", ["bb", "fj"])
def test_a_party_reads_every_table(parties: Any, code: str) -> None:
    (place,) = parties(code)
    with place.active(), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone()[0] > 0 or table not in FILLED, table


@pytest.mark.parametrize("write", WRITES)
@pytest.mark.parametrize("table", TABLES)
def test_a_party_writes_none(bb: Any, table: str, write: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(write.format(table))


@pytest.mark.slow
def test_a_second_load_changes_nothing(own_database: str, monkeypatch: Any) -> None:
    parts = urlsplit(own_database)
    monkeypatch.setitem(connection.settings_dict, "USER", unquote(parts.username or ""))
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", unquote(parts.password or ""))
    with as_owner("public"):
        before = list(Taxon.objects.order_by("pk").values())
        loaded = load_reference_data()
        assert list(Taxon.objects.order_by("pk").values()) == before
    assert {(table.created, table.changed, table.removed) for table in loaded} == {(0, 0, 0)}
