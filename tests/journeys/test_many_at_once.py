"""Many people at the same moment, and a web process that dies under them: no error page, nothing twice, no gap."""

import os
import re
import signal
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from infra.launcher.process import wait_until
from tests.factories import journeys
from tests.journeys.caller import BROKEN, Answer, at_once, hidden_fields
from tests.journeys.office import Office

pytestmark = pytest.mark.slow

PARTY = "vu"
TOGETHER, KILLED = 20, 8
LINE = {"term": "SHE", "quantity": "12", "unit": "NAR", "source": "W", "country_of_origin": "VU"}


@pytest.fixture(scope="module")
def office(site: Any) -> Office:
    return Office(site, PARTY)


def draft(office: Office) -> str:
    """A draft that can be sent."""
    trader = office["trader"]
    reference = trader.fill("/applications/new/", document_type="EXP").location.strip("/").rpartition("/")[2]
    at = f"/applications/{reference}"
    port = re.findall(r'<option value="(VU[A-Z]{3})"', trader.get(f"{at}/journey/").text)[0]
    sent = [
        trader.post(f"{at}/exporter/", journeys.EXPORTER),
        trader.post(f"{at}/consignee/", journeys.CONSIGNEE),
        trader.post(f"{at}/purpose/", {"purpose": "T"}),
        trader.post(f"{at}/lines/add/?taxon=TRI-MAX", {**LINE, "key": reference}),
        trader.post(f"{at}/journey/", {"port_of_exit": port, **journeys.IN_BAGS}),
    ]
    assert [each.status for each in sent] == [302] * 5, sent
    return reference


def together(deed: Any, references: list[str]) -> None:
    """Everybody does it at the same moment, and it is done."""
    assert Counter(each.status for each in at_once(deed, references)) == {302: len(references)}


def ready_to_sign(office: Office, how_many: int) -> list[str]:
    """Cases that wait for a signature, each step of all of them taken at the same moment."""
    references = [draft(office) for _ in range(how_many)]
    for word in ("trader", "officer", "science", "decider", "cashier", "signatory"):
        office[word]  # sign in one after the other
    together(office.step("trader", "submit", declared="on"), references)
    together(office.step("officer", "start_examination"), references)
    together(office.step("officer", "complete_examination", found_LAF="positive"), references)
    together(office.step("science", "record_finding", conclusion="positive", reason="Within the quota."), references)
    together(office.step("decider", "approve"), references)
    together(office.pay, references)
    assert wait_until(lambda: all(at_signing(office, each) for each in references), 30)
    return references


def at_signing(office: Office, reference: str) -> bool:
    return office["signatory"].get(f"/cases/{reference}/do/issue/").status == 200


def numbers_of(office: Office, references: list[str]) -> list[int]:
    """The serial of each case's one permit, once all are published."""
    found: dict[str, list[str]] = {}

    def all_published() -> bool:
        for reference in set(references) - set(found):
            if permits := office.permits_of(reference):
                found[reference] = permits
        return len(found) == len(references)

    assert wait_until(all_published, 90), set(references) - set(found)
    assert all(len(permits) == 1 for permits in found.values())
    return sorted(int(permits[0][4:]) for permits in found.values())


def test_twenty_permits_issued_at_once_are_numbered_without_gap_or_double(office: Office) -> None:
    references = ready_to_sign(office, TOGETHER)
    together(office.step("signatory", "issue"), references)
    numbers = numbers_of(office, references)
    assert numbers == list(range(numbers[0], numbers[0] + TOGETHER))
    assert "Traceback" not in office.site.stack.log("web", 400)


def test_a_post_whose_web_process_was_killed_is_sent_again_and_done_once(office: Office) -> None:
    references = ready_to_sign(office, KILLED)
    signatory = dict.fromkeys(references, office["signatory"])
    pages = {each: signatory[each].get(f"/cases/{each}/do/issue/").text for each in references}
    stack = office.site.stack

    def issue(reference: str) -> Answer:
        return signatory[reference].post(f"/cases/{reference}/do/issue/", hidden_fields(pages[reference]))

    def issue_or_kill(deed: str) -> Answer:
        return issue(deed) if deed != "kill" else kill_web_workers(stack)

    answers = at_once(issue_or_kill, [*references, "kill"])
    assert BROKEN in {each.status for each in answers[:-1]}, "somebody's post was cut off"
    assert wait_until(stack.is_ready, 60)
    assert wait_until(lambda: all(issue(each).status == 302 for each in references), 30)
    stack.manage("shell", "-c", PUBLISH_THE_REST)
    numbers = numbers_of(office, references)
    assert numbers == list(range(numbers[0], numbers[0] + KILLED))


PUBLISH_THE_REST = """
from cites.permits.tasks import publish_the_rest
from tenants.context import party_context
from tenants.models import Party
with party_context(Party.objects.get(iso2="VU", practice=False)):
    publish_the_rest()
"""


def kill_web_workers(stack: Any) -> Answer:
    """End the web server's workers with the posts that they hold, as the kernel does when memory is short."""
    server = stack.child("web").process
    wait_until(lambda: False, 0.25)
    for worker in Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split():
        os.kill(int(worker), signal.SIGKILL)
    return Answer(BROKEN, "", "")
