"""Made-up people, each made in the Party that is active (or at the front door)."""

import re
import secrets
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession

from cites.accounts.absences import note_absence
from cites.accounts.blocks import place_block
from cites.accounts.corrections import ask_for_correction
from cites.accounts.invitations import invite_person, link_to
from cites.accounts.models import Role, User, Verification
from cites.accounts.organisations import join_organisation
from cites.accounts.second_steps import propose_reset
from cites.accounts.services import grant_role
from cites.accounts.teams import make_team
from kernel import clock
from tenants.context import today

PASSWORD = "three words at sea"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def person(
    role: str | Role = Role.TRADER,
    name: str = "",
    *,
    email: str = "",
    verified: bool = True,
    mfa: bool = True,
    language: str = "en",
    password: str | None = None,
) -> User:
    """A person with one role; officials (and front-door people) have a second step unless ``mfa=False``."""
    held = Role(role)
    full_name = name or f"{held.label} {secrets.token_hex(3)}"
    state = Verification.VERIFIED if verified else Verification.PENDING
    word = re.sub(r"[^a-z0-9]+", ".", full_name.lower()).strip(".") or "somebody"
    user = User.objects.create_user(
        email or f"{word}.{secrets.token_hex(3)}@people.example",
        password,
        full_name=full_name,
        language=language,
        verification=state,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    grant_role(person=user, role=held, actor=None)
    if mfa and user.is_official:
        TOTP.activate(user, SECRET)
    return user


def one_time_code(secret: str = SECRET) -> str:
    """The six digits that an authenticator app with that secret shows now."""
    return format_hotp_value(hotp_value(secret, int(clock.now().timestamp()) // 30))


def sign_in(client: Any, user: User, password: str = PASSWORD) -> Any:
    """Sign in by the pages, with the second step where there is one; return the last answer."""
    answer = client.post("/accounts/login/", {"login": user.email, "password": password})
    if answer.status_code == 302 and answer.headers["Location"] == "/accounts/2fa/authenticate/":
        return client.post("/accounts/2fa/authenticate/", {"code": one_time_code()})
    return answer


def access_samples(party: Any, trader: User) -> dict[str, str]:
    """The people, the invitation, the absence and the team that the rows of ``tests/access/accounts.csv`` name."""
    newcomer = person(role=Role.TRADER, verified=False)
    organisation = join_organisation(person=newcomer, name="Sargasso Seafood Ltd")
    member = str(newcomer.memberships.get().pk)
    block = place_block(
        whose=newcomer, reason="Papers were forged", first_day=today(), last_day=None, officer=person(Role.MA_OFFICER)
    )
    belonging = {"block": str(block.pk), "organisation": str(organisation.pk), "member": member}
    office = {**_an_official_and_an_invitation(Role.MA_OFFICER, Role.CASHIER), **_an_absence_and_a_team()}
    return {"trader": str(newcomer.pk), **belonging, **office, **_what_people_have(trader)}


def public_access_samples() -> dict[str, str]:
    """The same at the front door, where there are no traders."""
    return _an_official_and_an_invitation(Role.EDITOR, Role.EDITOR)


def _an_official_and_an_invitation(held: Role, offered: Role) -> dict[str, str]:
    email = f"invited.{secrets.token_hex(3)}@people.example"
    invitation = invite_person(email=email, full_name="Ina Invited", roles=[offered], actor=None)
    return {
        "official": str(person(role=held).pk),
        "invitation": str(invitation.pk),
        "invitation_token": link_to(invitation).rstrip("/").rsplit("/", 1)[-1],
    }


def _an_absence_and_a_team() -> dict[str, str]:
    away = person(role=Role.MA_OFFICER)
    absence = note_absence(person=away, first_day=today(), last_day=today(), deputy=None, actor=away)
    team = make_team(name=f"Team {secrets.token_hex(3)}", people=[away], actor=None)
    return {"absence": str(absence.pk), "team": str(team.pk)}


def _what_people_have(owner: User) -> dict[str, str]:
    session = UserSession.objects.create(
        user=owner, ip="192.0.2.1", session_key=secrets.token_hex(16), user_agent="Firefox"
    )
    lost = person(role=Role.MA_OFFICER)
    reset = propose_reset(person=lost, reason="The phone is lost", identity_check="Came with a passport", actor=owner)
    asked = ask_for_correction(person=lost, wanted="My name has two letters n")
    return {"session": str(session.pk), "reset": str(reset.pk), "correction": str(asked.pk)}


def authenticators_of(user: User) -> list[Authenticator]:
    """What the person can show besides the password."""
    return list(Authenticator.objects.filter(user=user))
