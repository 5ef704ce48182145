"""The rules speak beside the pages of an application, of what was answered, and of nothing that was not asked yet."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cites.permits.actions.submit import Submit
from cites.permits.models import Application
from tests.factories.casework import CONSIGNEE, LINE
from tests.factories.permits import CONCH, SHELLS, Cast, an_application, cast, do

SO_FAR = "What the rules say so far"
OF_LINE = "What the rules say of this line so far"
PARROT = {"taxon_code": "AMA-GUI", "term": "LIV", "quantity": Decimal(1), "unit": "NAR", "source": "W"}


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


@pytest.fixture
def client(bb: Any, who: Cast) -> Any:
    client = bb.client()
    client.force_login(who.trader)
    return client


def opened(client: Any, document: str = "EXP") -> str:
    at = client.post("/applications/new/", {"document_type": document, "key": document}).headers["Location"]
    return str(at)


def text(client: Any, address: str) -> str:
    return str(client.get(address).content.decode())


def test_a_new_application_is_told_nothing(client: Any) -> None:
    page = text(client, opened(client))
    assert SO_FAR not in page
    assert "Add at least one species" not in page


def test_the_task_list_says_what_the_answers_bear_out_with_id_and_source(client: Any) -> None:
    at = opened(client)
    client.post(f"{at}lines/add/?taxon=AMA-GUI", {**LINE, "term": "LIV", "quantity": "1", "unit": "NAR", "key": "a"})
    assert "B-A1-T" not in text(client, at)
    client.post(f"{at}purpose/", {"purpose": "T"})
    page = text(client, at)
    assert SO_FAR in page
    assert "Commercial trade in Appendix I specimens of source W is not allowed." in page
    assert "(Article III.3(c); Resolution Conf. 5.10; B-A1-T)" in page
    assert "give the number of the import permit" not in page, "its page was not met yet"
    client.post(f"{at}earlier/", {"import_permit_importer": "Somebody"})
    page = text(client, at)
    assert "give the number of the import permit" in page
    assert "names another importer" not in page, "nobody has said yet who imports"
    client.post(f"{at}consignee/", CONSIGNEE)
    assert "names another importer" in text(client, at)


def test_a_section_says_what_rests_on_its_own_answers_and_folds_away_the_rest(client: Any) -> None:
    at = opened(client)
    assert "a-reasons" not in text(client, f"{at}purpose/")
    client.post(f"{at}lines/add/?taxon=AMA-GUI", {**LINE, "term": "LIV", "quantity": "1", "unit": "NAR", "key": "a"})
    client.post(f"{at}purpose/", {"purpose": "T"})
    client.post(f"{at}earlier/", {"import_permit_importer": "Somebody"})
    earlier = text(client, f"{at}earlier/")
    here, elsewhere = earlier.split("What else the rules say so far")
    assert "What the rules say of these answers so far" in here
    assert "give the number of the import permit" in here
    assert "B-A1-T" in elsewhere
    assert "B-A1-T" not in here
    assert "Species data:" in elsewhere
    consignee = text(client, f"{at}consignee/")
    assert "<summary" in consignee
    assert "B-A1-T" in consignee, "all that the rules said is at hand on every page"


def test_a_re_export_is_asked_for_the_permit_of_origin_by_a_rule_until_it_is_named(client: Any, who: Cast) -> None:
    at = opened(client, "REX")
    of_jamaica = {**LINE, "country_of_origin": "JM", "key": "a"}
    added = client.post(f"{at}lines/add/?taxon=ALI-GIG", of_jamaica).headers["Location"]
    assert added.endswith("/origin/")
    assert "BOX-12" not in text(client, added), "it is asked on this very page"
    line = Application.objects.get(case__reference=at.strip("/").split("/")[-1]).lines.get()
    line.origin_permit_number = "JM-7"
    line.save()
    page = text(client, f"{at}lines/")
    assert "Give the date of the permit with which they left the country of origin" in page
    assert "(Resolution Conf. 12.3, Annex 1 (country of origin); BOX-12)" in page
    told = [each for each in Submit().may(line.application.case, who.trader) if each.data.get("line") == 1]
    assert [(each.code, each.data["field"]) for each in told if "origin" in each.data["field"]] == [
        ("BOX-12", "origin_permit_date")
    ], "said once, by the rule"


def test_the_pages_of_a_line_say_what_its_answers_bear_out(client: Any) -> None:
    at = opened(client)
    client.post(f"{at}purpose/", {"purpose": "T"})
    added = client.post(f"{at}lines/add/?taxon=ALI-GIG", {**LINE, "source": "O", "key": "a"}).headers["Location"]
    assert added.endswith("/source/")
    page = text(client, added)
    assert "needs a second source" not in page, "it is asked on this very page"
    late = {"source2": "W", "acquired_on_day": "1", "acquired_on_month": "3", "acquired_on_year": "2020"}
    following = client.post(added, late).headers["Location"]
    assert following.endswith("/specimen/")
    page = text(client, following)
    assert OF_LINE in page
    assert "already listed: it is not pre-Convention" in page
    assert "M-O-LATE" in page
    assert "Line A: The specimen was acquired" not in page, "the page is of this line alone"
    assert "M-O-LATE" in text(client, f"{at}lines/")
    line = Application.objects.get(case__reference=at.strip("/").split("/")[-1]).lines.get()
    assert "M-O-LATE" in text(client, f"{at}lines/{line.pk}/")


def test_an_origin_that_nobody_knows_is_an_answer_and_its_reason_is_asked_on_a_page(client: Any) -> None:
    at = opened(client)
    form = text(client, f"{at}lines/add/?taxon=ALI-GIG")
    assert form.index('<option value="BB"') < form.index('<option value="XX">Not known') < form.index("Afghanistan")
    unknown = {**LINE, "country_of_origin": "XX", "key": "a"}
    added = client.post(f"{at}lines/add/?taxon=ALI-GIG", unknown).headers["Location"]
    assert added.endswith("/unknown_origin/")
    assert "Say why the country of origin is not known" in client.post(added, {}).content.decode()
    client.post(added, {"origin_missing": "Found in an attic"})
    lines = text(client, f"{at}lines/")
    assert "A country that is not known" in lines
    assert "Found in an attic" in lines
    assert "BOX-12" not in lines


def test_the_lines_are_told_apart(client: Any, who: Cast) -> None:
    application = an_application(who.trader, (CONCH, {**PARROT, "source": "U", "justification": "Found"}))
    first, second = text(client, f"/applications/{application.reference}/lines/").split('B. <i lang="la">')
    assert "M-U-I" not in first
    assert "M-U-I" in second


def test_a_complete_application_is_told_everything(client: Any, who: Cast) -> None:
    application = an_application(who.trader, (PARROT,), purpose="Z")
    assert "give the number of the import permit" in text(client, f"/applications/{application.reference}/")


def test_what_was_sent_is_told_no_more(client: Any, who: Cast) -> None:
    application = an_application(who.trader, (CONCH,))
    do(application, "submit", who.trader)
    assert SO_FAR not in text(client, f"/applications/{application.reference}/")


def test_more_lines_cost_no_more_queries(client: Any, who: Cast) -> None:
    few, many = an_application(who.trader, (SHELLS,)), an_application(who.trader, (SHELLS,) * 12)
    counts = []
    for application in (few, few, many):
        for place in ("", "lines/"):
            with CaptureQueriesContext(connection) as queries:
                client.get(f"/applications/{application.reference}/{place}")
            counts.append(len(queries))
    assert counts[2:4] == counts[4:6]


def test_of_many_lines_the_first_are_looked_at_and_it_is_said_which(
    client: Any, who: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cites.casework.queries.task_list.LINES_A_PAGE", 2)
    application = an_application(who.trader, (SHELLS, SHELLS, SHELLS))
    page = text(client, f"/applications/{application.reference}/")
    assert "The rules were asked about lines A to B." in page
