"""The pages of findings for more than one case, and what the pages of a case and of a species say of them."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cites.permits.models import Finding, StandingFinding
from cites.permits.queries.authorities import conditions_found
from cites.permits.queries.findings import is_against
from tenants.audit.models import AuditEntry
from tenants.context import today
from tenants.errors import AppendOnlyRecord
from tests.factories.casework import PDF
from tests.factories.findings import in_force_for
from tests.factories.permits import CONCH, Cast, an_application, cast, do, stage_of, to_finding
from workflows.errors import ActionRefused
from workflows.models import Case


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


def signed_in(bb: Any, person: Any) -> Any:
    client = bb.client(raise_request_exception=False)
    client.force_login(person)
    return client


AGAIN = "Files that you chose are not kept: choose them again"


def a_day(name: str, days: int) -> dict[str, str]:
    day = today() + timedelta(days=days)
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def typed(**other: Any) -> dict[str, Any]:
    return {
        "finding": "scientific:NDF",
        "taxon": "Aliger gigas",
        "conclusion": "conditional",
        "conditions": "Only from area 3.",
        "terms": "MEA",
        "sources": ["W"],
        "quantity": "20000",
        "unit": "KGM",
        "reason": "The survey of this season.",
        **a_day("valid_from", 0),
        **a_day("valid_until", 300),
        **other,
    }


def post_step(client: Any, application: Any, verb: str, **data: Any) -> Any:
    version = Case.objects.get(pk=application.case_id).version
    return client.post(
        f"/cases/{application.reference}/do/{verb}/", {"version": version, "key": f"{verb}{version}", **data}
    )


def test_the_scientific_authority_makes_one_and_reads_it_in_the_list_and_on_the_page_of_the_species(
    bb: Any, who: Cast
) -> None:
    client = signed_in(bb, who.science)
    answer = client.post("/findings/new/", typed())
    made = StandingFinding.objects.get()
    assert answer["Location"] == f"/findings/{made.pk}/"
    assert (made.authority, made.kind, made.sources, made.official) == ("scientific", "NDF", "W", who.science)
    for address in ("/findings/", "/findings/?species=gigas&kind=NDF", "/species/ALI-GIG/"):
        assert f"/findings/{made.pk}/" in client.get(address).content.decode()
    assert "20,000" in client.get(f"/findings/{made.pk}/").content.decode()
    assert f"/findings/{made.pk}/" not in client.get("/findings/?kind=LAF").content.decode()


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"taxon": "Aliger nobodys"}, "taxon"),
        ({"terms": "XYZ"}, "terms"),
        ({"conditions": ""}, "conditions"),
        ({"unit": ""}, "unit"),
        ({"quantity": "0"}, "quantity"),
        ({"quantity": "1.5", "unit": "NAR"}, "quantity"),
        ({"finding": "management:LAF"}, "finding"),
        ({"holder": "Nobody Ltd"}, "holder"),
        ({"valid_until_year": "2020"}, "valid_until"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(bb: Any, who: Cast, other: dict[str, str], field: str) -> None:
    answer = signed_in(bb, who.science).post("/findings/new/", typed(**other))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert not StandingFinding.objects.exists()


def test_one_takes_the_place_of_another_and_is_withdrawn_with_a_reason(bb: Any, who: Cast) -> None:
    client, first = signed_in(bb, who.science), in_force_for(who.science)
    page = client.get(f"/findings/new/?replaces={first.pk}")
    assert page.context["form"].initial["taxon"] == "ALI-GIG"
    client.post(f"/findings/new/?replaces={first.pk}", typed())
    later = StandingFinding.objects.get(replaces=first)
    assert client.post(f"/findings/{later.pk}/withdraw/", {"reason": ""}).status_code == 422
    client.post(f"/findings/{later.pk}/withdraw/", {"reason": "A newer survey."})
    assert "A newer survey." in client.get(f"/findings/{later.pk}/").content.decode()
    assert client.get("/findings/").context["findings"] == []
    assert len(client.get("/findings/?show=all").context["findings"]) == 2


def test_the_evidence_is_kept_with_it_and_handed_to_those_who_may_read_it(bb: Any, who: Cast) -> None:
    client = signed_in(bb, who.science)
    survey = lambda: SimpleUploadedFile("survey.pdf", PDF)  # noqa: E731
    client.post("/findings/new/", typed(attachments=[survey(), survey()]))
    made = StandingFinding.objects.get()
    file = made.files.get()
    at = f"/findings/{made.pk}/files/{file.pk}/"
    assert at in client.get(f"/findings/{made.pk}/").content.decode()
    assert b"".join(signed_in(bb, who.decider).get(at).streaming_content) == PDF
    assert client.get(f"/findings/{made.pk}/files/{file.pk + 1}/").status_code == 404
    assert AuditEntry.objects.filter(verb="finding.file_kept", subject=made.subject).count() == 1
    with pytest.raises(AppendOnlyRecord):
        file.delete()
    with pytest.raises(AppendOnlyRecord):
        file.save()


def test_a_file_of_another_kind_is_refused_beside_its_box(bb: Any, who: Cast) -> None:
    client = signed_in(bb, who.science)
    answer = client.post("/findings/new/", typed(attachments=[SimpleUploadedFile("survey.pdf", b"MZ not a PDF")]))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"attachments"}
    assert AGAIN in answer.content.decode()
    assert AGAIN not in client.post("/findings/new/", typed(taxon="Nothing")).content.decode()


def test_files_of_a_form_that_was_sent_too_late_are_told_to_be_gone(bb: Any, who: Cast) -> None:
    client = bb.client()
    answer = client.post("/findings/new/", typed(attachments=[SimpleUploadedFile("survey.pdf", PDF)]))
    back_to = parse_qs(urlsplit(answer.headers["Location"]).query)["next"][0]
    client.force_login(who.science)
    page = client.get(back_to).content.decode()
    assert "Only from area 3." in page
    assert AGAIN in page


def test_an_authority_leaves_those_of_the_other_alone(bb: Any, who: Cast) -> None:
    standing, client = in_force_for(who.science), signed_in(bb, who.officer)
    assert "withdraw" not in client.get(f"/findings/{standing.pk}/").content.decode()
    assert client.post(f"/findings/{standing.pk}/withdraw/", {"reason": "No."}).status_code == 404
    assert client.post(f"/findings/new/?replaces={standing.pk}", typed()).status_code == 404


def test_the_examination_asks_for_each_finding_and_answers_none_beforehand(bb: Any, who: Cast) -> None:
    case, client = an_application(who.trader), signed_in(bb, who.officer)
    do(case, "submit", who.trader)
    do(case, "start_examination", who.officer)
    page = client.get(f"/cases/{case.reference}/do/complete_examination/").content.decode()
    assert "Were the specimens obtained lawfully?" in page
    assert " checked" not in page
    assert post_step(client, case, "complete_examination").status_code == 422
    assert post_step(client, case, "complete_examination", found_LAF="negative").status_code == 422
    assert post_step(client, case, "complete_examination", found_LAF="conditional").status_code == 422
    assert stage_of(case) == "examining"
    answer = post_step(client, case, "complete_examination", found_LAF="positive", evidence="Licence 2271.")
    assert answer.status_code == 302
    assert stage_of(case) == "finding"
    assert Finding.objects.get(application=case).evidence == "Licence 2271."


def test_the_page_of_a_case_says_what_is_there_and_what_is_missing(bb: Any, who: Cast) -> None:
    case = to_finding(an_application(who.trader), who)
    page = signed_in(bb, who.decider).get(f"/cases/{case.reference}/")
    told = {(each.title, each.words, each.needed.source) for each in page.context["view"].sought}
    assert told == {
        ("Non-detriment finding", "Still missing", "Article IV.2(a)"),
        ("Legal acquisition", "Found", "Article IV.2(b)"),
    }
    assert "R-II-EXP-1" in page.content.decode()


def test_science_is_offered_a_finding_in_force_and_takes_it_over_by_the_step(bb: Any, who: Cast) -> None:
    standing, case = in_force_for(who.science), to_finding(an_application(who.trader), who)
    client = signed_in(bb, who.science)
    assert "Findings in force that cover lines of this case" in client.get(f"/cases/{case.reference}/").content.decode()
    page = client.get(f"/cases/{case.reference}/do/record_finding/").content.decode()
    assert "lines A, B" in page
    assert " checked" not in page
    assert post_step(client, case, "record_finding").status_code == 422
    both = post_step(client, case, "record_finding", adopt=[standing.pk], conclusion="positive", reason="R.")
    assert both.status_code == 422
    assert post_step(client, case, "record_finding", adopt=[standing.pk]).status_code == 302
    shown = client.get(f"/cases/{case.reference}/").content.decode()
    assert "Taken over from a finding in force" in shown
    assert "Findings in force that cover lines of this case" not in shown
    assert case.reference in client.get(f"/findings/{standing.pk}/").content.decode()


def test_an_officer_of_the_other_authority_is_not_offered_it(bb: Any, who: Cast) -> None:
    in_force_for(who.science)
    case = to_finding(an_application(who.trader), who)
    assert signed_in(bb, who.decider).get(f"/cases/{case.reference}/").context["view"].standing == []


def examining(who: Cast, *lines: Any) -> Any:
    case = an_application(who.trader, lines) if lines else an_application(who.trader)
    do(case, "submit", who.trader)
    do(case, "start_examination", who.officer)
    return case


def test_of_one_line_it_is_found_and_of_another_not(bb: Any, who: Cast) -> None:
    case, client = examining(who), signed_in(bb, who.officer)
    page = client.get(f"/cases/{case.reference}/do/complete_examination/").content.decode()
    assert "It is otherwise for some of the lines: Legal acquisition" in page
    assert '<details class="govuk-details" open' not in page
    apart = {"found_LAF": "positive", "apart_LAF": ["2"], "apart_found_LAF": "negative"}
    answer = post_step(client, case, "complete_examination", **apart)
    assert set(answer.context["form"].errors) == {"reason"}
    assert "open" in answer.content.decode().partition("govuk-details")[2][:10]
    assert post_step(client, case, "complete_examination", **apart, reason="No licence for shells.").status_code == 302
    found = {each.lines[0]: each.conclusion for each in Finding.objects.filter(application=case)}
    assert found == {1: "positive", 2: "negative"}
    shown = client.get(f"/cases/{case.reference}/").content.decode()
    assert "Legal acquisition: Found (lines A)" in shown
    assert "Legal acquisition: Not found (lines B)" in shown
    assert is_against(case)


def test_a_condition_may_be_of_one_line_alone(bb: Any, who: Cast) -> None:
    case = to_finding(an_application(who.trader), who)
    client = signed_in(bb, who.science)
    said = {"conclusion": "positive", "reason": "The survey.", "apart_NDF": ["1"], "apart_found_NDF": "conditional"}
    answer = post_step(client, case, "record_finding", **said)
    assert set(answer.context["form"].errors) == {"apart_conditions_NDF"}
    assert post_step(client, case, "record_finding", **said, apart_conditions_NDF="From area 3.").status_code == 302
    found = {each.lines[0]: each.conditions for each in Finding.objects.filter(application=case, kind="NDF")}
    assert found == {1: "From area 3.", 2: ""}
    assert conditions_found(case) == ["From area 3."]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"apart_LAF": ["1", "2"], "apart_found_LAF": "negative"}, "apart_LAF"),
        ({"apart_found_LAF": "negative"}, "apart_LAF"),
        ({"apart_LAF": ["2"]}, "apart_found_LAF"),
        ({"apart_LAF": ["7"], "apart_found_LAF": "positive"}, "apart_LAF"),
        ({"apart_conditions_LAF": "Only from area 3."}, "apart_LAF"),
        (
            {"apart_LAF": ["2"], "apart_found_LAF": "negative", "apart_conditions_LAF": "Only 3."},
            "apart_conditions_LAF",
        ),
        ({"conditions": "Only from area 3."}, "conditions"),
    ],
)
def test_what_is_wrong_about_lines_apart_is_said_beside_them(
    bb: Any, who: Cast, said: dict[str, Any], field: str
) -> None:
    case, client = examining(who), signed_in(bb, who.officer)
    answer = post_step(client, case, "complete_examination", found_LAF="positive", reason="R.", **said)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert not Finding.objects.filter(application=case).exists()


def test_of_many_lines_the_letters_are_typed(bb: Any, who: Cast) -> None:
    case, client = examining(who, *([CONCH] * 14)), signed_in(bb, who.officer)
    said = {"found_LAF": "positive", "reason": "No licence.", "apart_found_LAF": "negative"}
    wrong = post_step(client, case, "complete_examination", **said, apart_LAF="b, z")
    assert "No line that needs this finding has this letter: Z" in wrong.content.decode()
    assert post_step(client, case, "complete_examination", **said, apart_LAF="b, N").status_code == 302
    against = Finding.objects.get(application=case, conclusion="negative")
    assert against.lines == [2, 14]


def test_where_there_is_but_one_line_nothing_is_asked_apart(bb: Any, who: Cast) -> None:
    case = examining(who, CONCH)
    page = signed_in(bb, who.officer).get(f"/cases/{case.reference}/do/complete_examination/").content.decode()
    assert "apart_" not in page


def test_lines_apart_of_what_is_taken_over_are_refused(bb: Any, who: Cast) -> None:
    standing, case = in_force_for(who.science, terms="MEA"), to_finding(an_application(who.trader), who)
    client = signed_in(bb, who.science)
    said = {"adopt": [standing.pk], "conclusion": "positive", "reason": "R.", "apart_found_NDF": "negative"}
    answer = post_step(client, case, "record_finding", **said, apart_NDF=["1"])
    assert set(answer.context["form"].errors) == {"apart_NDF"}
    with pytest.raises(ActionRefused):
        do(case, "record_finding", who.science, {**said, "found_NDF": "positive", "apart_NDF": [1]})


@pytest.mark.parametrize("conclusion", ["positive", "negative"])
def test_conditions_that_somebody_wrote_are_never_lost(bb: Any, who: Cast, conclusion: str) -> None:
    case, client = to_finding(an_application(who.trader), who), signed_in(bb, who.science)
    said = {"conclusion": conclusion, "conditions": "Size at least 20 cm.", "reason": "As surveyed."}
    answer = post_step(client, case, "record_finding", **said)
    assert answer.status_code == 422
    assert "You wrote conditions" in answer.content.decode()
    assert "Size at least 20 cm." in answer.content.decode()
    assert post_step(client, case, "record_finding", **{**said, "conclusion": "conditional"}).status_code == 302
    assert conditions_found(case) == ["Size at least 20 cm."]
