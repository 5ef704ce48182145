"""Nobody rewrites the past unseen, not even the owner of the database."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from tenants.audit.models import AuditEntry
from tenants.audit.services import record, seal_entries
from tenants.audit.verify import verify_audit
from tenants.context import party_context
from tenants.models import Party


@pytest.fixture
def trail(own_database: str, settings: Any, tmp_path: Any, django_db_blocker: Any) -> Iterator[None]:
    """Barbados with five sealed entries, in a database of its own."""
    settings.AUDIT_HEADS_DIR = tmp_path
    with party_context(Party.objects.get(iso2="BB")):
        for number in range(5):
            record("looked", subject=f"case:{number}", personal={"name": "Ada Clarke"})
            seal_entries()
        yield


def _as_owner(owner_connection: Any, *statements: str) -> None:
    with owner_connection.cursor() as cursor:
        cursor.execute("SET search_path = party_bb")
        for statement in statements:
            cursor.execute(statement)


def _newest() -> int:
    return AuditEntry.objects.latest("id").pk


def test_an_untouched_trail_verifies(trail: None) -> None:
    verdict = verify_audit()
    assert verdict.intact
    assert verdict.sealed >= 5
    assert verdict.unsealed == []


def test_an_altered_entry_is_found(trail: None, owner_connection: Any) -> None:
    _as_owner(owner_connection, f"UPDATE audit_auditentry SET subject = 'case:9' WHERE id = {_newest() - 2}")
    assert any("altered" in fault for fault in verify_audit().faults)


def test_a_removed_entry_is_found(trail: None, owner_connection: Any) -> None:
    entry = _newest() - 2
    _as_owner(
        owner_connection,
        f"DELETE FROM audit_auditseal WHERE entry_id = {entry}",
        f"DELETE FROM audit_auditentry WHERE id = {entry}",
    )
    assert any("missing" in fault for fault in verify_audit().faults)


def test_entries_in_another_order_are_found(trail: None, owner_connection: Any) -> None:
    one, other = _newest() - 2, _newest() - 1
    _as_owner(
        owner_connection,
        "UPDATE audit_auditseal SET entry_id = -1 * entry_id WHERE false",
        "ALTER TABLE audit_auditseal DROP CONSTRAINT IF EXISTS audit_auditseal_entry_id_key",
        f"UPDATE audit_auditseal SET entry_id = CASE entry_id WHEN {one} THEN {other} ELSE {one} END "
        f"WHERE entry_id IN ({one}, {other})",
    )
    assert not verify_audit().intact


def test_an_end_cut_off_together_with_its_seals_and_heads_is_found_by_the_copy_outside(
    trail: None, owner_connection: Any
) -> None:
    entry = _newest()
    _as_owner(
        owner_connection,
        "DELETE FROM audit_audithead WHERE number = (SELECT max(number) FROM audit_audithead)",
        f"DELETE FROM audit_auditseal WHERE entry_id = {entry}",
        f"DELETE FROM audit_auditentry WHERE id = {entry}",
    )
    assert any("copy of head" in fault for fault in verify_audit().faults)


def test_a_chain_forged_anew_lacks_our_signature(trail: None, owner_connection: Any) -> None:
    _as_owner(owner_connection, "UPDATE audit_audithead SET signature = repeat('0', 128)")
    assert any("not signed" in fault for fault in verify_audit().faults)


def test_an_unsealed_end_is_listed(trail: None) -> None:
    entry = record("looked", subject="case:9")
    assert verify_audit().unsealed == [entry.pk]


def test_personal_values_cannot_be_read_from_the_trail(trail: None) -> None:
    assert "Ada" not in str(AuditEntry.objects.latest("id").data)


def test_the_partys_own_login_cannot_change_the_trail(trail: None) -> None:
    with connection.cursor() as cursor, pytest.raises(Exception, match="permission denied"):
        cursor.execute("UPDATE audit_auditentry SET verb = 'x'")
