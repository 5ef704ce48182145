"""A session that ends while somebody fills in a form: after signing in again, what they wrote is there."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from cites.accounts.models import Role, User
from cites.permits.models import Application
from tenants import kept
from tests.factories.accounts import person
from tests.factories.billing import an_invoice
from tests.factories.casework import LINE
from tests.factories.permits import SHELLS, an_application, cast, do

Written = tuple[str, dict[str, Any], tuple[str, ...]]


def a_line(trader: User) -> Written:
    draft = an_application(trader)
    form = {**LINE, "quantity": "77"}
    return f"/applications/{draft.reference}/lines/add/?taxon=ALI-GIG", form, ('value="77"', "Aliger gigas")


def a_changed_line(trader: User) -> Written:
    draft = an_application(trader)
    line = draft.lines.all()[0]
    address = f"/applications/{draft.reference}/lines/{line.pk}/?taxon=TRI-MAX"
    return address, {**LINE, "quantity": "77"}, ('value="77"', "Tridacna maxima")


def a_described_line(trader: User) -> Written:
    draft = an_application(trader)
    address = f"/applications/{draft.reference}/lines/{draft.lines.all()[0].pk}/specimen/"
    return address, {"marks": "Tag 9", "description": "polished by hand"}, ("Tag 9", "polished by hand")


def a_question(officer: User) -> Written:
    who = cast()
    case = an_application(who.trader)
    do(case, "submit", who.trader)
    do(case, "start_examination", who.officer)
    return f"/cases/{case.reference}/do/ask/", {"text": "From which bank?"}, ("From which bank?",)


def a_payment(cashier: User) -> Written:
    invoice = an_invoice(person(role=Role.TRADER))
    return f"/cashier/{invoice.number}/", {"amount": "50.00", "receipt": "R 77", "key": "k7"}, ("50.00", "R 77", "k7")


def an_invitation(administrator: User) -> Written:
    form = {"full_name": "Ada New", "email": "ada@x.example", "language": "en", "roles": ["cashier", "auditor"]}
    return "/officials/invite/", form, ("Ada New", "ada@x.example", 'value="auditor"')


def roles(administrator: User) -> Written:
    official = person(role=Role.MA_OFFICER)
    return f"/officials/{official.pk}/", {"roles": ["cashier"]}, ('value="cashier"',)


def an_absence(officer: User) -> Written:
    deputy = person(role=Role.MA_OFFICER)
    days = {"first_day_day": "3", "first_day_month": "June", "first_day_year": "2031"}
    shown = ('value="June"', 'value="2031"', f'value="{deputy.pk}" selected')
    return "/me/absences/", {**days, "deputy": str(deputy.pk)}, shown


def a_team(administrator: User) -> Written:
    return "/officials/teams/add/", {"name": "Corals", "people": [str(administrator.pk)]}, ('value="Corals"',)


def an_examined_case(officer: User) -> Application:
    trader = person(role=Role.TRADER)
    case = an_application(trader)
    do(case, "submit", trader)
    do(case, "start_examination", officer)
    return case


def a_return(officer: User) -> Written:
    case = an_examined_case(officer)
    form = {"parts": ["exporter", "purpose"], "parts-exporter": "As on the licence.", "parts-purpose": "Which port?"}
    return f"/cases/{case.reference}/do/return_for_correction/", form, ("As on the licence.", "Which port?")


def a_return_of_one_part(officer: User) -> Written:
    case = an_examined_case(officer)
    form = {"parts": ["exporter"], "parts-exporter": "As on the licence."}
    return f"/cases/{case.reference}/do/return_for_correction/", form, ("As on the licence.",)


def a_request_to_a_body(officer: User) -> Written:
    case = an_examined_case(officer)
    days = {"last_day_day": "3", "last_day_month": "June", "last_day_year": "2031"}
    form = {"body": "The museum", "parts": ["purpose", "rules"], **days}
    return f"/cases/{case.reference}/bodies/ask/", form, ("The museum", 'value="June"', 'value="2031"')


def a_line_acquired_long_ago(trader: User) -> Written:
    draft = an_application(trader, [{**SHELLS, "source": "O"}])
    days = {"acquired_on_day": "7", "acquired_on_month": "May", "acquired_on_year": "1974"}
    return f"/applications/{draft.reference}/lines/{draft.lines.get().pk}/source/", days, ('value="1974"',)


def a_decision(officer: User) -> Written:
    trader = person(role=Role.TRADER, verified=False)
    form = {"decision": "refuse", "reason": "The name differs."}
    return f"/traders/{trader.pk}/", form, ("The name differs.",)


@pytest.mark.parametrize(
    ("role", "write"),
    [
        (Role.TRADER, a_line),
        (Role.TRADER, a_changed_line),
        (Role.TRADER, a_described_line),
        (Role.MA_OFFICER, a_question),
        (Role.CASHIER, a_payment),
        (Role.PARTY_ADMINISTRATOR, an_invitation),
        (Role.PARTY_ADMINISTRATOR, roles),
        (Role.MA_OFFICER, an_absence),
        (Role.PARTY_ADMINISTRATOR, a_team),
        (Role.MA_OFFICER, a_decision),
        (Role.MA_OFFICER, a_return),
        (Role.MA_OFFICER, a_return_of_one_part),
        (Role.MA_OFFICER, a_request_to_a_body),
        (Role.TRADER, a_line_acquired_long_ago),
    ],
)
def test_what_was_written_is_there_again(bb: Any, role: Role, write: Callable[[User], Written]) -> None:
    writer = person(role=role)
    address, form, written = write(writer)
    client = bb.client()
    answer = client.post(address, form)
    assert answer.headers["Location"].startswith("/accounts/login/?next=")
    back_to = parse_qs(urlsplit(answer.headers["Location"]).query)["next"][0]
    client.force_login(writer)
    page = client.get(back_to)
    assert page.status_code == 200
    shown = page.content.decode()
    for each in written:
        assert each in shown
    for value in [*form.get("roles", []), *form.get("people", []), *form.get("parts", [])]:
        assert _checked(shown, value)


def _checked(shown: str, value: str) -> bool:
    return any(f'value="{value}"' in box and "checked" in box for box in shown.split("<input")[1:])


def test_a_button_without_a_page_of_its_own_leads_to_a_page_that_says_so(bb: Any) -> None:
    trader = person(role=Role.TRADER)
    draft = an_application(trader)
    client = bb.client()
    answer = client.post(f"/applications/{draft.reference}/lines/{draft.lines.all()[0].pk}/remove/", {"key": "k"})
    back_to = parse_qs(urlsplit(answer.headers["Location"]).query)["next"][0]
    client.force_login(trader)
    page = client.get(back_to)
    assert (page.status_code, page.headers["Allow"]) == (405, "POST")
    assert "press it again" in page.content.decode()
    assert draft.lines.count() == 2


def test_nobody_fills_the_cache_with_forms_that_nobody_sent(bb: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 2)
    kept_at = [bb.client().post("/me/", {"full_name": "x"}).headers["Location"] for _ in range(3)]
    assert ["kept" in each for each in kept_at] == [True, True, False]
