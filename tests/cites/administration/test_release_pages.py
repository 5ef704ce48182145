"""The pages on which a Party reads, drafts and decides: what each shows, to whom, and what it refuses."""

import io
import zipfile
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from cites.administration.notices import APPROVED, PROPOSED, SENT_BACK, readers_of
from cites.administration.tasks import send_notice
from tenants.releases.deciding import put_in_force, send_back
from tenants.releases.drafting import begin_draft, change_part
from tenants.releases.models import Proposal
from tenants.releases.queries import open_proposal, release, release_in_force
from tests.factories.accounts import person
from tests.factories.releases import a_draft, a_proposal


@pytest.fixture
def ada(bb: Any) -> Any:
    """An administrator."""
    return person("party_administrator", "Ada Alleyne")


@pytest.fixture
def sam(bb: Any) -> Any:
    """A signatory."""
    return person("ma_signatory", "Sam Sobers")


def as_person(place: Any, who: Any) -> Any:
    client = place.client()
    client.force_login(who)
    return client


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def now(proposal: Proposal) -> Proposal:
    return Proposal.objects.get(pk=proposal.pk)


def test_the_settings_say_what_is_in_force_and_mark_what_is_doubtful(bb: Any, ada: Any) -> None:
    page = text_of(as_person(bb, ada).get("/administration/"))
    assert "Release 1" in page
    assert "Monday, Tuesday, Wednesday, Thursday, Friday" in page
    assert "BBD 50.00" in page
    assert "To be confirmed" in page
    assert "Change the settings" in page


def test_a_signatory_reads_and_does_not_draft(bb: Any, sam: Any) -> None:
    assert "Change the settings" not in text_of(as_person(bb, sam).get("/administration/"))


def test_values_are_confirmed_into_the_draft_and_not_in_force(bb: Any, ada: Any) -> None:
    answer = as_person(bb, ada).post("/administration/confirm/", {"values": ["ports", "fees"]}, follow=True)
    assert "2 values are confirmed in the draft." in text_of(answer)
    assert "ports" not in open_proposal().parts["profile"]["unconfirmed"]
    assert "ports" in release_in_force().profile.unconfirmed


def test_a_value_that_is_not_in_doubt_cannot_be_confirmed(bb: Any, ada: Any) -> None:
    assert as_person(bb, ada).post("/administration/confirm/", {"values": ["currency"]}).status_code == 422
    assert open_proposal() is None


def test_a_draft_is_begun_once_however_often_the_button_is_pressed(bb: Any, ada: Any) -> None:
    client = as_person(bb, ada)
    places = {client.post("/administration/draft/").headers["Location"] for _twice in range(2)}
    assert len(places) == Proposal.objects.count() == 1


def test_a_fault_stands_beside_what_it_concerns(bb: Any, ada: Any) -> None:
    draft = a_draft(ada, time_zone="Mars/Olympus")
    page = text_of(as_person(bb, ada).get(f"/administration/proposals/{draft.pk}/"))
    row = page.split("Time zone", 1)[1].split("</tr>")[0]
    assert "Mars/Olympus is no IANA time zone" in row
    assert "1 thing is wrong" in page


def test_a_fault_leads_to_the_page_that_mends_it(bb: Any, ada: Any) -> None:
    draft = a_draft(ada, time_zone="Mars/Olympus")
    shown = text_of(as_person(bb, ada).get(f"/administration/proposals/{draft.pk}/"))
    assert shown.count('href="/administration/draft/ports/"') == 2  # beside the fault, and in the list of sections


def test_a_faulty_draft_keeps_the_note_that_was_typed(bb: Any, ada: Any) -> None:
    draft = a_draft(ada, currency="pounds")
    address = f"/administration/proposals/{draft.pk}/propose/"
    answer = as_person(bb, ada).post(address, {"note": "Pounds at last", "version": draft.version})
    assert answer.status_code == 422
    assert "Pounds at last" in text_of(answer)
    assert "Put right first what is wrong" in text_of(answer)


def test_a_stale_page_does_not_propose_what_its_reader_did_not_see(bb: Any, ada: Any) -> None:
    draft = a_draft(ada)
    a_draft(person("party_administrator"), currency="XCD")
    address = f"/administration/proposals/{draft.pk}/propose/"
    answer = as_person(bb, ada).post(address, {"note": "Seven days", "version": draft.version})
    assert "Somebody changed this draft meanwhile" in text_of(answer)
    assert now(draft).is_in_hand


def test_a_page_without_a_version_changes_nothing(bb: Any, ada: Any) -> None:
    draft = a_draft(ada)
    as_person(bb, ada).post(f"/administration/proposals/{draft.pk}/undo/")
    assert now(draft).version == draft.version


def test_a_second_click_is_no_error(bb: Any, ada: Any, sam: Any) -> None:
    draft = a_draft(ada)
    address = f"/administration/proposals/{draft.pk}"
    for _twice in range(2):
        sent = as_person(bb, ada).post(f"{address}/propose/", {"note": "Seven", "version": draft.version}, follow=True)
        assert "Waiting for a second person" in text_of(sent)
    seen = now(draft).version
    for _twice in range(2):
        put = as_person(bb, sam).post(f"{address}/approve/", {"version": seen}, follow=True)
        assert put.redirect_chain[-1][0] == "/administration/releases/2/"
    assert release_in_force().number == 2


def test_the_second_person_sees_the_facts_and_decides(bb: Any, ada: Any, sam: Any) -> None:
    proposal = a_proposal(ada)
    page = text_of(as_person(bb, sam).get(f"/administration/proposals/{proposal.pk}/"))
    assert "0 open cases keep their release." in page
    assert "Put in force" in page
    own = text_of(as_person(bb, ada).get(f"/administration/proposals/{proposal.pk}/"))
    assert "Sam Sobers" in own
    assert "/approve/" not in own


def test_whoever_wrote_it_is_refused_with_a_reason(bb: Any, ada: Any) -> None:
    proposal = a_proposal(ada)
    address = f"/administration/proposals/{proposal.pk}/approve/"
    answer = as_person(bb, ada).post(address, {"version": proposal.version}, follow=True)
    assert "somebody else has to put it in force" in text_of(answer)
    assert release_in_force().number == 1


def test_where_nobody_else_can_decide_the_page_says_so(bb: Any, ada: Any) -> None:
    draft = a_draft(ada)
    assert "Nobody else can put it in force yet" in text_of(
        as_person(bb, ada).get(f"/administration/proposals/{draft.pk}/")
    )


def test_a_proposal_is_sent_back_with_a_reason_only(bb: Any, ada: Any, sam: Any) -> None:
    proposal = a_proposal(ada)
    address = f"/administration/proposals/{proposal.pk}/send-back/"
    assert as_person(bb, sam).post(address, {"reason": "", "version": proposal.version}).status_code == 422
    as_person(bb, sam).post(address, {"reason": "Eight, rather", "version": proposal.version})
    assert "Eight, rather" in text_of(as_person(bb, ada).get("/administration/draft/", follow=True))


def test_an_outdated_draft_is_brought_up_and_says_what_both_changed(bb: Any, ada: Any) -> None:
    from tenants.releases.services import make_release

    draft = a_draft(ada)
    make_release(
        parts={**release(1).parts, "profile": {**release(1).parts["profile"], "days_to_expect": 12}}, author="x"
    )
    client = as_person(bb, ada)
    assert "A newer release has been made" in text_of(client.get(f"/administration/proposals/{draft.pk}/"))
    address = f"/administration/proposals/{draft.pk}/rebase/"
    answer = client.post(address, {"version": draft.version}, follow=True)
    assert "Working days that applicants are told: here 7, there 12" in text_of(answer)


def test_what_was_downloaded_is_uploaded_unchanged(bb: Any, ada: Any) -> None:
    draft = begin_draft(by=ada)
    client = as_person(bb, ada)
    packed = client.get("/administration/releases/1/files.zip")
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        for name in archive.namelist():
            part = {"profile.toml": "profile", "fees.toml": "fees", "workflow.toml": "workflow"}.get(name, "letterhead")
            file = SimpleUploadedFile(name, archive.read(name))
            address = f"/administration/proposals/{draft.pk}/upload/"
            sent = {"part": part, "file": file, "version": now(draft).version}
            assert client.post(address, sent).status_code == 302
    assert "Nothing is changed yet." in text_of(client.get(f"/administration/proposals/{draft.pk}/"))


@pytest.mark.parametrize("content", [b"not = toml = at all", b"\xff\xfe", b"x = " + b"[" * 5000 + b"]" * 5000])
def test_a_file_that_cannot_be_read_is_refused(bb: Any, ada: Any, content: bytes) -> None:
    draft = begin_draft(by=ada)
    sent = {"part": "fees", "file": SimpleUploadedFile("fees.toml", content), "version": draft.version}
    assert as_person(bb, ada).post(f"/administration/proposals/{draft.pk}/upload/", sent).status_code == 422
    assert now(draft).version == draft.version


def test_a_file_that_is_too_large_is_refused(bb: Any, ada: Any) -> None:
    draft = begin_draft(by=ada)
    sent = {"part": "fees", "file": SimpleUploadedFile("fees.toml", b"#" * 300_000), "version": draft.version}
    answer = as_person(bb, ada).post(f"/administration/proposals/{draft.pk}/upload/", sent)
    assert "larger than 256 kB" in text_of(answer)


def test_the_profile_of_another_country_is_kept_in_the_draft_and_never_proposed(bb: Any, ada: Any) -> None:
    draft = a_draft(ada, iso2="FJ")
    page = text_of(as_person(bb, ada).get(f"/administration/proposals/{draft.pk}/"))
    assert "is FJ; this is the site of BB" in page


def test_a_layer_on_the_servers_disk_cannot_be_named_by_an_upload(bb: Any, ada: Any) -> None:
    draft = begin_draft(by=ada)
    content = b'iso2 = "BB"\nregion = "../../fj"\nbase = "/etc"\n'
    sent = {"part": "profile", "file": SimpleUploadedFile("profile.toml", content), "version": draft.version}
    as_person(bb, ada).post(f"/administration/proposals/{draft.pk}/upload/", sent)
    assert "currency" not in now(draft).parts["profile"]


def test_a_drawing_that_acts_is_shown_only_as_a_picture_that_cannot(bb: Any, ada: Any) -> None:
    evil = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    draft = change_part(proposal=begin_draft(by=ada), part="letterhead", data=evil, by=ada)
    client = as_person(bb, ada)
    assert "<script>alert" not in client.get(f"/administration/proposals/{draft.pk}/").content.decode()
    picture = client.get(f"/administration/proposals/{draft.pk}/letterhead.svg")
    assert "sandbox" in picture.headers["Content-Security-Policy"]
    assert picture.headers["Content-Type"].startswith("image/svg+xml")


def test_a_release_is_compared_with_any_other(bb: Any, ada: Any, sam: Any) -> None:
    put_in_force(proposal=a_proposal(ada), by=sam)
    put_in_force(proposal=a_proposal(ada, days_to_expect=9), by=sam)
    client = as_person(bb, ada)
    assert "What differs from release 2" in text_of(client.get("/administration/releases/3/"))
    assert "What differs from release 1" in text_of(client.get("/administration/releases/3/?against=1"))
    assert "What differs from release 2" in text_of(client.get("/administration/releases/3/?against=%00x"))


def test_those_who_can_decide_are_told_and_then_those_who_wrote_it(bb: Any, ada: Any, sam: Any) -> None:
    proposal = a_proposal(ada)
    other = person("party_administrator", "Ben Belgrave")
    assert set(readers_of(PROPOSED, proposal, ada.pk)) == {sam, other}
    assert list(readers_of(APPROVED, proposal, sam.pk)) == [ada]
    assert list(readers_of(SENT_BACK, send_back(proposal=proposal, by=sam, reason="No"), sam.pk)) == [ada]


def test_a_notice_is_sent_once_and_in_the_readers_language(bb: Any) -> None:
    reader = person("ma_signatory", "Odile Nalau", language="fr")
    for _twice in range(2):
        send_notice(PROPOSED, 7, 3, reader.pk)
    (sent,) = mail.outbox
    assert "/administration/proposals/7/" in sent.body
    assert "Odile Nalau" in sent.body


def test_another_partys_draft_is_not_found(parties: Any) -> None:
    bb, fj = parties("bb", "fj")
    with fj.active():
        draft = a_draft(person("party_administrator"))
    with bb.active():
        admin = person("party_administrator")
        assert not Proposal.objects.filter(pk=draft.pk).exists()
        assert as_person(bb, admin).get(f"/administration/proposals/{draft.pk}/").status_code == 404
