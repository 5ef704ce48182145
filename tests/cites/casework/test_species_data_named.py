"""Whose species data it is, and as of which day, stands on every page that rests on it."""

from typing import Any
from unittest.mock import patch

import pytest

from cites.permits.services.papers_imported import read_paper_sheet
from cites.permits.tasks import read_line_sheet
from tenants.context import today
from tests.cites.casework.test_dossier import dossier, said
from tests.cites.casework.test_line_sheets import GOOD, page_of, uploaded
from tests.factories.incoming import checked
from tests.factories.papers import a_sheet
from tests.factories.permits import FINDING, SHELLS, an_application, cast, do, to_finding
from tests.factories.quotas import CONCH_MEAT, with_quotas

DATA = "Species data: Archipelago&#x27;s starter list, as of"


def page(place: Any, reader: Any, address: str) -> str:
    client = place.client()
    client.force_login(reader)
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


@pytest.mark.parametrize("address", ["", "check/", "lines/", "lines/{line}/", "lines/{line}/specimen/"])
def test_on_what_the_applicant_looks_over(bb: Any, address: str) -> None:
    who = cast()
    application = an_application(who.trader)
    place = address.format(line=application.lines.first().pk)
    assert DATA in page(bb, who.trader, f"/applications/{application.reference}/{place}")


def test_on_a_refusal_by_a_rule_which_is_in_words_and_names_its_line(bb: Any) -> None:
    who = cast()
    quoted = {**SHELLS, "taxon_code": "AMA-GUI", "term": "LIV", "quantity": 1}
    application = an_application(who.trader, (quoted,))
    client = bb.client()
    client.force_login(who.trader)
    answer = client.get(f"/applications/{application.reference}/do/submit/")
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Line A: Commercial trade in Appendix I specimens" in text
    assert DATA in text


@pytest.mark.parametrize("address", ["/incoming/new/", "/findings/new/", "/operators/new/", "/need-a-permit/"])
def test_on_forms_that_look_species_up(bb: Any, address: str) -> None:
    who = cast()
    reader = who.science if "finding" in address else who.officer
    assert DATA in page(bb, reader, address)


def test_on_a_check_of_a_paper_of_another_state(bb: Any) -> None:
    who = cast()
    assert DATA in page(bb, who.customs, f"/incoming/{checked(who.customs).pk}/")


def test_a_kept_check_names_the_data_of_its_own_day(bb: Any) -> None:
    who = cast()
    check = checked(who.customs)
    kept = page(bb, who.customs, f"/incoming/{check.pk}/")
    with patch("cites.species.templatetags.species_data.shown_datasets", return_value=[]):
        assert page(bb, who.customs, f"/incoming/{check.pk}/").count(DATA) == kept.count(DATA) == 1


def test_a_paper_that_is_not_accepted_has_a_text_for_the_secretariat(bb: Any) -> None:
    who = cast()
    refused = page(bb, who.officer, f"/incoming/{checked(who.officer, original='neither').pk}/")
    assert "Tell the Secretariat" in refused
    assert "Article VI.4; Resolution Conf. 12.3; IN-ORIGINAL" in refused
    assert "Tell the Secretariat" not in page(bb, who.officer, f"/incoming/{checked(who.officer).pk}/")


def test_on_what_was_read_of_permits_on_paper(bb: Any) -> None:
    who = cast()
    sheet = read_paper_sheet(file=a_sheet(), actor=who.officer)
    assert DATA in page(bb, who.officer, f"/register/paper/sheets/{sheet.pk}/")


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
