"""An answer that comes when the case has ended: nothing happens, the page says why, and the words come back."""

from typing import Any

from cites.accounts.models import Role
from cites.accounts.organisations import add_member, join_organisation
from cites.permits.models import Application
from tests.factories.accounts import person
from tests.factories.permits import Cast, an_application, cast, do
from workflows.models import Case, CaseMessage

WORDS = "The Miss Ruby, out of Oistins."


def asked(who: Cast) -> Application:
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    do(application, "ask", who.officer, {"text": "Which vessel?"})
    return application


def posted(place: Any, someone: Any, address: str, application: Application, version: int, **form: Any) -> Any:
    client = place.client()
    client.force_login(someone)
    return client.post(address, {"version": version, "key": "late", **form})


def version_of(application: Application) -> int:
    return Case.objects.get(pk=application.case_id).version


def test_an_answer_after_a_colleague_withdrew_the_application_is_given_back(bb: Any) -> None:
    who = cast()
    house = join_organisation(person=who.trader, name="Sargasso Seafood Ltd")
    colleague = person(role=Role.TRADER)
    add_member(organisation=house, person=colleague, officer=who.officer)
    application = asked(who)
    seen = version_of(application)
    Application.objects.filter(pk=application.pk).update(organisation=house)
    do(application, "withdraw", colleague)
    after = version_of(application)
    address = f"/applications/{application.reference}/do/answer/"
    answer = posted(bb, who.trader, address, application, seen, text=WORDS)
    assert answer.status_code == 409
    assert "This is no longer possible" in answer.text
    assert WORDS in answer.text
    assert version_of(application) == after
    assert CaseMessage.objects.filter(case=application.case).count() == 1


def test_what_an_officer_asks_after_the_applicant_withdrew_is_given_back(bb: Any) -> None:
    who = cast()
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    seen = version_of(application)
    do(application, "withdraw", who.trader)
    address = f"/cases/{application.reference}/do"
    for verb, form in (("ask", {"text": WORDS}), ("return_for_correction", {"parts": ["all"], "reason": WORDS})):
        answer = posted(bb, who.officer, f"{address}/{verb}/", application, seen, **form)
        assert answer.status_code == 409
        assert "This is no longer possible" in answer.text
        assert WORDS in answer.text
    assert not CaseMessage.objects.filter(case=application.case).exists()


def test_who_may_not_take_the_step_gets_their_words_back_too(bb: Any) -> None:
    who = cast()
    application = asked(who)
    do(application, "answer", who.trader, {"text": "Miss Ruby"})
    address = f"/cases/{application.reference}/do/ask/"
    answer = posted(bb, who.science, address, application, version_of(application), text=WORDS)
    assert answer.status_code == 403
    assert WORDS in answer.text
