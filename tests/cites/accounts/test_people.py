"""Roles, verification, invitations, deletion, kept forms, mail and the demo people."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from cites.accounts import demo
from cites.accounts.erasure import anonymise_person
from cites.accounts.errors import (
    AddressTaken,
    AlreadyVerified,
    DemoRefused,
    InvitationNotOpen,
    LastAdministrator,
    PeopleAreNeverDeleted,
    RoleNotOfferedHere,
)
from cites.accounts.invitations import accept_invitation, invite_person, link_to, open_invitation
from cites.accounts.mail import compose
from cites.accounts.models import Role, Team, User, Verification
from cites.accounts.queries import people_with_role
from cites.accounts.roles import ROLE_SENTENCES
from cites.accounts.services import (
    change_roles,
    deactivate_person,
    grant_role,
    refuse_trader,
    revoke_role,
    verify_trader,
)
from kernel import clock
from tenants.audit.models import AuditEntry
from tests.factories.accounts import PASSWORD, person


def test_every_role_has_a_sentence() -> None:
    assert set(ROLE_SENTENCES) == set(Role)


def test_people_are_never_deleted(bb: Any) -> None:
    tara = person(role=Role.TRADER)
    with pytest.raises(PeopleAreNeverDeleted):
        tara.delete()
    with pytest.raises(PeopleAreNeverDeleted):
        User.objects.filter(pk=tara.pk).delete()
    assert User.objects.filter(pk=tara.pk).exists()


def test_an_anonymised_person_keeps_their_number_and_loses_their_name(bb: Any) -> None:
    tara = person(role=Role.TRADER, password=PASSWORD)
    anonymise_person(person=tara, actor=person(role=Role.PARTY_ADMINISTRATOR))
    kept = User.objects.get(pk=tara.pk)
    assert (kept.full_name, kept.is_active, kept.has_usable_password()) == (f"#{tara.pk}", False, False)
    assert "tara" not in kept.email


def test_a_role_taken_away_stays_on_record(bb: Any) -> None:
    admin, olive = person(role=Role.PARTY_ADMINISTRATOR), person(role=Role.MA_OFFICER)
    revoke_role(person=olive, role=Role.MA_OFFICER, actor=admin)
    assert not olive.has_role(Role.MA_OFFICER)
    assert olive not in people_with_role(Role.MA_OFFICER)
    grant_role(person=olive, role=Role.MA_OFFICER, actor=admin)
    assert olive.role_grants.count() == 2
    assert olive in people_with_role(Role.MA_OFFICER)


def test_roles_of_the_front_door_are_not_given_in_a_party(bb: Any) -> None:
    with pytest.raises(RoleNotOfferedHere):
        grant_role(person=person(role=Role.TRADER), role=Role.OPERATOR, actor=None)


def test_the_last_administrator_stays(bb: Any) -> None:
    admin = person(role=Role.PARTY_ADMINISTRATOR)
    with pytest.raises(LastAdministrator):
        change_roles(person=admin, roles=[], actor=admin)
    with pytest.raises(LastAdministrator):
        deactivate_person(person=admin, actor=admin)


def test_a_closed_account_is_signed_out_at_once(bb: Any) -> None:
    admin, olive = person(role=Role.PARTY_ADMINISTRATOR), person(role=Role.MA_OFFICER)
    client = bb.client()
    client.force_login(olive)
    assert client.get("/traders/").status_code == 200
    deactivate_person(person=olive, actor=admin)
    assert client.get("/traders/").status_code == 302


# --- verification ---------------------------------------------------------------------------------


def test_an_officer_verifies_a_trader_who_hears_of_it(bb: Any, on_commit: Any) -> None:
    olive, tara = person(role=Role.MA_OFFICER), person(role=Role.TRADER, verified=False)
    client = bb.client()
    client.force_login(olive)
    assert tara.full_name in client.get("/traders/").content.decode()
    with on_commit():
        answer = client.post(f"/traders/{tara.pk}/", {"decision": "verify", "reason": ""})
    assert answer.status_code == 302
    tara.refresh_from_db()
    assert (tara.verification, tara.verified_by) == (Verification.VERIFIED, olive)
    assert mail.outbox[-1].to == [tara.email]
    assert AuditEntry.objects.filter(verb="trader.verified", subject=f"person:{tara.pk}", actor=olive).exists()


def test_a_refusal_needs_a_reason_that_the_trader_reads(bb: Any, on_commit: Any) -> None:
    olive, tara = person(role=Role.MA_OFFICER), person(role=Role.TRADER, verified=False)
    client = bb.client()
    client.force_login(olive)
    assert client.post(f"/traders/{tara.pk}/", {"decision": "refuse", "reason": " "}).status_code == 422
    with on_commit():
        client.post(f"/traders/{tara.pk}/", {"decision": "refuse", "reason": "The passport has expired."})
    tara.refresh_from_db()
    assert tara.verification == Verification.REFUSED
    assert "passport has expired" in mail.outbox[-1].body


def test_two_officers_deciding_at_once_decide_once(bb: Any) -> None:
    olive, oscar = person(role=Role.MA_OFFICER), person(role=Role.MA_OFFICER)
    tara = person(role=Role.TRADER, verified=False)
    verify_trader(person=tara, officer=olive)
    with pytest.raises(AlreadyVerified):
        refuse_trader(person=tara, officer=oscar, reason="Late")
    client = bb.client()
    client.force_login(oscar)
    answer = client.post(f"/traders/{tara.pk}/", {"decision": "verify", "reason": ""})
    assert answer.status_code == 409


def test_a_refused_trader_can_be_verified_later(bb: Any) -> None:
    olive, tara = person(role=Role.MA_OFFICER), person(role=Role.TRADER, verified=False)
    refuse_trader(person=tara, officer=olive, reason="No papers")
    assert verify_trader(person=tara, officer=olive).verification == Verification.VERIFIED


def test_a_trader_who_changes_their_name_is_verified_again(bb: Any) -> None:
    tara = person(role=Role.TRADER, name="Tara Trader")
    client = bb.client()
    client.force_login(tara)
    client.post("/me/", {"full_name": "Tara Trader", "language": "en", "phone": "1"})
    tara.refresh_from_db()
    assert tara.is_verified
    client.post("/me/", {"full_name": "Somebody Else", "language": "en", "phone": "1"})
    tara.refresh_from_db()
    assert tara.verification == Verification.PENDING


def test_a_trader_cannot_look_at_other_traders(bb: Any) -> None:
    client = bb.client()
    client.force_login(person(role=Role.TRADER))
    assert client.get("/traders/").status_code == 403
    assert client.get("/officials/").status_code == 403


# --- invitations ----------------------------------------------------------------------------------


def test_an_invited_official_chooses_a_password_and_then_a_second_step(bb: Any, on_commit: Any) -> None:
    client = bb.client()
    client.force_login(person(role=Role.PARTY_ADMINISTRATOR))
    facts = {"full_name": "Nev New", "email": "nev@gov.example", "language": "en", "roles": ["ma_officer", "cashier"]}
    with on_commit():
        assert client.post("/officials/invite/", facts).status_code == 302
    link = "/invitation/" + mail.outbox[-1].body.split("/invitation/")[1].split()[0]
    invited = bb.client()
    assert invited.post(link, {"full_name": "Nev New", "password": "short"}).status_code == 422
    answer = invited.post(link, {"full_name": "Nev New", "password": PASSWORD})
    assert answer.headers["Location"] == "/accounts/2fa/"
    nev = User.objects.get(email="nev@gov.example")
    assert nev.roles == {Role.MA_OFFICER, Role.CASHIER}
    assert invited.get("/traders/").headers["Location"] == "/accounts/2fa/"
    assert bb.client().get(link).status_code == 410


def token_of(invitation: Any) -> str:
    return link_to(invitation).rstrip("/").rsplit("/", 1)[-1]


def test_an_invitation_is_good_once_and_for_a_week(bb: Any) -> None:
    invitation = invite_person(email="a@b.example", full_name="A B", roles=[Role.CASHIER], actor=None)
    with clock.frozen(clock.now() + timedelta(days=8)), pytest.raises(InvitationNotOpen):
        open_invitation(token_of(invitation))
    accept_invitation(token=token_of(invitation), full_name="A B", password=PASSWORD)
    with pytest.raises(InvitationNotOpen):
        accept_invitation(token=token_of(invitation), full_name="A B", password=PASSWORD)


def test_a_second_invitation_makes_the_first_worthless(bb: Any) -> None:
    first = invite_person(email="a@b.example", full_name="A B", roles=[Role.CASHIER], actor=None)
    second = invite_person(email="A@B.example", full_name="A B", roles=[Role.AUDITOR], actor=None)
    with pytest.raises(InvitationNotOpen):
        open_invitation(token_of(first))
    assert open_invitation(token_of(second)) == second


def test_nobody_is_invited_who_is_here_already(bb: Any) -> None:
    tara = person(role=Role.TRADER)
    with pytest.raises(AddressTaken):
        invite_person(email=tara.email.upper(), full_name="T", roles=[Role.CASHIER], actor=None)


def test_a_forged_invitation_opens_nothing(bb: Any) -> None:
    assert bb.client().get("/invitation/1:forged:forged/").status_code == 410


# --- what somebody wrote when the session had expired ---------------------------------------------


def test_a_form_posted_after_the_session_expired_is_found_again_after_sign_in(bb: Any) -> None:
    tara = person(role=Role.TRADER, password=PASSWORD)
    client = bb.client()
    answer = client.post("/me/", {"full_name": "Tara Newname", "password": "never kept"})
    back_to = answer.headers["Location"]
    assert back_to.startswith("/accounts/login/?next=%2Fme%2F%3Fkept%3D")
    kept_at = back_to.split("next=")[1].replace("%2F", "/").replace("%3F", "?").replace("%3D", "=")
    signed_in = client.post("/accounts/login/", {"login": tara.email, "password": PASSWORD, "next": kept_at})
    assert signed_in.headers["Location"] == kept_at
    page = client.get(kept_at).content.decode()
    assert "Tara Newname" in page
    assert "We kept what you wrote" in page
    assert "never kept" not in page


def test_nobody_else_finds_what_somebody_wrote(bb: Any) -> None:
    answer = bb.client().post("/me/", {"full_name": "Tara Newname"})
    kept_at = answer.headers["Location"].split("next=")[1].replace("%2F", "/").replace("%3F", "?").replace("%3D", "=")
    other = bb.client()
    other.force_login(person(role=Role.TRADER))
    assert "Tara Newname" not in other.get(kept_at).content.decode()


# --- mail and demo people -------------------------------------------------------------------------


def test_mail_is_composed_in_the_readers_language(bb: Any) -> None:
    from django.utils import translation

    with translation.override("en"):
        message = compose("a@b.example", "fr", "accounts/mail/verified", {})
        assert translation.get_language() == "en"
    assert message.to == ["a@b.example"]


def test_demo_people_are_refused_in_production(bb: Any, settings: Any) -> None:
    settings.DEVELOPMENT = False
    with pytest.raises(DemoRefused):
        demo.ensure_demo_people(bb.party)
    assert not User.objects.filter(email="officer@bb.example").exists()


def test_demo_people_and_their_team_are_made_once(bb: Any) -> None:
    first = demo.ensure_demo_people(bb.party)
    with bb.active():
        again = demo.ensure_demo_people(bb.party)
    assert [each.pk for each in first] == [each.pk for each in again]
    assert len(first) == 16
    with bb.active():
        members = Team.objects.get().memberships.values_list("person__email", flat=True)
        assert set(members) == {"officer@bb.example", "decider@bb.example", "signatory@bb.example"}


@pytest.mark.parametrize("iso2", ["BB", "FJ", "VU"])
def test_every_duty_has_a_demo_person(iso2: str) -> None:
    held = {each.role for each in demo.demo_people(iso2)}
    assert held == set(Role) - {Role.OPERATOR, Role.EDITOR}


def test_the_development_page_lists_demo_people_with_codes(parties: Any, front_door: Any) -> None:
    parties("bb")
    page = front_door.client().get("/dev/").content.decode()
    assert "officer@bb.example" in page
    assert demo.PASSWORD in page


def test_the_development_page_is_absent_in_production(parties: Any, front_door: Any, settings: Any) -> None:
    settings.DEVELOPMENT = False
    assert front_door.client().get("/dev/").status_code == 404


def test_the_first_operator_is_invited_on_the_command_line(parties: Any, front_door: Any, on_commit: Any) -> None:
    from django.core import mail
    from django.core.management import CommandError, call_command

    with on_commit():
        call_command("invite_operator", "ngozi@archipelago.example", "Ngozi Lindqvist", verbosity=0)
    assert [message.to for message in mail.outbox] == [["ngozi@archipelago.example"]]
    with front_door.active():
        person("operator", email="piotr@archipelago.example")
    with pytest.raises(CommandError):
        call_command("invite_operator", "piotr@archipelago.example", "Piotr")
