"""The doctor: each thing is broken, found, and mended where that is safe; a sound deployment is left alone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from psycopg2.errors import UniqueViolation

from tenants.context import as_owner
from tenants.doctor.checks import DoctorCheck, Finding, doctor_checks
from tenants.doctor.running import Diagnosis, examine
from tenants.models import HostName, Party
from tenants.names import PUBLIC

pytestmark = pytest.mark.slow
ROLE = "test_party_gd"


@pytest.fixture
def breaks(live_grenada: Party, owner_connection: Any) -> Callable[..., None]:
    """``breaks("DROP …")``: as the owner, in a database in which Grenada is live and sound."""
    assert found() == []

    def run(*statements: str) -> None:
        with owner_connection.cursor() as cursor:
            cursor.execute(f"GRANT {ROLE} TO CURRENT_USER")
            for statement in statements:
                cursor.execute(statement)

    return run


def found(iso2: str = "GD", *, fix: bool = False) -> list[Diagnosis]:
    return list(examine(iso2=iso2, fix=fix))


def texts(diagnoses: list[Diagnosis]) -> str:
    return "\n".join(f"{diagnosis.check}: {diagnosis.finding.text}" for diagnosis in diagnoses)


@pytest.fixture
def named(owner_connection: Any) -> Callable[[str], str]:
    """Puts the names that Django gave to an index and a constraint into a text."""
    with owner_connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname FROM pg_indexes WHERE schemaname = 'party_bb' AND tablename = 'audit_auditentry' "
            "AND indexdef LIKE '%(subject)%'"
        )
        index = cursor.fetchone()[0]
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conrelid = 'party_bb.workflows_duty'::regclass AND contype = 'u'"
        )
        constraint = cursor.fetchone()[0]
    return lambda text: text.replace("{index}", index).replace("{constraint}", constraint)


MENDED = {
    "a login that was dropped": (
        [f"DROP OWNED BY {ROLE}; DROP ROLE {ROLE}"],
        f"rights: login {ROLE} does not exist",
    ),
    "a login that was locked": ([f"ALTER ROLE {ROLE} NOLOGIN"], f"rights: nobody can log in as {ROLE}"),
    "a password that was changed": ([f"ALTER ROLE {ROLE} PASSWORD 'other'"], f"rights: nobody can log in as {ROLE}"),
    "a login that may make databases": ([f"ALTER ROLE {ROLE} CREATEDB"], "may do what only the owner should"),
    "a right that was taken": (
        [f"REVOKE INSERT ON party_gd.workflows_case FROM {ROLE}"],
        f"{ROLE} may not INSERT on workflows_case",
    ),
    "a schema that may not be used": ([f"REVOKE USAGE ON SCHEMA party_gd FROM {ROLE}"], "may not use the schema"),
    "an insert-only table that may be changed": (
        [f"GRANT UPDATE, DELETE ON party_gd.audit_auditentry TO {ROLE}"],
        f"{ROLE} may DELETE, UPDATE on audit_auditentry, which must not be",
    ),
    "a history that may be written": (
        [f"GRANT INSERT ON party_gd.django_migrations TO {ROLE}"],
        "may INSERT on django_migrations, which must not be",
    ),
    "another Party that reaches in": (
        ["GRANT USAGE ON SCHEMA party_gd TO test_party_fj", "GRANT SELECT ON party_gd.workflows_case TO test_party_fj"],
        "test_party_fj reaches party_gd.workflows_case",
    ),
    "everybody reaching in": (["GRANT SELECT ON party_gd.workflows_case TO PUBLIC"], "PUBLIC reaches party_gd.workf"),
    "a login that reaches out": (
        [f"GRANT SELECT ON party_bb.workflows_case TO {ROLE}"],
        f"{ROLE} reaches party_bb.workflows_case",
    ),
    "a login that may act as another": ([f"GRANT test_front TO {ROLE}"], f"{ROLE} may act as test_front"),
    "an index that is missing": (
        ["DROP INDEX party_gd.{index}"],
        "structure: lacks index {index}",
    ),
    "a host name that is missing": (
        ["DELETE FROM tenants_hostname WHERE domain = 'gd.localhost'"],
        "onboarding: not brought live whole: host name is still to be done",
    ),
    "a Party that was never opened": (
        ["UPDATE tenants_party SET status = 'onboarding' WHERE iso2 = 'GD'"],
        "every step of bringing it live is done, and it is not open",
    ),
}


def test_what_is_safe_is_found_and_mended(breaks: Any, named: Any, subtests: pytest.Subtests) -> None:
    """One after the other in one database, for each leaves it sound."""
    for what, (statements, wanted) in MENDED.items():
        with subtests.test(what):
            breaks(*map(named, statements))
            before = found()
            assert named(wanted) in texts(before)
            assert not any(diagnosis.mended for diagnosis in before)
            mended = found(fix=True)
            assert [diagnosis.finding for diagnosis in mended if not diagnosis.mended] == []
            assert named(wanted) in texts(mended)
            assert found() == []


TOLD = {
    "a column that is missing": (["ALTER TABLE party_gd.workflows_case DROP COLUMN version"], "lacks column workflows"),
    "a column of another type": (
        ["ALTER TABLE party_gd.workflows_case ALTER COLUMN version TYPE bigint"],
        "has besides column workflows_case.version bigint",
    ),
    "a column that may be empty": (
        ["ALTER TABLE party_gd.workflows_case ALTER COLUMN version DROP NOT NULL"],
        "lacks column workflows_case.version integer not null",
    ),
    "a table that is missing": (["DROP TABLE party_gd.releases_release CASCADE"], "lacks column releases_release.id"),
    "a table besides": (
        [f"CREATE TABLE party_gd.mine (id int); GRANT SELECT, INSERT, UPDATE, DELETE ON party_gd.mine TO {ROLE}"],
        "has besides column mine.id",
    ),
    "an index besides": (["CREATE INDEX mine ON party_gd.workflows_case (stage)"], "has besides index mine"),
    "a constraint that is missing": (
        ["ALTER TABLE party_gd.workflows_duty DROP CONSTRAINT {constraint}"],
        "lacks constraint {constraint} on workflows_duty",
    ),
    "a schema of another version": (
        ["DELETE FROM party_gd.django_migrations WHERE app = 'billing'"],
        "structure: its tables are not those of this version: run manage.py upgrade",
    ),
    "a release that was altered": (
        ["UPDATE party_gd.releases_release SET text = replace(text, 'Grenada', 'Granada')"],
        "releases: release 1 was altered",
    ),
    "a Party in maintenance": (
        ["UPDATE tenants_party SET maintenance_reason = 'a lock' WHERE iso2 = 'GD'"],
        "onboarding: in maintenance: a lock",
    ),
}


@pytest.mark.parametrize("what", TOLD)
def test_what_is_not_safe_to_mend_is_told_and_left_alone(breaks: Any, named: Any, what: str) -> None:
    statements, wanted = TOLD[what]
    breaks(*map(named, statements))
    for fix in (False, True):
        diagnoses = found(fix=fix)
        assert named(wanted) in texts(diagnoses)
        assert not all(diagnosis.mended for diagnosis in diagnoses)


def test_a_release_that_no_longer_checks_is_told(breaks: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    fault = {"file": "fees.toml", "key": "EXP.amount", "reason": "must be a number now"}
    monkeypatch.setattr("tenants.doctor.standing.faults_in", lambda parts: [fault] if parts else [])
    assert "release 1 no longer checks, 1 faults: fees.toml EXP.amount: must be a number now" in texts(found())


def test_an_index_whose_building_broke_off_is_finished(breaks: Any, owner_connection: Any) -> None:
    # A unique index built concurrently over rows that are not unique breaks off, and stays without being used.
    index = "CREATE UNIQUE INDEX {} ON {}.django_session (expire_date)"
    breaks(
        index.format("later", "party_template"),
        "INSERT INTO party_gd.django_session VALUES ('a', '', '2026-01-01'), ('b', '', '2026-01-01')",
    )
    with pytest.raises(UniqueViolation):
        breaks(index.format("CONCURRENTLY later", "party_gd"))
    breaks("DELETE FROM party_gd.django_session")
    assert "index later was never finished" in texts(found())
    assert [diagnosis.mended for diagnosis in found(fix=True)] == [True]
    assert found() == []


def test_a_check_that_fails_does_not_hide_the_others(breaks: Any) -> None:
    def broken(party: Party) -> Any:
        raise ValueError("the light is out")

    with doctor_checks.temporarily(DoctorCheck("eyes", broken)):
        diagnoses = found(fix=True)
    assert texts(diagnoses) == "eyes: cannot be looked at: ValueError: the log says more"


def test_what_only_seems_mended_is_told_again(breaks: Any) -> None:
    check = DoctorCheck("ears", lambda party: [Finding("party_gd", "ring", mend=lambda: None)])
    with doctor_checks.temporarily(check):
        (diagnosis,) = found(fix=True)
    assert not diagnosis.mended


def test_what_all_share_is_looked_at_too(breaks: Any) -> None:
    assert list(examine()) == []
    breaks(
        "GRANT SELECT ON public.accounts_user TO test_parties",
        "REVOKE SELECT ON public.tenants_party FROM test_front",
        "CREATE SCHEMA party_nobody",
    )
    wanted = (
        "every Party may SELECT on public.accounts_user",
        "test_front may not SELECT on tenants_party",
        "belongs to no Party",
    )
    for text in wanted:
        assert text in texts(list(examine()))
    left = [diagnosis.finding.text for diagnosis in examine(fix=True) if not diagnosis.mended]
    assert left == ["belongs to no Party"]


def test_the_command_tells_by_its_exit_code(breaks: Any, manage: Any) -> None:
    assert manage("doctor")[0] == 0
    breaks(f"GRANT UPDATE ON party_gd.audit_auditentry TO {ROLE}")
    code, out, err = manage("doctor", "gd")
    assert code == 1
    assert "party_gd: rights: can be mended with --fix:" in out
    assert "1 things are wrong" in err
    code, out, _ = manage("doctor", "--fix")
    assert (code, "party_gd: rights: mended:" in out) == (0, True)
    assert manage("doctor", "GD", PGOPTIONS="-c default_transaction_read_only=on")[0] == 0
    assert manage("doctor", "QQ")[0] == 1


def test_looking_changes_nothing(breaks: Any, manage: Any) -> None:
    breaks("DELETE FROM tenants_hostname WHERE domain = 'gd.localhost'")
    code, out, _ = manage("doctor", PGOPTIONS="-c default_transaction_read_only=on")
    assert code == 1
    assert "host name is still to be done" in out
    with as_owner(PUBLIC):
        assert not HostName.objects.filter(domain="gd.localhost").exists()
    assert connection.schema_name == PUBLIC
