"""A trader comes, confirms the e-mail address, and is verified by an officer."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser


def test_a_trader_signs_up_and_is_verified(visit: Callable[..., Visitor], enter: Any, site: Any) -> None:
    trader = visit("bb").go("/").press("Sign in").press("Create an account")
    trader.press("Create account", status=422).sees("There is a problem")
    trader.fill(
        full_name="Delphine Ifill",
        email="delphine@ifill.example",
        phone="+1 246 555 0148",
        role="trader",
        organisation_name="Ifill Marine Curios",
        password1="green turtle lagoon",
    ).press("Create account")
    code = re.search(r"^\s*([A-Z0-9-]{6,12})\s*$", site.mails_to("delphine@ifill.example")[0].body, re.M)
    assert code, site.mails_to("delphine@ifill.example")[0].body
    trader.fill(code=code[1]).press("Continue")

    trader.go("/applications/").sees("yet to confirm who you are")

    officer = enter("bb", "officer").go("/traders/").press("Delphine Ifill")
    officer.fill(decision="verify").press("Save decision").sees("Delphine Ifill has been verified")

    assert "yet to confirm" not in trader.go("/applications/").text
    assert any("Delphine" in mail.body for mail in site.mails_to("delphine@ifill.example"))
