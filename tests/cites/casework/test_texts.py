"""Texts that an office writes often, put where an officer writes to an applicant."""

from typing import Any

import pytest

from cites.accounts.models import Role
from cites.casework.errors import TextNameTaken
from cites.casework.models import CannedText
from cites.casework.texts import change_text, keep_text, retire_text, texts
from tenants.audit.models import AuditEntry
from tests.factories.accounts import person
from tests.factories.permits import an_application, cast, do, to_finding
from workflows.models import CaseStep

WORDS = {"en": "Please send the licence.", "fr": "Veuillez envoyer la licence."}


def signed_in(place: Any, user: Any) -> Any:
    client = place.client()
    client.force_login(user)
    return client


def examined(who: Any) -> Any:
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    do(application, "start_examination", who.officer)
    return application


def inserted(client: Any, application: Any, verb: str, kept: CannedText, **written: str) -> str:
    address = f"/cases/{application.reference}/do/{verb}/"
    answer = client.post(address, {"do": "insert", "text_kept": str(kept.pk), **written})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_text_comes_below_what_is_written_and_sends_nothing(bb: Any) -> None:
    who = cast()
    application, text = examined(who), keep_text(name="Licence", words=WORDS, by=who.officer)
    steps = CaseStep.objects.count()
    page = inserted(signed_in(bb, who.officer), application, "ask", text, text="Good morning.")
    assert "Good morning.\n\nPlease send the licence.</textarea>" in page
    assert "There is a problem" not in page
    assert CaseStep.objects.count() == steps


def test_it_comes_in_the_language_of_the_applicant(bb: Any) -> None:
    who = cast()
    who.trader.language = "fr"
    who.trader.save(update_fields=["language"])
    text = keep_text(name="Licence", words=WORDS, by=who.officer)
    assert WORDS["fr"] in inserted(signed_in(bb, who.officer), examined(who), "return_for_correction", text)


def test_applicants_are_offered_no_texts_of_the_office(bb: Any) -> None:
    who = cast()
    keep_text(name="Licence", words=WORDS, by=who.officer)
    application = examined(who)
    do(application, "ask", who.officer, {"text": "Which licence?"})
    page = signed_in(bb, who.trader).get(f"/applications/{application.reference}/do/answer/").content.decode()
    assert "Put in a text" not in page


@pytest.mark.parametrize("chosen", ["", "999999", "x", "-1"])
def test_a_text_that_is_not_there_puts_in_nothing_and_loses_nothing(bb: Any, chosen: str) -> None:
    who = cast()
    application = examined(who)
    address = f"/cases/{application.reference}/do/ask/"
    told = {"do": "insert", "text_kept": chosen, "text": "Good morning."}
    assert "Good morning.</textarea>" in signed_in(bb, who.officer).post(address, told).content.decode()


def test_a_step_that_asks_for_no_words_offers_no_text(bb: Any) -> None:
    who = cast()
    keep_text(name="Licence", words=WORDS, by=who.officer)
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    client = signed_in(bb, who.officer)
    assert "Put in a text" not in client.get(f"/cases/{application.reference}/do/start_examination/").content.decode()
    found = to_finding(an_application(who.trader), who)
    page = signed_in(bb, who.science).get(f"/cases/{found.reference}/do/record_finding/").content.decode()
    assert "Put in a text" in page


def test_a_text_is_kept_changed_and_retired_on_its_pages(bb: Any) -> None:
    client = signed_in(bb, person(Role.MA_OFFICER))
    assert client.post("/cases/texts/add/", {"name": "Licence"}).status_code == 422
    client.post("/cases/texts/add/", {"name": "Licence", "words_en": WORDS["en"]})
    text = texts().get()
    client.post(f"/cases/texts/{text.pk}/", {"seen": text.state, "name": "Licence", "words_en": "Send it, please."})
    assert texts().get().words == {"en": "Send it, please."}
    assert "Send it, please." in client.get("/cases/texts/").content.decode()
    for _twice in range(2):
        client.post(f"/cases/texts/{text.pk}/retire/")
    assert not texts().exists()
    verbs = AuditEntry.objects.filter(verb__startswith="text.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["text.kept", "text.kept", "text.retired"]


def test_two_who_change_a_text_at_once_do_not_undo_one_another(bb: Any) -> None:
    officer = person(Role.MA_OFFICER)
    text, client = keep_text(name="Licence", words=WORDS, by=officer), signed_in(bb, officer)
    seen = client.get(f"/cases/texts/{text.pk}/").context["form"]["seen"].value()
    change_text(pk=text.pk, seen=seen, name="Licence", words={"en": "Send it, please."}, by=officer)
    answer = client.post(f"/cases/texts/{text.pk}/", {"seen": seen, "name": "Licence", "words_en": "At once!"})
    assert answer.status_code == 422
    assert "Somebody else has changed this text" in answer.content.decode()
    assert "At once!" in answer.content.decode()
    assert texts().get().words == {"en": "Send it, please.", "fr": WORDS["fr"]}


def test_a_text_that_was_retired_meanwhile_does_not_come_back(bb: Any) -> None:
    officer = person(Role.MA_OFFICER)
    text = keep_text(name="Licence", words=WORDS, by=officer)
    retire_text(pk=text.pk, by=officer)
    told = {"seen": text.state, "name": "Licence", "words_en": "At once!"}
    answer = signed_in(bb, officer).post(f"/cases/texts/{text.pk}/", told)
    assert answer.status_code == 422
    assert "At once!" in answer.content.decode()
    assert not texts().exists()
    assert signed_in(bb, officer).get(f"/cases/texts/{text.pk}/").status_code == 404


def test_two_texts_have_not_one_name_unless_one_is_retired(bb: Any) -> None:
    officer = person(Role.MA_OFFICER)
    first = keep_text(name="Licence", words=WORDS, by=officer)
    with pytest.raises(TextNameTaken):
        keep_text(name="Licence", words=WORDS, by=officer)
    answer = signed_in(bb, officer).post("/cases/texts/add/", {"name": "Licence", "words_en": "Again"})
    assert answer.status_code == 422
    assert "Again" in answer.content.decode()
    retire_text(pk=first.pk, by=officer)
    keep_text(name="Licence", words=WORDS, by=officer)
