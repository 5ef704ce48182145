"""Files in quarantine: handed out once a scanner found nothing in them, and never if it found something."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cites.accounts.mandates import give_mandate
from cites.accounts.models import Role
from cites.casework import tasks
from cites.casework.tasks import scan_attached_file, scan_the_rest
from cites.permits.models import Attachment
from tenants.attachments.clamd import ScannerAway
from tenants.attachments.content import read_file
from tenants.audit.models import AuditEntry
from tenants.context import today
from tenants.models import Scan
from tests.factories.accounts import person
from tests.factories.casework import PDF, an_answer_from_outside
from tests.factories.findings import in_force_for
from tests.factories.permits import an_application, cast, do
from tests.factories.scanner import EICAR, FOUND, nobodys_address, scanner
from workflows.models import Case, CaseAttachment, CaseNews

INFECTED = PDF + EICAR


@pytest.fixture
def daemon(settings: Any) -> Iterator[Any]:
    with scanner() as daemon:
        settings.CLAMAV_URL = daemon.address
        yield daemon


def signed_in(place: Any, user: Any) -> Any:
    client = place.client()
    client.force_login(user)
    return client


def attach(client: Any, application: Any, content: bytes = PDF) -> Attachment:
    file = SimpleUploadedFile("landing.pdf", content)
    assert client.post(f"/applications/{application.reference}/attachments/", {"file": file}).status_code == 302
    return Attachment.objects.latest("pk")


def scanned(paper: Any) -> None:
    scan_attached_file(paper._meta.label_lower, paper.pk)
    paper.refresh_from_db()


def test_a_new_paper_is_handed_out_once_it_was_scanned(bb: Any, daemon: Any) -> None:
    who = cast()
    application, client = an_application(who.trader), signed_in(bb, who.trader)
    paper = attach(client, application)
    address = f"/applications/{application.reference}/attachments/"
    assert client.get(f"{address}{paper.pk}/").status_code == 404
    page = client.get(address).content.decode()
    assert "Being checked for viruses" in page
    assert f'attachments/{paper.pk}/"' not in page
    scanned(paper)
    assert daemon.seen == [PDF]
    assert b"".join(client.get(f"{address}{paper.pk}/").streaming_content) == PDF
    assert "Being checked" not in client.get(address).content.decode()


def test_the_scan_is_asked_for_as_the_paper_is_kept(
    bb: Any, daemon: Any, monkeypatch: pytest.MonkeyPatch, on_commit: Any
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(tasks.scan_attached_file, "delay", lambda *of: asked.append(of))
    who = cast()
    with on_commit():
        paper = attach(signed_in(bb, who.trader), an_application(who.trader))
    assert asked == [("permits.attachment", paper.pk)]


def test_an_infected_paper_is_removed_and_its_people_are_told(bb: Any, daemon: Any) -> None:
    who = cast()
    application, client = an_application(who.trader), signed_in(bb, who.trader)
    paper = attach(client, application, INFECTED)
    do(application, "submit", who.trader)
    for _again in range(2):
        scanned(paper)
    assert (paper.scan, paper.virus) == (Scan.INFECTED, FOUND)
    assert not paper.file.storage.exists(paper.file.name)
    officer = signed_in(bb, who.officer)
    assert officer.get(f"/cases/{application.reference}/attachments/{paper.pk}/").status_code == 404
    for page in (
        officer.get(f"/cases/{application.reference}/"),
        client.get(f"/applications/{application.reference}/"),
    ):
        assert "a virus was found in it" in page.content.decode()
    entry = AuditEntry.objects.get(verb="attachment.infected")
    assert entry.data == {"sha256": paper.sha256, "virus": FOUND}
    told = {news.person_id: news.kind for news in CaseNews.objects.filter(once__startswith="virus:")}
    assert told[who.trader.pk] == "file_infected"
    assert told[who.officer.pk] == "file_infected_for_office"
    assert CaseNews.objects.filter(once__startswith="virus:", person=who.trader).count() == 1


def test_infected_evidence_of_a_finding_is_removed_and_its_page_says_so(bb: Any, daemon: Any) -> None:
    science = cast().science
    file = in_force_for(science, files=[read_file(SimpleUploadedFile("survey.pdf", INFECTED))]).files.get()
    scanned(file)
    assert (file.scan, file.virus) == (Scan.INFECTED, FOUND)
    client, at = signed_in(bb, science), f"/findings/{file.finding_id}/"
    assert client.get(f"{at}files/{file.pk}/").status_code == 404
    assert "a virus was found in it" in client.get(at).content.decode()
    assert AuditEntry.objects.filter(verb="finding.file_infected", subject=file.finding.subject).exists()


def test_while_the_scanner_is_away_papers_wait_and_are_scanned_when_it_is_back(
    bb: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CLAMAV_URL = nobodys_address()
    who = cast()
    application, client = an_application(who.trader), signed_in(bb, who.trader)
    paper = attach(client, application)
    with pytest.raises(ScannerAway):
        scan_attached_file.run(paper._meta.label_lower, paper.pk)
    assert scan_the_rest() == 0
    assert client.get(f"/applications/{application.reference}/attachments/{paper.pk}/").status_code == 404
    monkeypatch.setattr(tasks.scan_attached_file, "delay", tasks.scan_attached_file.run)
    with scanner() as daemon:
        settings.CLAMAV_URL = daemon.address
        assert scan_the_rest() == 1
    paper.refresh_from_db()
    assert paper.scan == Scan.CLEAN


def test_without_a_scanner_papers_are_handed_out_at_once_and_those_that_waited_too(
    bb: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CLAMAV_URL = nobodys_address()
    who = cast()
    application, client = an_application(who.trader), signed_in(bb, who.trader)
    waiting = attach(client, application)
    settings.CLAMAV_URL = ""
    at_once = attach(client, application, PDF + b"%2")
    monkeypatch.setattr(tasks.scan_attached_file, "delay", tasks.scan_attached_file.run)
    assert scan_the_rest() == 1
    for paper in (waiting, at_once):
        got = client.get(f"/applications/{application.reference}/attachments/{paper.pk}/")
        assert b"".join(got.streaming_content).startswith(PDF)


def test_an_infected_file_of_a_body_outside_is_kept_from_the_office(bb: Any, daemon: Any) -> None:
    who = cast()
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    file = an_answer_from_outside(application, who, INFECTED)
    scanned(file)
    assert file.scan == Scan.INFECTED
    officer = signed_in(bb, who.officer)
    assert officer.get(f"/cases/{application.reference}/files/{file.pk}/").status_code == 404
    assert CaseNews.objects.filter(person=who.officer, kind="file_infected_for_office").count() == 1
    assert not CaseNews.objects.filter(person=who.trader, kind="file_infected").exists()
    assert CaseAttachment.objects.get().virus == FOUND


def test_an_agent_whose_answer_brings_a_virus_is_told_of_the_application_and_not_as_an_official(
    bb: Any, daemon: Any
) -> None:
    who, agent = cast(), person(role=Role.AGENT)
    give_mandate(giver=who.trader, agent=agent, document_types=[], first_day=today(), last_day=today())
    application = an_application(who.trader)
    do(application, "submit", agent)
    do(application, "start_examination", who.officer)
    do(application, "ask", who.officer, {"text": "Which vessel?"})
    form = {"text": "This one.", "attachments": SimpleUploadedFile("ship.pdf", INFECTED), "key": "a"}
    version = Case.objects.get(pk=application.case_id).version
    address = f"/applications/{application.reference}/do/answer/"
    assert signed_in(bb, agent).post(address, {**form, "version": version}).status_code == 302
    scanned(CaseAttachment.objects.get())
    assert CaseNews.objects.get(once__startswith="virus:", person=agent).kind == "file_infected"
