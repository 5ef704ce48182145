"""Practice twins: a schema, a login and a code of their own, the release of their Party, thrown away at will."""

import signal
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from kernel import clock
from tenants.audit.models import AuditEntry
from tenants.context import as_owner, as_public, party_context
from tenants.errors import NotInThatState, SignedElsewhere, UnknownParty
from tenants.hosts import party_at
from tenants.life.outdating import outdate
from tenants.life.removal import begin_removal, confirm_removal, removable_from, remove_party, remove_twin
from tenants.life.suspension import suspend_party
from tenants.models import HostName, Party
from tenants.names import PUBLIC, is_of_practice
from tenants.onboarding import steps_in_order
from tenants.releases.models import Release
from tenants.releases.services import make_release
from tenants.services import onboard_party, onboarding_plan, refresh_practice
from tenants.signing import Signer
from tenants.twins import access_code, find_original, find_twin, opens, twin
from tests.factories.accounts import person
from tests.thorough import STRIDE

ALL_STEPS = len(steps_in_order(practice=True))
PEOPLE = 16
CASES = 14  # one in each stage of Grenada's office of two officers


def test_the_names_of_schemas_say_what_is_practice() -> None:
    assert is_of_practice("party_bb_practice")
    assert not any(map(is_of_practice, ("party_bb", "public", "party_template", "x_practice")))


def test_a_twin_and_its_party_find_one_another_and_their_names_differ(parties: Any) -> None:
    vu, practice, bb = parties("vu", "vu-practice", "bb")
    assert find_twin(vu.party) == practice.party
    assert find_original(practice.party) == vu.party
    assert find_twin(bb.party) is None
    with pytest.raises(UnknownParty):
        twin(bb.party)
    assert practice.party.name == "Vanuatu (practice)"
    assert vu.party.name == "Vanuatu"


def test_a_twin_has_the_release_of_its_party(parties: Any) -> None:
    vu, practice = parties("vu", "vu-practice")
    with vu.active():
        original = Release.objects.get()
    with practice.active():
        assert Release.objects.get().digest == original.digest


def test_a_twin_and_its_party_reach_nothing_of_one_another(parties: Any) -> None:
    vu, practice = parties("vu", "vu-practice")
    for place, other in ((vu, "party_vu_practice"), (practice, "party_vu")):
        refused = pytest.raises(DatabaseError, match="permission denied")
        with place.active(), refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {other}.accounts_user")


def test_what_is_signed_in_a_twin_is_worthless_in_its_party(parties: Any) -> None:
    vu, practice = parties("vu", "vu-practice")
    with practice.active():
        link = Signer("accounts.invitation").sign(1)
    with vu.active(), pytest.raises(SignedElsewhere):
        Signer("accounts.invitation").read(link)


def test_the_front_door_lists_no_twin(parties: Any, front_door: Any) -> None:
    from django.test import RequestFactory

    from cms.queries import front_doors

    with front_door.active():
        doors = front_doors(RequestFactory().get("/", headers={"host": "localhost"}))
    assert [door.name for door in doors] == ["Barbados", "Fiji", "Vanuatu"]


def test_no_flag_turns_practice_into_reality_or_back(parties: Any) -> None:
    (practice,) = parties("vu-practice")
    for change in ({"practice": False}, {"schema_name": "party_xx"}):
        with as_public(), pytest.raises(IntegrityError, match="party_practice_for_good"), transaction.atomic():
            Party.objects.filter(pk=practice.party.pk).update(**change)


def test_a_real_party_is_never_thrown_away(parties: Any) -> None:
    (bb,) = parties("bb")
    with pytest.raises(NotInThatState):
        outdate(bb.party)


def test_the_access_code_is_the_twins_own_and_changes_with_its_login(parties: Any) -> None:
    vu, practice = parties("vu", "vu-practice")
    code = access_code(practice.party)
    assert len(code) == 14
    assert opens(practice.party, code.lower().replace("-", " "))
    assert not opens(practice.party, "")
    assert not opens(practice.party, access_code(vu.party))
    assert not opens(vu.party, access_code(vu.party))
    practice.party.login_version += 1
    assert access_code(practice.party) != code


@pytest.fixture
def practising(live_grenada: Party) -> Party:
    """Grenada's practice twin, in a database of this test's own."""
    list(onboard_party("GD", practice=True))
    return twin(live_grenada)


def counted(of: Party) -> tuple[int, int]:
    """How many people and cases there are."""
    from cites.accounts.models import User
    from workflows.models import Case

    with party_context(of):
        return User.objects.count(), Case.objects.count()


@pytest.mark.slow
def test_a_twin_is_made_for_a_party_that_is_live_only(grenada: str, manage: Any) -> None:
    for command in (("onboard", "GD", "--practice"), ("refresh_practice", "GD"), ("practice_code", "GD")):
        code, _, err = manage(*command)
        assert (code, "Traceback" in err) == (1, False), err
    list(onboard_party("GD"))
    shown = manage("onboard", "GD", "--practice", "--dry-run", PGOPTIONS="-c default_transaction_read_only=on")
    assert shown[0] == 0
    assert f"GD-PRACTICE: 1/{ALL_STEPS} schema: party_gd_practice (to be made)" in shown[1]
    assert "first release: the one in force in GD" in shown[1]
    assert "first invitation" not in shown[1]
    assert manage("onboard", "GD", "--practice")[1].endswith("GD-PRACTICE: live\n")
    code, out, _ = manage("onboard", "GD", "--practice", PGOPTIONS="-c default_transaction_read_only=on")
    assert (code, out.count("nothing to do")) == (0, ALL_STEPS + 1), "each step says so, and the whole"
    assert "gd-practice.localhost" in manage("practice_code", "GD")[1]


@pytest.mark.slow
def test_a_refreshed_twin_has_the_new_release_new_people_and_another_code(practising: Party, manage: Any) -> None:
    from cites.accounts.models import User

    before, code = counted(practising), access_code(practising)
    assert before == (PEOPLE, CASES)
    gd = find_original(practising)
    assert gd is not None
    with party_context(gd):
        parts = Release.objects.get().parts
        parts["profile"] = parts["profile"] | {"days_to_expect": 7}
        make_release(parts=parts, author="x", note="seven days")
    with party_context(practising):
        trainee = person("trader", "Ama")
    assert manage("refresh_practice", "gd")[0] == 0
    renewed = twin(gd)
    assert counted(renewed) == before
    assert access_code(renewed) != code
    with party_context(renewed):
        assert Release.objects.get().profile.days_to_expect == 7
        assert not User.objects.filter(email=trainee.email).exists()
    assert party_at("gd-practice.localhost") == renewed
    assert counted(gd) == (0, 0)


@pytest.mark.slow
def test_a_twin_that_is_refreshed_says_so_and_a_suspended_one_is_left_alone(practising: Party) -> None:
    with as_owner(PUBLIC):
        ngozi = person("operator")
    suspend_party(party=practising, by=ngozi, reason="x")
    with pytest.raises(NotInThatState):
        list(refresh_practice("GD"))
    gd = find_original(practising)
    assert gd is not None
    assert gd.status == Party.Status.OPEN  # its Party is not closed with it


def killed(python: Any, *arguments: str) -> tuple[int, str, str]:
    process = python(str(Path(__file__).parent / "killed.py"), *arguments)
    out, err = process.communicate(timeout=300)
    return process.returncode, out, err


@pytest.mark.slow
def test_a_refresh_killed_at_one_statement_after_the_other_goes_on(practising: Party, python: Any) -> None:
    gd = find_original(practising)
    assert gd is not None
    code, out, err = killed(python, "sweep-refresh", "GD", str(STRIDE))
    assert code == 0, err
    assert int(out) * STRIDE > 15
    assert counted(twin(gd)) == (PEOPLE, 0)  # the sweep plays no cases
    assert [step.name for step in onboarding_plan("GD", practice=True) if step.needed] == []


@pytest.mark.slow
def test_a_refresh_that_broke_off_is_finished_by_onboarding_and_by_the_doctor(practising: Party, python: Any) -> None:
    from tenants.doctor.running import examine

    before, gd = counted(practising), find_original(practising)
    assert gd is not None
    for step, moment in (("first release", "before"), ("invented cases", "during")):
        assert killed(python, "step-refresh", "GD", step, moment)[0] == -signal.SIGKILL
        assert twin(gd).status == Party.Status.ONBOARDING
        list(onboard_party("GD", practice=True)) if moment == "before" else list(examine(iso2="GD", fix=True))
        assert twin(gd).status == Party.Status.OPEN
        assert counted(twin(gd)) == before
    outdate(twin(gd))
    assert any("broken off" in each.finding.text for each in examine(iso2="GD"))
    assert all(each.mended for each in examine(iso2="GD", fix=True))
    assert list(examine(iso2="GD")) == []


class Heard:
    """What a job says, and by whom it was asked."""

    by = None

    def __init__(self) -> None:
        self.lines: list[str] = []

    def __call__(self, text: str, *, party: str = "", **facts: Any) -> None:
        self.lines.append(f"{party}: {text % facts}")

    def progress(self, step: int, of: int) -> None:
        assert 1 <= step <= of == ALL_STEPS


@pytest.mark.slow
def test_the_job_makes_the_site_and_run_again_makes_it_anew(live_grenada: Party) -> None:
    from tenants.jobs.kinds import OneParty
    from tenants.jobs.work import practise

    codes = []
    for slug in ("gd", "gd-practice"):
        heard = Heard()
        practise(OneParty(parties=(slug,)), heard)  # type: ignore[arg-type]
        assert "gd-practice: invented cases: made" in heard.lines
        codes.append(access_code(twin(live_grenada)))
        assert counted(twin(live_grenada)) == (PEOPLE, CASES)
    assert codes[0] != codes[1]


@pytest.mark.slow
def test_a_twin_goes_with_its_party_or_alone(practising: Party) -> None:
    gd = find_original(practising)
    assert gd is not None
    with as_owner(PUBLIC):
        ngozi, piotr = person("operator"), person("operator")
    remove_twin(party=gd, by=ngozi)
    assert find_twin(gd) is None
    assert party_at("gd.localhost") == gd
    list(onboard_party("GD", practice=True))
    begin_removal(party=gd, by=ngozi, reason="x")
    assert twin(gd).status == Party.Status.OPEN
    moment = removable_from(confirm_removal(party=gd, by=piotr))
    assert moment is not None
    with clock.frozen(moment):
        remove_party(party=gd, by=ngozi)
    with as_owner(PUBLIC), connection.cursor() as cursor:
        assert not Party.objects.filter(iso2="GD").exists()
        assert not HostName.objects.filter(domain__startswith="gd").exists()
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'party\\_gd%'")
        assert cursor.fetchall() == []
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'test\\_party\\_gd%'")
        assert cursor.fetchall() == []
        removed = list(AuditEntry.objects.filter(verb="party.removed").values_list("subject", flat=True))
    assert removed.count("party:gd-practice") == 2
    assert removed.count("party:gd") == 1
