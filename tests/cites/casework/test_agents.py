"""An agent who sends a case in hears what the applicant hears, while the mandate lasts; officers read what it covers."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail

from cites.accounts.mandates import give_mandate, withdraw_mandate
from cites.accounts.models import Mandate, Role, User
from cites.accounts.services import grant_role
from cites.casework.dossier.printing import print_dossier
from cites.casework.tasks import send_news
from cites.permits.documents.publishing import publish_permit
from cites.permits.models import Application, Permit
from kernel import clock
from tenants.context import today
from tenants.profiles.files import folder_of
from tenants.releases.services import make_release, parts_of
from tests.factories.accounts import person
from tests.factories.documents import text_of
from tests.factories.permits import Cast, an_application, cast, do, pay, to_payment
from workflows.models import CaseNews
from workflows.timing import remind_of_waiting_cases


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


@pytest.fixture
def aldo(bb: Any) -> User:
    return person(role=Role.AGENT, name="Aldo Agent")


def mandate_of(who: Cast, agent: User, documents: Any = ()) -> Mandate:
    days = {"first_day": today(), "last_day": today() + timedelta(days=60)}
    return give_mandate(giver=who.trader, agent=agent, document_types=documents, **days)


def sent_by(agent: User, who: Cast) -> Application:
    application = an_application(who.trader)
    do(application, "submit", agent)
    return application


def told(application: Application, someone: User) -> list[str]:
    return list(
        CaseNews.objects.filter(case=application.case, person=someone).order_by("pk").values_list("kind", flat=True)
    )


def page(place: Any, someone: User, address: str) -> str:
    client = place.client()
    client.force_login(someone)
    return str(client.get(address).content.decode())


def row_of(shown: str, label: str) -> str:
    """What stands beside a label of a summary list."""
    found = re.search(rf"<dt[^>]*>\s*{label}\s*</dt>\s*<dd[^>]*>(.*?)</dd>", shown, re.DOTALL)
    assert found
    return re.sub(r"<[^>]+>", "", found[1]).strip()


def test_the_agent_who_sent_it_is_told_from_the_receipt_to_the_permit(who: Cast, aldo: User) -> None:
    parts = parts_of(folder_of("BB"))
    parts["workflow"]["EXP"]["stages"]["question"]["remind_after"] = 3
    make_release(parts=parts, author="a test")
    mandate_of(who, aldo)
    application = sent_by(aldo, who)
    do(application, "start_examination", who.officer)
    do(application, "ask", who.officer, {"text": "Which vessel?"})
    assert told(application, aldo) == told(application, who.trader) == ["submit", "ask"]
    with clock.frozen(clock.now() + timedelta(days=30)):
        remind_of_waiting_cases()
    assert told(application, aldo) == told(application, who.trader) == ["submit", "ask", "reminder"]


def test_the_agent_is_told_that_the_permit_is_ready(who: Cast, aldo: User, monkeypatch: pytest.MonkeyPatch) -> None:
    mandate_of(who, aldo)
    trader = who.trader
    who.trader = aldo  # who sends it in
    application = to_payment(an_application(trader), who)
    pay(application, who)
    do(application, "issue", who.signatory)
    publish_permit(permit_id=Permit.objects.get(application=application).pk)
    assert told(application, aldo) == told(application, trader)
    assert "permit_ready" in told(application, aldo)


def test_one_whose_mandate_is_over_hears_nothing_more(who: Cast, aldo: User) -> None:
    mandate = mandate_of(who, aldo)
    application = sent_by(aldo, who)
    withdraw_mandate(mandate=mandate, actor=who.trader)
    do(application, "start_examination", who.officer)
    do(application, "ask", who.officer, {"text": "Which vessel?"})
    assert (told(application, aldo), told(application, who.trader)) == (["submit"], ["submit", "ask"])


def test_an_agent_who_did_not_send_it_hears_nothing(who: Cast, aldo: User) -> None:
    mandate_of(who, aldo)
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    assert (told(application, aldo), told(application, who.trader)) == ([], ["submit"])


def test_an_agent_chooses_which_of_it_comes_by_mail(bb: Any, who: Cast, aldo: User) -> None:
    mandate_of(who, aldo)
    client = bb.client()
    client.force_login(aldo)
    assert "How far a case is" in client.get("/me/notices/").content.decode()
    assert client.post("/me/notices/", {"wanted": ["reminder"]}).status_code == 302
    application = sent_by(aldo, who)
    for news in CaseNews.objects.filter(case=application.case, kind="submit"):
        send_news(news.pk)
    assert [sent.to for sent in mail.outbox] == [[who.trader.email]]
    notices = client.get("/me/notices/").content.decode()
    assert "We have received your application" in notices
    assert client.get(f"/applications/{application.reference}/").status_code == 200


def test_officers_read_who_sent_it_by_which_mandate_and_for_which_documents(bb: Any, who: Cast, aldo: User) -> None:
    mandate = mandate_of(who, aldo, ["EXP"])
    application = sent_by(aldo, who)
    address = f"/cases/{application.reference}/"
    shown = page(bb, who.officer, address)
    for words in ("Aldo Agent for Rosalind Gittens", "Mandate of the agent", "Documents of the mandate"):
        assert words in shown
    assert "In force" in shown
    assert "All documents" not in shown
    assert row_of(shown, "Documents of the mandate") == "Export permit"
    assert "Documents of the mandate" in text_of(print_dossier(application.reference, who.officer))
    withdraw_mandate(mandate=mandate, actor=aldo)
    assert "Withdrawn" in page(bb, who.officer, address)


def test_a_mandate_for_everything_says_so_and_no_mandate_stands_where_the_applicant_sent_it(
    bb: Any, who: Cast, aldo: User
) -> None:
    mandate_of(who, aldo)
    shown = page(bb, who.officer, f"/cases/{sent_by(aldo, who).reference}/")
    assert row_of(shown, "Documents of the mandate") == "All documents"
    own = an_application(who.trader)
    do(own, "submit", who.trader)
    assert "Mandate of the agent" not in page(bb, who.officer, f"/cases/{own.reference}/")


def test_an_official_who_is_an_agent_too_is_told_as_the_agent(who: Cast, aldo: User) -> None:
    grant_role(person=aldo, role=Role.MA_OFFICER, actor=None)
    mandate_of(who, aldo)
    assert told(sent_by(aldo, who), aldo) == ["submit"]
