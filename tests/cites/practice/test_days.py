"""Guided first days: every task leads somewhere, and is ticked by what was really done and by nothing else."""

from typing import Any

import pytest

from billing.queries import invoices_for
from cites.accounts.errors import UnknownPerson
from cites.accounts.models import Role, User
from cites.permits.invented.playing import player
from cites.practice.colleagues import add_colleague
from cites.practice.days import days
from cites.practice.days.base import watched_pages
from cites.practice.errors import NoSuchDay
from cites.practice.following import day_of
from cites.practice.models import FirstDay, PageOpened
from cites.practice.queries.progress import progress_of
from cites.practice.services import begin_day, guided_day_for
from kernel import clock
from tenants.profiles.files import folder_of
from tenants.releases.models import Release
from tenants.releases.plain import written
from tenants.releases.queries import forget_releases
from tenants.releases.services import parts_of
from tests.factories.journeys import IN_BAGS
from tests.factories.permits import do, unprinted
from tests.thorough import some
from workflows.models import Case, Duty

ROLES = [
    Role.TRADER, Role.AGENT, Role.MA_OFFICER, Role.MA_SIGNATORY, Role.SCIENTIFIC_AUTHORITY, Role.CASHIER,
    Role.CUSTOMS, Role.AUDITOR, Role.PARTY_ADMINISTRATOR, Role.FISHERIES_AUTHORITY, Role.FORESTRY_AUTHORITY,
    Role.VETERINARY_AUTHORITY, Role.COMMITTEE_MEMBER,
]  # fmt: skip


@pytest.fixture
def trainee(twin: Any) -> Any:
    """``trainee(role)``: an invented colleague at the beginning of their day, and their window."""

    def begin(role: Role) -> tuple[User, Any]:
        person = add_colleague(role=role)
        client = twin.client()
        client.force_login(person)
        with unprinted():
            assert client.post("/practice/day/begin/").status_code == 302
        return person, client

    return begin


def ticked(person: User) -> list[str]:
    """The keys of the tasks that are done."""
    progress = progress_of(person)
    assert progress is not None
    keys = [task.key for task in progress.guided.tasks]
    return [key for key, shown in zip(keys, progress.tasks, strict=True) if shown.is_done]


def visit(client: Any, address: str) -> int:
    """Open a page or a file, whole."""
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return int(answer.status_code)


def things(person: User) -> Any:
    day = day_of(person)
    assert day is not None
    return day.things


def test_every_role_of_a_party_has_a_day_of_five_to_eight_tasks() -> None:
    assert {role for day in days for role in (day.role, *day.also)} == set(ROLES)
    for day in days:
        assert 5 <= len(day.tasks) <= 8, day.role
        assert len({task.key for task in day.tasks}) == len(day.tasks)
        assert {task.of for task in day.tasks if task.of} <= set(day.needs)
        assert all(str(task.look_for).endswith(".") for task in day.tasks)
        assert all("%(goods)s" not in str(task.title) or task.of for task in day.tasks)


def test_the_pages_that_are_watched_exist() -> None:
    from django.urls import NoReverseMatch, reverse

    for page in watched_pages:
        for arguments in ([], ["x"], [1]):
            try:
                reverse(page, args=arguments)
                break
            except NoReverseMatch:
                continue
        else:
            raise AssertionError(page)


@pytest.mark.parametrize("role", some(ROLES, 7))
def test_at_its_beginning_nothing_is_ticked_and_every_task_leads_to_a_page(trainee: Any, role: Role) -> None:
    person, client = trainee(role)
    progress = progress_of(person)
    assert progress is not None
    assert ticked(person) == []
    assert progress.next == progress.tasks[0]
    assert all("%" not in task.title for task in progress.tasks)
    reached = [visit(client, task.address) for task in progress.tasks]
    later = {Role.CASHIER: [404], Role.MA_OFFICER: [409]}.get(role, [])  # what an earlier task makes possible
    assert sorted(reached) == [200] * (len(reached) - len(later)) + later


@pytest.mark.parametrize("role", some(ROLES, 3))
def test_what_invented_people_did_before_ticks_nothing(twin: Any, role: Role) -> None:
    words = {Role.MA_OFFICER: "officer", Role.TRADER: "trader", Role.AGENT: "agent", Role.MA_SIGNATORY: "signatory",
             Role.SCIENTIFIC_AUTHORITY: "science", Role.CASHIER: "cashier", Role.CUSTOMS: "customs",
             Role.AUDITOR: "auditor", Role.PARTY_ADMINISTRATOR: "administrator",
             Role.FISHERIES_AUTHORITY: "fisheries", Role.FORESTRY_AUTHORITY: "forestry",
             Role.VETERINARY_AUTHORITY: "veterinary", Role.COMMITTEE_MEMBER: "committee"}  # fmt: skip
    person = player(words[role])
    with unprinted():
        begin_day(person=person)
    assert ticked(person) == []


def test_a_day_is_begun_once_and_anew_only_when_asked(trainee: Any) -> None:
    person, client = trainee(Role.MA_OFFICER)
    cases, first = Case.objects.count(), day_of(person)
    client.post("/practice/day/begin/")
    assert (Case.objects.count(), day_of(person)) == (cases, first)
    do_case(things(person)["shells"]["case"], "start_examination", person)
    assert ticked(person) == ["begin"]
    client.post("/practice/day/begin/", {"anew": "1"})
    assert day_of(person) != first
    assert Case.objects.count() == cases + 4
    assert ticked(person) == []


@pytest.mark.parametrize("word", ["officer", "decider", "signatory", "science"])
def test_whoever_plays_an_invented_official_finds_their_cases_as_far_as_they_should_be(twin: Any, word: str) -> None:
    person = player(word)
    begin_day(person=person)
    own = [thing["case"] for thing in things(person).values() if "case" in thing]
    if word in ("officer", "decider"):  # of the others there is one only
        assert not Duty.objects.filter(case__reference__in=own, person=person).exists()
    assert {Case.objects.get(reference=each).stage for each in own} == {
        need.stage for need in days.get(day_of(person).role).needs.values() if need.kind == "case"
    }


def do_case(reference: str, verb: str, person: User, data: Any = None) -> None:
    from cites.permits.queries.applications import application

    do(application(reference), verb, person, data)


def test_an_officer_is_ticked_for_their_own_cases_only(trainee: Any, twin: Any) -> None:
    person, client = trainee(Role.MA_OFFICER)
    other, _window = trainee(Role.MA_OFFICER)
    own = things(person)
    client.get("/cases/?show=mine")
    do_case(things(other)["shells"]["case"], "start_examination", person)
    assert ticked(person) == ["worklist"]
    do_case(own["shells"]["case"], "start_examination", other)
    assert ticked(person) == ["worklist"]
    do_case(own["shells"]["case"], "ask", person, {"text": "Where?"})
    do_case(own["wrong"]["case"], "return_for_correction", person, {"reason": "No"})
    do_case(own["complete"]["case"], "complete_examination", person)
    do_case(own["found"]["case"], "approve", person)
    client.post(f"/traders/{own['newcomer']['person']}/", {"decision": "verify"})
    assert ticked(person) == ["worklist", "ask", "return", "complete", "decide", "verify"]
    assert ticked(other) == []


def test_a_trader_goes_through_the_whole_day_by_the_pages(trainee: Any) -> None:
    person, client = trainee(Role.TRADER)
    own = things(person)
    opened = client.post("/applications/new/", {"document_type": "EXP", "key": "k"})["Location"]
    assert ticked(person) == ["open"]
    client.post(f"{opened}lines/add/?taxon=TRI-MAX", {"term": "LIV", "quantity": "3", "unit": "NAR", "source": "F", "country_of_origin": "VU", "description": "x", "key": "l"})  # fmt: skip
    assert ticked(person) == ["open", "line"]
    client.post(f"{opened}exporter/", {"exporter_name": "Ama", "exporter_address": "Efate"})
    client.post(f"{opened}consignee/", {"consignee_name": "B", "consignee_address": "C", "consignee_country": "FJ"})
    client.post(f"{opened}purpose/", {"purpose": "T"})
    client.post(f"{opened}journey/", {"port_of_exit": "VUVLI", **IN_BAGS})
    submit = client.post(f"{opened}do/submit/", {"declared": "on", "version": "1", "key": "s"})
    assert submit.status_code == 302
    assert ticked(person) == ["open", "line", "send"]
    step(client, f"/applications/{own['asked']['case']}/do/answer/", text="Area 3")
    step(client, f"/applications/{own['returned']['case']}/do/submit/", declared="on")
    invoice = own["owed"]["invoice"]
    page = client.post(f"/invoices/{invoice}/pay/", {"provider": "demo"})
    client.post(page["Location"], {"card": "4000000000000002"})
    assert ticked(person)[3:] == ["answer", "correct"]
    page = client.post(f"/invoices/{invoice}/pay/", {"provider": "demo"})
    client.post(page["Location"], {"card": "4000000000000077"})
    visit(client, f"/permits/{own['issued']['permit']}.pdf")
    assert ticked(person)[3:] == ["answer", "correct", "pay", "print"]
    day = client.get("/practice/day/").content.decode()
    assert "7 of 7" in day
    assert "You have done all of it" in day
    assert "all done" in client.get("/applications/").content.decode()


def step(client: Any, address: str, **answers: str) -> None:
    import re

    page = client.get(address).content.decode()
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version, page
    answer = client.post(address, {**answers, "version": version[1], "key": address[:70]})
    assert answer.status_code == 302, answer.content.decode()


def test_the_scientific_authority_is_ticked_by_what_it_found(trainee: Any) -> None:
    person, client = trainee(Role.SCIENTIFIC_AUTHORITY)
    own = things(person)
    do_case(own["first"]["case"], "record_finding", person, {"conclusion": "negative", "reason": "x", "conditions": ""})
    assert ticked(person) == []
    do_case(
        own["second"]["case"], "record_finding", person, {"conclusion": "negative", "reason": "x", "conditions": ""}
    )
    client.get(f"/cases/{own['older']['case']}/")
    client.get("/species/TRI-MAX/")
    assert ticked(person) == ["older", "species", "negative"]


def test_a_signatory_signs_cancels_and_checks(trainee: Any) -> None:
    person, client = trainee(Role.MA_SIGNATORY)
    own = things(person)
    step(client, f"/cases/{own['paid']['case']}/do/issue/")
    step(client, f"/cases/{own['issued']['case']}/do/cancel/", reason="Withdrawn")
    client.get(f"/verify/{own['issued']['code']}")
    client.get(f"/cases/{own['paid']['case']}/")
    assert ticked(person) == ["read", "sign", "cancel", "check"]


def test_a_cashier_takes_two_payments(trainee: Any) -> None:
    person, client = trainee(Role.CASHIER)
    own = things(person)
    client.get("/cashier/?q=Pascal")
    assert ticked(person) == ["desk", "find"]
    for number, thing in enumerate(("first", "second")):
        due = invoices_for(own[thing]["case"])[0].due
        paid = client.post(f"/cashier/{own[thing]['invoice']}/", {"amount": str(due.amount), "receipt": f"9-{number}", "key": thing})  # fmt: skip
        assert paid.status_code == 302
    client.get(f"/invoices/{own['first']['invoice']}/receipt/")
    client.get(f"/invoices/{own['first']['invoice']}/")
    assert ticked(person) == ["desk", "find", "take", "receipt", "again"]
    client.get(f"/invoices/{own['paid']['invoice']}/")
    assert ticked(person)[-1] == "settled"


def test_customs_check_and_endorse(trainee: Any) -> None:
    from cites.permits.models import Permit
    from tenants.context import today

    person, client = trainee(Role.CUSTOMS)
    own = things(person)
    for thing in ("cancelled", "good"):
        client.get(f"/verify/{own[thing]['code']}")
    permit = Permit.objects.get(number=own["good"]["permit"])
    facts = {"quantities": {line.position: line.quantity - 1 for line in permit.lines.all()}, "exported_on": today(), "port": permit.port_of_exit}  # fmt: skip
    do_case(own["good"]["case"], "endorse", person, facts)
    assert ticked(person) == ["check", "cancelled", "endorse"]


def test_an_auditor_reads_and_downloads(trainee: Any) -> None:
    person, client = trainee(Role.AUDITOR)
    client.get("/audit/?what=permit")
    visit(client, "/audit/entries.csv")
    client.get("/traders/")
    assert ticked(person) == ["trail", "find", "traders", "download"]


def test_an_administrator_invites_gives_and_takes(trainee: Any, let_in: Any) -> None:
    person, client = trainee(Role.PARTY_ADMINISTRATOR)
    colleague = things(person)["colleague"]["person"]
    client.post(
        "/officials/invite/", {"full_name": "Ina", "email": "ina@x.example", "language": "en", "roles": "customs"}
    )
    invitation = next(
        line for line in client.get("/officials/").content.decode().split('"') if line.endswith("/withdraw/")
    )
    client.post(invitation)
    client.post(f"/officials/{colleague}/", {"roles": ["cashier", "customs"]})
    assert ticked(person) == ["officials", "invite", "withdraw", "give"]
    client.post(f"/officials/{colleague}/", {"roles": ["cashier"]})
    client.get("/administration/")
    assert ticked(person) == ["officials", "invite", "withdraw", "give", "take", "settings"]


def test_the_strip_says_how_far_one_is_and_what_comes_next(trainee: Any) -> None:
    _person, client = trainee(Role.MA_OFFICER)
    page = client.get("/cases/").content.decode()
    assert "First day: 1 of 7" in page  # said by the very page that was to be opened
    assert "Begin to examine the case of" in page


def test_nobody_has_a_strip_who_began_no_day(officer: Any) -> None:
    assert "First day: 0" not in officer.get("/cases/").content.decode()
    assert "Begin my first day" in officer.get("/practice/day/").content.decode()


def test_opening_a_page_twice_is_noted_once_and_nothing_on_real_sites(trainee: Any, parties: Any) -> None:
    person, client = trainee(Role.AUDITOR)
    client.get("/audit/")
    client.get("/audit/")
    assert PageOpened.objects.filter(day=day_of(person), page="audit").count() == 1
    client.head("/traders/")
    assert client.get("/traders/7777/").status_code == 404
    assert client.get("/cashier/").status_code == 403
    assert not PageOpened.objects.filter(day=day_of(person), page="traders").exists()


def test_an_official_of_another_authority_is_ticked_by_what_they_read(trainee: Any) -> None:
    person, client = trainee(Role.FISHERIES_AUTHORITY)
    own = things(person)
    assert visit(client, "/cases/?show=mine") == 200
    assert visit(client, f"/cases/{own['older']['case']}/") == 200
    assert visit(client, f"/permits/{own['older']['permit']}.pdf") == 200
    assert ticked(person) == ["worklist", "older", "print"]


def test_somebody_without_a_role_has_no_day(twin: Any) -> None:
    nobody = User.objects.create_user("nobody@vu-practice.example", None, full_name="Nobody")
    assert guided_day_for(nobody) is None
    with pytest.raises(NoSuchDay):
        begin_day(person=nobody)
    client = twin.client()
    client.force_login(nobody)
    assert "There is no guided day for your role" in client.get("/practice/day/").content.decode()


def test_a_day_that_needs_somebody_who_is_gone_says_so(trainee: Any) -> None:
    from cites.accounts.erasure import anonymise_person

    Case.objects.filter(opened_by=player("reef")).update(closed_at=clock.now())
    anonymise_person(person=player("reef"), actor=player("administrator"))
    person = add_colleague(role=Role.CASHIER)
    with pytest.raises(UnknownPerson):
        begin_day(person=person)
    assert day_of(person) is None


def test_a_day_lives_with_a_workflow_that_lacks_a_stage(trainee: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("cites.practice.services.play", lambda *_, **__: None)
    person, client = trainee(Role.SCIENTIFIC_AUTHORITY)
    progress = progress_of(person)
    assert progress is not None
    assert len(progress.tasks) == 2
    assert client.get("/practice/day/").status_code == 200
    assert FirstDay.objects.get(person=person).things["first"] == {}


def test_in_an_office_of_two_an_officer_is_not_asked_to_decide(trainee: Any, twin: Any) -> None:
    parts = parts_of(folder_of("vu")) | {"workflow": parts_of(folder_of("to"))["workflow"]}
    Release.objects.create(number=2, text=written(parts), author="a test", in_force_from=clock.now())
    forget_releases()
    person, _client = trainee(Role.MA_OFFICER)
    assert things(person)["found"] == things(person)["shells"] == {}
    progress = progress_of(person)
    assert progress is not None
    assert len(progress.tasks) == len(progress.guided.tasks) - len(("begin", "ask", "decide"))
