"""Who belongs to the office and who may apply, on a phone without scripts and at a desk by keyboard alone."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from cites.accounts.demo import CODE_SECONDS
from cites.accounts.roles import Role
from kernel import clock
from tests.journeys.conftest import WAYS
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

PASSWORD = "three parrots singing"
TODAY = clock.local_date("America/Barbados")


@pytest.mark.parametrize("way", WAYS)
def test_an_official_is_invited_joins_a_team_goes_on_leave_loses_the_phone_and_leaves(
    enter: Callable[..., Visitor], visit: Callable[..., Visitor], site: Any, way: dict[str, Any]
) -> None:
    name = "Delia Carew" if "keyboard" in way else "Ignatius Carew"
    email = f"{name.split()[0].lower()}@bb.example"
    administrator, newcomer = enter("bb", "administrator", **way), visit("bb", **way)
    invited(administrator, name, email)
    joined(newcomer, site, email)
    put_in_a_team(administrator, name)
    given_another_role(administrator, name)
    gone_on_leave(newcomer, name, enter("bb", "decider", **way))
    second_step_reset(administrator, enter("bb", "signatory", **way), newcomer, name)
    administrator.go("/officials/").press(name).press("Close the account").sees("may not sign in")
    administrator.go("/officials/failed-mails/").go("/me/").press("Show browsers").sees("This browser")


def invited(administrator: Visitor, name: str, email: str) -> None:
    administrator.go("/officials/").press("Invite somebody").fill(full_name=name, email="carew")
    administrator.press("Send invitation", 422).to_the_fault()
    administrator.fill(email=email).tick(in_full(Role.MA_OFFICER)).press("Send invitation").sees(name, email)


def in_full(role: Role) -> str:
    """What stands beside the box of a role."""
    return f"{role.label}: {role.sentence}"


def joined(newcomer: Visitor, site: Any, email: str) -> None:
    link = re.search(r"/invitation/[^\s/]+/", site.mails_to(email)[0].body)
    assert link, site.mails_to(email)
    newcomer.go(link[0]).sees("Management Authority officer").fill(password="short").press("Continue", 422)
    newcomer.fill(password=PASSWORD).press("Continue").press("Set up authenticator app")
    newcomer.fill(code=code_shown(newcomer)).press("Set up")
    newcomer.go("/cases/").sees("Waiting for me")


def code_shown(newcomer: Visitor) -> str:
    """The six digits that an authenticator app makes of the secret on the page."""
    secret = re.sub(r"\s", "", newcomer.page.locator(".a-secret").inner_text())
    return str(format_hotp_value(hotp_value(secret, int(clock.now().timestamp()) // CODE_SECONDS)))


def put_in_a_team(administrator: Visitor, name: str) -> None:
    administrator.go("/officials/").press("Teams").press("Add a team").press("Save the team", 422).to_the_fault()
    administrator.fill(name="Shells and corals").tick(name).press("Save the team").sees("Shells and corals", name)
    administrator.press("Shells and corals").press("Retire the team")
    assert "Shells and corals" not in administrator.go("/officials/teams/").text


def given_another_role(administrator: Visitor, name: str) -> None:
    administrator.go("/officials/").press(name).tick(in_full(Role.CASHIER)).press("Save roles")
    administrator.go("/officials/").sees("Management Authority officer, Cashier")


def gone_on_leave(newcomer: Visitor, name: str, deputy: Visitor) -> None:
    newcomer.go("/me/").press("Show absences").press("Note the absence", 422).to_the_fault()
    newcomer.fill(first_day=TODAY, last_day=TODAY + timedelta(days=9), deputy="Everton Clarke")
    newcomer.press("Note the absence").sees("Everton Clarke")
    deputy.go("/me/").press("Show notices").sees(f"You stand in for {name}")
    deputy.tick("How far a case is").press("Save")
    newcomer.press("Withdraw").sees("No absence is noted")


def second_step_reset(administrator: Visitor, signatory: Visitor, newcomer: Visitor, name: str) -> None:
    administrator.go("/officials/").press(name).press("They lost their second step")
    administrator.press("Propose the reset", 422).to_the_fault()
    administrator.fill(reason="The phone fell overboard.", identity_check="She came with her passport.")
    administrator.press("Propose the reset").sees("waits for somebody else")
    signatory.go("/me/").press("Show lost second steps").press(name).press("Confirm the reset").press(name).sees(
        "Confirmed by"
    )
    assert newcomer.go("/me/").path.startswith("/accounts/login/")


@pytest.mark.parametrize("way", WAYS)
def test_a_firm_is_blocked_and_let_apply_again(enter: Callable[..., Visitor], way: dict[str, Any]) -> None:
    officer = enter("bb", "officer", **way).go("/traders/").press("Winston Yearwood").press("Bathsheba Reef Supplies")
    officer.press("Block new applications").press("Block new applications", 422).to_the_fault()
    officer.fill(reason="The stock book has to be shown first.").press("Block new applications")
    officer.sees("The stock book has to be shown first.")
    trader = enter("bb", "reef", **way).go("/applications/").sees("The stock book has to be shown first.")
    officer.press("Lift").fill(reason="It was shown.").send().sees("It was shown.")
    assert "stock book" not in trader.go("/applications/").text
    trader.go("/me/").press("Show your data").press("Ask for a correction")
