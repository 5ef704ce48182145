"""What happens to people: a session that ends, a button pressed twice, a small screen, a slow line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.factories import journeys
from tests.journeys.conftest import PHONE, sign_in
from tests.journeys.test_other_ways import case_at
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

Enter = Callable[..., Visitor]
FIRST_VISIT = 60_000
LATER_PAGE = 15_000
SEND_TWICE = """async () => {
  const form = document.querySelector("main form[method=post]");
  const send = () => fetch(form.action || location.href, {method: "POST", body: new FormData(form)});
  const answers = await Promise.all([send(), send()]);
  return answers.map(answer => answer.status);
}"""


LEDGER = """
from billing.models import LedgerEntry
from tenants.context import party_context
from tenants.models import Party
with party_context(Party.objects.get(iso2="BB", practice=False)):
    print(*LedgerEntry.objects.filter(invoice__reference="{reference}").order_by("id").values_list("kind", flat=True))
"""


@pytest.mark.parametrize("scripted", [True, False])
def test_what_was_typed_survives_an_expired_session(enter: Enter, site: Any, scripted: bool) -> None:
    trader = enter("bb", "agent", scripted=scripted)
    reference = journeys.start_application(trader)
    trader.go(f"/applications/{reference}/consignee/").fill(**journeys.CONSIGNEE)
    trader.context.clear_cookies(name="sessionid")
    trader.send()
    assert trader.path.startswith("/accounts/login/")

    person = site.person("bb", "agent")
    trader.fill(login=person.email, password="archipelago-demo").send()
    assert trader.path.startswith(f"/applications/{reference}/consignee/")
    assert trader.page.locator("[name=consignee_name]").input_value() == "Pelagic Trading Company"
    trader.send()
    trader.go(f"/applications/{reference}/consignee/")
    assert trader.page.locator("[name=consignee_country]").input_value() == "US"
    site.kept_sign_ins.pop(person.email, None)


def test_what_was_typed_survives_a_service_that_can_only_be_read(enter: Enter, site: Any) -> None:
    trader = enter("vu", "agent")
    reference = journeys.start_application(trader)
    trader.go(f"/applications/{reference}/consignee/").fill(**journeys.CONSIGNEE)
    site.stack.manage(
        "suspend", "VU", "--by", site.person("", "operator").email, "--reason", "Stocktaking", "--read-only"
    )
    try:
        trader.send(423)
    finally:
        site.stack.manage("reopen", "VU", "--by", site.person("", "operator").email)
    trader.go(f"/applications/{reference}/consignee/")
    assert trader.page.locator("[name=consignee_name]").input_value() == "Pelagic Trading Company"


def test_a_double_click_sends_and_pays_once(enter: Enter, site: Any, tmp_path: Path) -> None:
    trader = enter("bb", "trader")
    reference = journeys.start_application(trader)
    journeys.answer_sections(trader, reference)
    journeys.add_line(trader, reference, journeys.CONCH_MEAT)
    journeys.attach(trader, reference, journeys.a_paper(tmp_path))
    trader.go(f"/applications/{reference}/do/submit/").fill(declared=True)
    with trader.page.expect_navigation():
        trader.page.locator("main form[method=post] button[type=submit]").dblclick()
    trader.go(f"/applications/{reference}/").sees("Received")
    assert trader.text.count("sent the application") == 1

    journeys.take_step(enter("bb", "officer"), reference, "start_examination")
    officer = enter("bb", "officer").go(f"/cases/{reference}/do/complete_examination/").find_all()
    assert set(officer.page.evaluate(SEND_TWICE)) <= {200, 409}
    assert officer.go(f"/cases/{reference}/").text.count("found the application complete") == 1
    finding = {"conclusion": "positive", "reason": "Within the quota."}
    journeys.take_step(enter("bb", "science"), reference, "record_finding", **finding)
    journeys.take_step(enter("bb", "decider"), reference, "approve")

    trader.go(f"/applications/{reference}/").press("See the invoice and pay").press("Pay")
    trader.fill(provider="demo").send().fill(card="4000000000000077")
    assert set(trader.page.evaluate(SEND_TWICE)) <= {200, 409}
    cashier = enter("bb", "cashier").go(f"/cashier/?q={reference}")
    assert cashier.page.locator("main tbody tr").count() == 1
    assert site.stack.manage("shell", "-v0", "-c", LEDGER.format(reference=reference)).split() == ["charge", "payment"]
    trader.go(f"/applications/{reference}/").sees("Awaiting signature")


def test_two_officers_who_decide_at_once_hear_of_each_other(enter: Enter) -> None:
    reference = case_at(enter, "fj", "decision")
    first = enter("fj", "decider").go(f"/cases/{reference}/do/approve/")
    second = enter("fj", "signatory").go(f"/cases/{reference}/do/refuse/")
    second.fill(ground="quota", reason="Too many.")
    first.fill(reason="The quota is raised by a notice in next week's Gazette.").send()
    second.send(409).sees("Nothing was recorded")
    first.go(f"/cases/{reference}/").sees("Awaiting payment")


def test_a_phone_shows_every_kind_of_page(enter: Enter, visit: Enter) -> None:
    stranger = visit("bb", viewport=PHONE)
    for path in ("/", "/accounts/login/", "/accounts/signup/", "/species/?q=conch", "/verify/"):
        stranger.go(path)
    issued = case_at(enter, "bb", "issued")
    trader = enter("bb", "trader", viewport=PHONE).go("/applications/").go(f"/applications/{issued}/")
    trader.go("/me/").go(trader.page.url)
    draft = journeys.start_application(trader)
    for section in ("exporter", "consignee", "purpose", "lines", "lines/add", "attachments", "check"):
        trader.go(f"/applications/{draft}/{section}/")
    officer = enter("bb", "officer", viewport=PHONE).go("/cases/?show=mine").go(f"/cases/{issued}/").go("/traders/")
    officer.go(f"/cases/{issued}/do/endorse/").go("/me/absences/").go(
        f"/cases/{case_at(enter, 'bb', 'examining')}/give/"
    )
    administrator = enter("bb", "administrator", viewport=PHONE).go("/administration/closures/")
    administrator.go("/officials/teams/")
    enter("bb", "cashier", viewport=PHONE).go("/cashier/")
    enter("bb", "auditor", viewport=PHONE).go("/audit/")
    visit("", viewport=PHONE).go("/").go("/dev/")


def test_pages_are_light(enter: Enter, visit: Enter) -> None:
    stranger = visit("bb").go("/")
    assert stranger.weighed() <= FIRST_VISIT
    too_heavy = {}
    issued = case_at(enter, "bb", "issued")
    ways = {
        "trader": ("/applications/", f"/applications/{issued}/", "/applications/new/", "/species/?q=conch"),
        "officer": ("/cases/", f"/cases/{issued}/", f"/cases/{issued}/do/endorse/", "/traders/"),
        "auditor": ("/audit/",),
    }
    for word, paths in ways.items():
        visitor = enter("bb", word).go("/")
        for path in paths:
            visitor.go(path)
            if visitor.weighed() > LATER_PAGE:
                too_heavy[path] = visitor.weight
    trader = enter("bb", "trader").go("/")
    draft = journeys.start_application(trader)
    for section in ("", "exporter/", "consignee/", "purpose/", "journey/", "lines/add/?taxon=ALI-GIG", "check/"):
        trader.go(f"/applications/{draft}/{section}")
        if trader.weighed() > LATER_PAGE:
            too_heavy[section] = trader.weight
    assert too_heavy == {}


def test_signing_in_again_is_asked_after_signing_out(visit: Enter, site: Any) -> None:
    visitor = sign_in(visit("vu"), site.person("vu", "reef"))
    visitor.go("/applications/").follow("header form[data-forget] button")
    visitor.go("/applications/")
    assert visitor.path.startswith("/accounts/login/")
