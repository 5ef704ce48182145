"""Whose species data it is, and as of which day, stands on every page that rests on it."""

from typing import Any

import pytest

from cites.permits.tasks import read_line_sheet
from tenants.context import today
from tests.cites.casework.test_dossier import dossier, said
from tests.cites.casework.test_line_sheets import GOOD, page_of, uploaded
from tests.factories.permits import FINDING, an_application, cast, do, to_finding
from tests.factories.quotas import CONCH_MEAT, with_quotas

DATA = "Species data: Archipelago&#x27;s starter list, as of"


def page(place: Any, reader: Any, address: str) -> str:
    client = place.client()
    client.force_login(reader)
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


@pytest.mark.parametrize("address", ["check/", "lines/"])
def test_on_what_the_applicant_looks_over(bb: Any, address: str) -> None:
    who = cast()
    application = an_application(who.trader)
    assert DATA in page(bb, who.trader, f"/applications/{application.reference}/{address}")


def test_on_what_was_read_in_a_sheet(bb: Any) -> None:
    who = cast()
    application = an_application(who.trader)
    client = bb.client()
    client.force_login(who.trader)
    read_line_sheet(uploaded(client, application, GOOD).pk)
    assert DATA in client.get(page_of(application)).content.decode()


def test_on_the_quotas_and_on_each_of_them(bb: Any) -> None:
    who = cast()
    with_quotas(conch=CONCH_MEAT)
    assert DATA in page(bb, who.officer, "/quotas/")
    assert DATA in page(bb, who.officer, f"/quotas/conch/{today().year}/")


def test_on_the_step_that_decides_and_in_the_dossier(bb: Any) -> None:
    who = cast()
    application = to_finding(an_application(who.trader), who)
    told = said(dossier(bb, application, who.officer))
    assert "Species data: Archipelago's starter list, as of" in told
    do(application, "record_finding", who.science, FINDING)
    assert DATA in page(bb, who.decider, f"/cases/{application.reference}/do/approve/")
