"""The register of operators of the simplified procedure, and what an application under it is told."""

from datetime import timedelta
from typing import Any

import pytest

from cites.permits.errors import NumberTaken, OperatorChange
from cites.permits.models import Application, OperatorEventKind, RegisteredOperator
from cites.permits.queries.facts import line_facts, trade_facts
from cites.permits.rules.applications import reasons_against_application
from tenants.audit.models import AuditEntry
from tenants.context import today
from tenants.errors import AppendOnlyRecord
from tests.cites.casework.test_every_document import opened, posted
from tests.factories.operators import ORCHIDS, a_batch, changed, registered
from tests.factories.permits import Cast, cast

SUSPENDED, RESTORED, ENDED = OperatorEventKind


@pytest.fixture
def who(bb: Any) -> Cast:
    return cast()


def signed_in(bb: Any, person: Any) -> Any:
    client = bb.client(raise_request_exception=False)
    client.force_login(person)
    return client


def a_day(name: str, days: int) -> dict[str, str]:
    day = today() + timedelta(days=days)
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def typed(who: Cast, **other: Any) -> dict[str, Any]:
    return {
        "number": "BB-SP-3",
        "holder": who.trader.email,
        "taxa": "Cattleya\nAliger gigas",
        "terms": "LIV",
        "sources": ["A"],
        **a_day("valid_from", 0),
        **a_day("valid_until", 300),
        **other,
    }


def test_an_officer_registers_an_operator_and_reads_it_in_the_list(bb: Any, who: Cast) -> None:
    client = signed_in(bb, who.officer)
    answer = client.post("/operators/new/", typed(who))
    made = RegisteredOperator.objects.get()
    assert answer["Location"] == f"/operators/{made.pk}/"
    assert (made.number, made.person, made.terms, made.sources) == ("BB-SP-3", who.trader, "LIV", "A")
    assert [each.taxon_code for each in made.species.all()] == ["ALI-GIG", ORCHIDS]
    for address in ("/operators/", "/operators/?q=sp-3", "/operators/?q=gigas&show=all"):
        assert f"/operators/{made.pk}/" in client.get(address).content.decode(), address
    assert f"/operators/{made.pk}/" not in client.get("/operators/?q=parrot").content.decode()
    assert "In force" in client.get(f"/operators/{made.pk}/").content.decode()
    verbs = AuditEntry.objects.filter(subject=made.subject).values_list("verb", flat=True)
    assert sorted(verbs) == ["operator.registered", "operator.species_approved", "operator.species_approved"]


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"taxa": "Nothing known"}, "taxa"),
        ({"taxa": ""}, "taxa"),
        ({"holder": "nobody@example.org"}, "holder"),
        ({"terms": "XYZ"}, "terms"),
        ({"valid_until_year": "2020"}, "valid_until"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(bb: Any, who: Cast, other: dict[str, str], field: str) -> None:
    answer = signed_in(bb, who.officer).post("/operators/new/", typed(who, **other))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {field}
    assert not RegisteredOperator.objects.exists()


def test_a_number_is_one_operators_and_is_registered_anew_only_for_other_days(bb: Any, who: Cast) -> None:
    first = registered(who.trader, who.officer)
    with pytest.raises(NumberTaken):
        registered(who.trader, who.officer, number="bb-sp-3", valid_from=today() + timedelta(days=10))
    later = today() + timedelta(days=365)
    client = signed_in(bb, who.officer)
    page = client.get(f"/operators/new/?anew={first.pk}")
    assert page.context["form"].initial["taxa"] == "Cattleya"
    client.post("/operators/new/", typed(who, **a_day("valid_from", 365), **a_day("valid_until", 700)))
    assert RegisteredOperator.objects.get(valid_from=later).number == "BB-SP-3"
    assert client.post("/operators/new/", typed(who)).status_code == 422


def test_it_is_suspended_in_force_again_and_ended_each_with_a_reason(bb: Any, who: Cast) -> None:
    client, operator = signed_in(bb, who.decider), registered(who.trader, who.officer)
    at = f"/operators/{operator.pk}/"
    assert client.post(f"{at}suspend/", {"reason": ""}).status_code == 422
    assert client.post(f"{at}suspend/", {"reason": "Forms were not returned."})["Location"] == at
    page = client.get(at).content.decode()
    assert "Suspended" in page
    assert "Forms were not returned." in page
    assert client.post(f"{at}suspend/", {"reason": "Again"}).status_code == 422
    client.post(f"{at}restore/", {"reason": "They were."})
    client.post(f"{at}end/", {"reason": "The nursery closed."})
    assert client.get("/operators/").context["operators"] == []
    assert len(client.get("/operators/?show=all").context["operators"]) == 1
    with pytest.raises(OperatorChange):
        changed(operator, who.officer, RESTORED)
    with pytest.raises(AppendOnlyRecord):
        operator.delete()


def test_further_species_are_approved_while_it_is_not_over(bb: Any, who: Cast) -> None:
    client, operator = signed_in(bb, who.officer), registered(who.trader, who.officer)
    client.post(f"/operators/{operator.pk}/species/", {"taxa": "Aliger gigas\nCattleya"})
    assert sorted(str(each) for each in operator.species.all()) == ["Aliger gigas", "Cattleya"]
    changed(operator, who.officer, ENDED)
    assert client.post(f"/operators/{operator.pk}/species/", {"taxa": "Aliger gigas"}).status_code == 422


def told(application: Application) -> set[str]:
    lines = [line_facts(line, today()) for line in application.lines.all()]
    return {each.code for each in reasons_against_application(trade_facts(application, today()), lines)}


def an_application(bb: Any, who: Cast, taxon: str = ORCHIDS, number: str = "BB-SP-3") -> Application:
    client = signed_in(bb, who.trader)
    reference = opened(client, "SPC")
    base = f"/applications/{reference}"
    posted(
        client, f"{base}/simplified/",
        {"simplified_registration": number, "simplified_number": "2", "simplified_boxes": ["3"]},
    )  # fmt: skip
    line = {"term": "LIV", "quantity": "5", "unit": "NAR", "source": "A", "country_of_origin": "BB", "key": "a"}
    posted(client, f"{base}/lines/add/?taxon={taxon}", line)
    return Application.objects.get(case__reference=reference)


def test_an_application_is_compared_with_the_register_on_the_day(bb: Any, who: Cast) -> None:
    application = an_application(bb, who)
    assert "D-OPERATOR" in told(application)  # nobody is registered here
    operator = registered(who.trader, who.officer, number="bb-sp-3")
    assert not told(application) & {"D-OPERATOR", "D-PREAPPROVED"}
    changed(operator, who.officer, SUSPENDED)
    assert "D-OPERATOR" in told(application)
    changed(operator, who.officer, RESTORED)
    assert "D-OPERATOR" not in told(application)


def test_what_is_not_approved_beforehand_and_the_number_of_another_are_told(bb: Any, who: Cast) -> None:
    registered(who.trader, who.officer, "ALI-GIG")
    assert "D-PREAPPROVED" in told(an_application(bb, who))
    registered(who.officer, who.decider, number="BB-SP-9")
    assert "D-OPERATOR" in told(an_application(bb, who, number="BB-SP-9"))


def test_an_officer_reads_the_registration_of_the_applicant_on_the_case(bb: Any, who: Cast) -> None:
    operator = registered(who.trader, who.officer)
    application = a_batch(who).application
    at = f"/cases/{application.reference}/"
    assert f"/operators/{operator.pk}/" in signed_in(bb, who.officer).get(at).content.decode()
    assert f"/operators/{operator.pk}/" not in signed_in(bb, who.customs).get(at).content.decode()


def test_an_applicant_reads_their_registration_where_its_number_is_asked(bb: Any, who: Cast) -> None:
    client = signed_in(bb, who.trader)
    at = f"/applications/{opened(client, 'SPC')}/simplified/"
    assert "You are not registered for the simplified procedure here." in client.get(at).content.decode()
    registered(who.trader, who.officer)
    page = client.get(at).content.decode()
    assert 'value="BB-SP-3"' in page
    assert "Cattleya" in page
