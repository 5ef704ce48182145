"""The work of jobs: a country brought live, its administrator invited again, the doctor's round."""

from pathlib import Path
from typing import Any

import pytest

from cites.accounts.models import Invitation
from tenants.context import as_owner, party_context
from tenants.jobs.services import ask_job
from tenants.jobs.worker import Worker
from tenants.models import Job, Party
from tenants.names import PUBLIC
from tenants.onboarding import steps_in_order
from tests.factories.accounts import person
from tests.factories.jobs import fresh, grow_silent, said

pytestmark = pytest.mark.slow
PROGRAM = str(Path(__file__).with_name("laps.py"))


def test_a_worker_killed_in_mid_onboarding_is_followed_by_another(
    grenada: str, ngozi: Any, python: Any, manage: Any
) -> None:
    asked = {"parties": ["gd"], "administrator": {"email": "ann@moa.gd", "full_name": "Ann Joseph"}}
    job = ask_job(kind="onboard", parameters=asked, by=ngozi)
    python(PROGRAM, DIE_AT_STEP="first release").communicate(timeout=300)
    with as_owner(PUBLIC):
        assert Party.objects.get(iso2="GD").status == Party.Status.ONBOARDING
    grow_silent(job)
    code, _, err = manage("work_jobs", "--until-idle")
    assert code == 0, err
    all_steps = len(steps_in_order())
    assert (fresh(job).state, fresh(job).step, fresh(job).steps) == (Job.State.DONE, all_steps, all_steps)
    assert said(job)[-1].startswith(f"{steps_in_order()[-1].name}: ")
    assert "first invitation: made" in said(job)
    with as_owner(PUBLIC):
        party = Party.objects.get(iso2="GD")
    assert (party.status, party.first_administrator) == (Party.Status.OPEN, {})
    with as_owner("party_gd"):
        (invitation,) = Invitation.objects.all()
        assert (invitation.email, invitation.full_name) == ("ann@moa.gd", "Ann Joseph")


def test_a_first_administrator_is_invited_again_until_somebody_is_there(owner_here: str, manage: Any) -> None:
    asked = {"parties": ["vu"], "administrator": {"email": "lei@env.vu", "full_name": "Leisel Tari"}}
    job = ask_job(kind="invite", parameters=asked)
    Worker().run(until_idle=True)
    assert (fresh(job).state, said(job)) == (Job.State.DONE, ["Invited: lei@env.vu"])
    with as_owner("party_vu"):
        assert Invitation.objects.get(withdrawn_at=None).email == "lei@env.vu", "the earlier link is withdrawn"
    assert manage("invite_administrator", "VU", "odile@env.vu", "Odile Nalau")[0] == 0
    with as_owner(PUBLIC):
        vanuatu = Party.objects.get(iso2="VU", practice=False)
    with party_context(vanuatu):
        person("party_administrator")
    refused = ask_job(kind="invite", parameters=asked)
    Worker().run(until_idle=True)
    assert fresh(refused).state == Job.State.FAILED
    with as_owner("party_vu"):
        assert Invitation.objects.get(withdrawn_at=None).email == "odile@env.vu", "nothing was withdrawn"
    assert manage("invite_administrator", "VU", "lei@env.vu", "Leisel Tari")[0] == 1


def test_a_profile_with_faults_is_a_job_that_failed(owner_here: str) -> None:
    job = ask_job(kind="onboard", parameters={"parties": ["qq"]})
    Worker().run(until_idle=True)
    assert fresh(job).state == Job.State.FAILED
    assert "QQ" in fresh(job).error % fresh(job).error_facts


def test_the_doctor_tells_and_mends(owner_here: str, owner_connection: Any) -> None:
    with owner_connection.cursor() as cursor:
        cursor.execute("GRANT UPDATE ON party_fj.audit_auditentry TO test_party_fj")
    told = ask_job(kind="doctor")
    Worker().run(until_idle=True)
    assert (fresh(told).state, fresh(told).error_facts) == (Job.State.FAILED, {"count": 1})
    assert "can be mended" in said(told)[0]
    mended = ask_job(kind="doctor", parameters={"parties": ["fj"], "fix": True})
    Worker().run(until_idle=True)
    assert fresh(mended).state == Job.State.DONE
    assert "mended" in said(mended)[0]
