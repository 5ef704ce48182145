"""Onboarding: shown before it is done, finished after being killed anywhere, harmless when repeated or doubled."""

import signal
from pathlib import Path
from typing import Any

import pytest

from tenants.context import as_owner, party_context
from tenants.hosts import party_at
from tenants.models import HostName, Party
from tenants.names import PUBLIC
from tenants.onboarding import OnboardingStep, onboarding_steps, steps_in_order
from tenants.services import onboard_party, onboarding_plan
from tests.thorough import STRIDE, some

STEPS = [
    "schema",
    "database login",
    "host name",
    "first release",
    "reference data",
    "first invitation",
    "signing key",
    "signing certificate",
]
pytestmark = pytest.mark.slow


@pytest.fixture
def killed(python: Any) -> Any:
    """Onboard in a process of its own that dies where it is told to."""

    def run(*arguments: str) -> tuple[int, str, str]:
        process = python(str(Path(__file__).parent / "killed.py"), *arguments)
        out, err = process.communicate(timeout=300)
        return process.returncode, out, err

    return run


def needed(code: str) -> list[str]:
    return [step.name for step in onboarding_plan(code) if step.needed]


def is_live(code: str) -> bool:
    from cites.accounts.models import Invitation
    from cites.permits.models import SigningKey
    from tenants.releases.models import Release

    with as_owner(PUBLIC):
        (party,) = Party.objects.filter(iso2=code)
        assert HostName.objects.filter(tenant=party).count() == 1
        (published,) = party.published_keys.all()
    with party_context(party):
        assert Release.objects.count() == 1
        assert SigningKey.objects.get().kid == published.kid
        assert Invitation.objects.filter(withdrawn_at=None).count() == 1
    return party.status == Party.Status.OPEN and party_at(party.host()) == party


def test_the_steps_are_those_that_the_apps_register(grenada: str) -> None:
    assert {step.name for step in steps_in_order()} == set(STEPS)


def test_a_dry_run_shows_what_will_be_made_and_makes_nothing(grenada: str, manage: Any) -> None:
    code, out, _ = manage("onboard", grenada, "--dry-run", PGOPTIONS="-c default_transaction_read_only=on")
    assert code == 0
    lines = out.splitlines()
    assert len(lines) == len(STEPS)
    assert f"GD: 1/{len(STEPS)} schema: party_gd (to be made)" in lines
    assert any("test_party_gd" in line and "database login" in line for line in lines)
    assert any("gd.localhost" in line for line in lines)
    assert any("first invitation" in line and "@" in line for line in lines)
    with as_owner(PUBLIC):
        assert not Party.objects.filter(iso2=grenada).exists()


def test_a_profile_that_does_not_exist_is_refused_in_a_sentence(grenada: str, manage: Any) -> None:
    code, _, err = manage("onboard", "QQ", "--dry-run")
    assert code == 1
    assert "QQ" in err
    assert "Traceback" not in err


# A key is made with its certificate; the step is there for those that were made before there were any.
@pytest.mark.parametrize("name", some([name for name in STEPS if name != "signing certificate"], 3))
def test_killed_at_a_step_the_next_run_finishes(grenada: str, killed: Any, name: str) -> None:
    for moment in ("before", "after"):
        code, _, err = killed("step", grenada, name, moment)
        assert code == -signal.SIGKILL, err
        with as_owner(PUBLIC):
            assert Party.objects.get(iso2=grenada).status == Party.Status.ONBOARDING
        if moment == "before":
            assert name in needed(grenada)
    list(onboard_party(grenada))
    assert needed(grenada) == []
    assert is_live(grenada)


def test_killed_at_one_statement_after_the_other_it_comes_through_in_the_end(grenada: str, killed: Any) -> None:
    code, out, err = killed("sweep", grenada, str(STRIDE))
    assert code == 0, err
    assert int(out) * STRIDE > 20
    list(onboard_party(grenada))
    assert is_live(grenada)


def test_run_again_it_finds_nothing_to_do_and_writes_nothing(grenada: str, manage: Any) -> None:
    list(onboard_party(grenada))
    code, out, err = manage("onboard", grenada, PGOPTIONS="-c default_transaction_read_only=on")
    assert code == 0, err
    assert out.count("nothing to do") == len(STEPS) + 1


def test_two_at_once_do_no_harm(grenada: str, python: Any) -> None:
    both = [python("manage.py", "onboard", grenada) for _ in range(2)]
    ends = [process.communicate(timeout=300) for process in both]
    assert [process.returncode for process in both] == [0, 0], ends
    assert sorted("is live already" in out for out, _ in ends) == [False, True]
    assert is_live(grenada)


def test_a_step_that_fails_is_told_and_taken_up_again(grenada: str, manage: Any, owner_connection: Any) -> None:
    with owner_connection.cursor() as cursor:  # the server itself says that its disk is full
        cursor.execute(
            "CREATE FUNCTION public.full_disk() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$"
        )
        cursor.execute("CREATE TRIGGER full_disk BEFORE INSERT ON tenants_hostname EXECUTE FUNCTION full_disk()")
    code, out, err = manage("onboard", grenada)
    assert code == 1
    assert "No space left on device" in err
    assert "Traceback" not in err
    assert "database login: done" in out
    with owner_connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION full_disk CASCADE")
    list(onboard_party(grenada))
    assert is_live(grenada)


def test_a_login_that_was_dropped_half_way_is_made_again(grenada: str, killed: Any, owner_connection: Any) -> None:
    killed("step", grenada, "first release", "before")
    with owner_connection.cursor() as cursor:
        cursor.execute("GRANT test_party_gd TO CURRENT_USER")
        cursor.execute("DROP OWNED BY test_party_gd; DROP ROLE test_party_gd")
    assert "database login" in needed(grenada)
    list(onboard_party(grenada))
    assert is_live(grenada)


def test_a_step_of_an_app_is_run_after_those_that_it_names(grenada: str) -> None:
    seen: list[str] = []
    step = OnboardingStep("laurels", ("first invitation",), lambda party: bool(seen), lambda party: seen.append("x"))
    with onboarding_steps.temporarily(step):
        names = [progress.name for progress in onboard_party(grenada)]
    assert names[-1] == "laurels"
    assert seen == ["x"]
