"""A simulated month in an office of twelve, whose clocks, lists, news and figures agree with a log kept beside it.

The log counts by sets of days and has its own table of holidays; it knows what the test did, and nothing of the product.
"""

import inspect
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from types import ModuleType
from typing import Any

import pytest
from django.core import mail

from kernel import clock
from tenants.audit.services import seal_entries
from tenants.audit.verify import verify_audit
from tests.factories.month import desks, paper, reckoning
from tests.factories.month.comparing import deputies_told, differences, differing_figures, differing_pages, news_told
from tests.factories.month.office import Office
from tests.factories.month.paper import OFFICE
from tests.factories.month.planning import Closing, Leave, Plan, prepare
from tests.factories.month.sweeping import send_mails
from tests.factories.permits import unprinted
from tests.thorough import THOROUGH


def august(day: int) -> date:
    return date(2025, 8, day)


MONTH = Plan(
    opens=date(2025, 7, 31),
    first=august(1),
    last=august(31),
    ends=date(2025, 9, 4),
    applications=500 if THOROUGH else 150,
    traders=9,
    leaves=(
        Leave((august(5), 9), "Sylvia", august(6), august(12), "Simon"),
        Leave((august(6), 10), "Olive", august(11), august(15), "Oscar"),
        Leave((august(8), 9), "Carl", august(11), august(12)),
        Leave((august(12), 8), "Oscar", august(13), august(14), "Otis"),
        Leave((august(12), 9), "Oona", august(13), august(18), "Oscar"),  # who is told on coming back
        Leave((august(15), 16), "Otis", august(28), august(29), "Olive", withdrawn=(august(26), 9)),
        Leave((august(15), 17), "Sandra", august(25), august(29), "Sidney"),
        Leave((august(22), 7), "Orla", august(22), date(2025, 9, 5), "Oona", withdrawn=(august(27), 7)),
    ),
    closings=(
        # The cyclone comes on Tuesday; on Thursday the office is to open on Monday, but on Friday it can.
        Closing((august(19), 5.5), august(19), None, ends=((august(21), 9, august(24)), (august(22), 6, august(21)))),
        Closing((august(27), 12), august(28), august(29), withdrawn=(august(27), 16)),  # one that goes elsewhere
    ),
    more=((date(2025, 7, 31), 23.9), (date(2025, 9, 1), 0.3)),
)
WEEK = Plan(
    opens=date(2025, 7, 31),
    first=date(2025, 7, 31),
    last=august(7),
    ends=august(13),
    applications=25,
    traders=4,
    pace=0.22,
    leaves=(
        Leave((august(5), 8), "Oscar", august(6), august(7)),
        Leave((august(5), 9), "Sylvia", august(6), august(12), "Simon", withdrawn=(august(11), 7)),
        Leave((august(8), 7), "Olive", august(7), august(12), "Oscar"),
        Leave((august(8), 8), "Oscar", august(11), august(11)),
    ),
    closings=(
        Closing((august(6), 6), august(6), None, ends=((august(7), 23, august(8)), (august(8), 6, august(7)))),
        Closing((august(11), 12), august(12), august(12), withdrawn=(august(11), 13)),
    ),
    more=((date(2025, 7, 31), 23.9),),
)


@pytest.fixture(autouse=True)
def _office_without_paper(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.AUDIT_HEADS_DIR = tmp_path  # other tests have left the heads of other chains
    monkeypatch.setattr("cites.permits.services.issuing.render_pdf", lambda sheet: b"%PDF")
    with unprinted():
        yield


def play(plan: Plan, seed: int, evenings: Iterable[date], mailed: Iterable[date]) -> tuple[Office, list[str]]:
    """Let all of it happen; return the office and what the product told otherwise on these evenings."""
    print(f"the seed is {seed}")  # noqa: T201
    office, found = prepare(plan, seed), list[str]()
    for day in evenings:
        office.at(day, 22.5, lambda: found.extend(differences(office)))
    for day in mailed:
        office.at(day, 23.98, partial(send_mails, office))
    office.run(plan.ends)
    return office, found


def assert_agrees(office: Office, found: list[str], months: list[date]) -> None:
    assert found == []
    with clock.frozen(office.now):
        assert differing_figures(office, months) == []
        assert differing_pages(office) == []
        assert_told_once(office)
        assert_no_mail_twice()
        while seal_entries():
            pass
        verdict = verify_audit()
    assert verdict.intact, verdict.faults
    assert verdict.unsealed == []


def assert_told_once(office: Office) -> None:
    """Everybody was told what the log says, as often; a deputy within the absence; of no clock that stood still."""
    told, counted = news_told(), Counter(office.log.news)
    assert (told - counted, counted - told) == (Counter(), Counter())
    assert deputies_told() == Counter(office.log.deputies)
    for person, deputy, day in deputies_told():
        assert any(each.covers(day) for each in office.log.away if (each.person, each.deputy) == (person, deputy))
    for reference, _person, kind, day in told:
        if kind == "overdue_for_office":
            stays = office.log.matters[reference].stays()
            assert any(stage in OFFICE and came < day <= (went or day) for stage, came, went in stays)


def assert_no_mail_twice() -> None:
    numbers = [message.extra_headers["Message-ID"] for message in mail.outbox]
    assert len(numbers) == len(set(numbers))


def test_a_week_with_a_cyclone_agrees_with_the_log_kept_beside_it(bb: Any) -> None:
    evenings = [august(day) for day in (5, 7, 8, 11, 12)]
    office, found = play(WEEK, seed=25, evenings=evenings, mailed=[august(12)])
    assert_agrees(office, found, [date(2025, 7, 1), august(1)])
    assert len(office.log.matters) == 26


@pytest.mark.slow
def test_a_month_of_hundreds_of_applications_agrees_with_the_log_kept_beside_it(bb: Any) -> None:
    evenings = [*map(august, (18, 19, 20, 21, 22, 31)), date(2025, 9, 3)]
    office, found = play(MONTH, seed=500, evenings=evenings, mailed=[august(4)])
    assert_agrees(office, found, [date(2025, 7, 1), august(1), date(2025, 9, 1)])


@pytest.mark.parametrize("page", [paper, desks, reckoning])
def test_the_log_shares_no_code_with_what_it_is_held_against(page: ModuleType) -> None:
    told = set(re.findall(r"^ *(?:from|import) ([\w.]+)", inspect.getsource(page), re.MULTILINE))
    others = {each for each in told if each.split(".")[0] not in sys.stdlib_module_names}
    assert "dataclasses" in told or "datetime" in told
    assert others <= {"tests.factories.month.paper"}
