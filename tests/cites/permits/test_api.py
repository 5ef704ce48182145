"""`GET /api/need-a-permit`: the same answer for programs, and every parameter at fault by its name."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cites.permits.limits import ASKING
from cites.permits.queries.movements import Question, answered
from cites.species.queries import datasets_of_taxa, shown_datasets
from tenants.context import today
from tests.thorough import often

CONCH = {"taxon": "Aliger gigas", "from": "BB", "to": "US"}


@pytest.fixture(autouse=True)
def unhurried() -> None:
    cache.clear()


def asked(bb: Any, status: int = 200, **question: str) -> Any:
    answer = bb.client().get("/api/need-a-permit", question)
    assert answer.status_code == status, answer.content
    return answer.json()


def rules_of(answer: Any) -> set[str]:
    return {each["rule"] for each in answer["reasons"]}


def faults(answer: Any) -> set[str]:
    return {each["parameter"] for each in answer["errors"]}


def test_a_wild_conch_leaves_with_an_export_permit_and_its_findings(bb: Any) -> None:
    said = asked(bb, term="MEA", quantity="20", unit="KGM", purpose="T", **CONCH)
    assert said["outcome"] == "needed"
    assert [(each["code"], each["state"]) for each in said["documents"]] == [("EXP", "BB")]
    assert {each["kind"] for each in said["documents"][0]["findings"]} == {"NDF", "LAF"}
    (data,) = said["data"]
    assert data["as_of"]
    assert (data["suspensions_as_of"], data["quotas_as_of"]) == (None, None)
    assert "no suspensions of trade and no published export quotas" in data["note"]


def test_the_date_decides(bb: Any) -> None:
    assert asked(bb, date="1992-06-10", **CONCH)["outcome"] == "not_listed"
    assert asked(bb, date="1992-06-11", **CONCH)["outcome"] == "needed"


def test_a_state_that_is_not_yet_a_party_gives_comparable_documents(bb: Any) -> None:
    before = asked(bb, taxon="Aliger gigas", date="1992-12-01", **{"from": "BB", "to": "US"})
    after = asked(bb, taxon="Aliger gigas", date="1993-12-01", **{"from": "BB", "to": "US"})
    assert before["documents"][0]["code"] == "NPD"
    assert after["documents"][0]["code"] == "EXP"


def test_small_letters_do(bb: Any) -> None:
    assert asked(bb, taxon="ali-gig", term="mea", **{"from": "bb", "to": "us"})["taxon"] == "ALI-GIG"


@pytest.mark.parametrize(
    ("wrong", "parameter"),
    [
        ({"taxon": "no such thing"}, "taxon"), ({"to": ""}, "to"), ({"to": "ZZ"}, "to"), ({"to": "HS"}, "to"), ({"from": "HS"}, "source"),
        ({"date": "1975-06-30"}, "date"), ({"date": "9999-12-31"}, "date"), ({"from": "Barbados"}, "from"),
        ({"term": "ABC"}, "term"), ({"term": "toolong"}, "term"), ({"unit": "XYZ"}, "unit"), ({"source": "Q"}, "source"),
        ({"purpose": "A"}, "purpose"), ({"quantity": "-1"}, "quantity"), ({"quantity": "many"}, "quantity"),
        ({"quantity": "1e30"}, "quantity"), ({"origin": "QQ"}, "origin"), ({"date": "yesterday"}, "date"),
        ({"source2": "Q"}, "source2"), ({"source2": "WW"}, "source2"), ({"operation": "1" * 61}, "operation"),
        ({"acquired_on": "long ago"}, "acquired_on"), ({"acquired_on": "1600-01-01"}, "acquired_on"),
        ({"acquired_on": "9999-12-31"}, "acquired_on"), ({"justification": "x" * 501}, "justification"),
        ({"carried": "perhaps"}, "carried"), ({"residence": "QQ"}, "residence"), ({"sorce": "C"}, "sorce"), ({"zz9": "1"}, "zz9"),
    ],
)  # fmt: skip
def test_a_parameter_at_fault_is_named(bb: Any, wrong: dict[str, str], parameter: str) -> None:
    assert faults(asked(bb, 422, **{**CONCH, **wrong})) == {parameter}


def detail(answer: Any) -> str:
    (said,) = answer["errors"]
    return str(said["detail"])


def test_a_name_that_means_several_species_is_answered_with_their_codes(bb: Any) -> None:
    said = detail(asked(bb, 422, **{**CONCH, "taxon": "conch"}))
    assert "ALI-GIG (Aliger gigas" in said
    assert "not in our list" not in said
    assert "not in our list" in detail(asked(bb, 422, **{**CONCH, "taxon": "no such thing"}))


def test_a_parameter_written_otherwise_is_named_with_the_nearest_one(bb: Any) -> None:
    assert "“source”" in detail(asked(bb, 422, sorce="C", **CONCH))


def test_the_data_of_every_table_and_of_all_parents_is_named_and_is_old_as_of_today(bb: Any) -> None:
    named = {each["source"] for each in asked(bb, **CONCH)["data"]}
    ahead = asked(bb, date=(today() + timedelta(days=500)).isoformat(), **CONCH)["data"]
    wanted = shown_datasets(datasets_of_taxa(frozenset({"ALI-GIG"})), today())
    assert named == {each.name for each in wanted}
    assert [each["old"] for each in ahead] == [each.is_old for each in wanted]
    hybrid = answered(Question("Amazona amazonica × Amazona guildingii", "BB", "US", today()))
    assert hybrid.taxa == {"AMA-AMA", "AMA-GUI"}


def test_what_is_re_exported_names_the_permit_of_its_origin(bb: Any) -> None:
    assert "BOX-12" in rules_of(asked(bb, origin="JM", **CONCH))
    assert "BOX-12" not in rules_of(asked(bb, **CONCH))


@pytest.mark.parametrize(
    ("source", "answers", "rule"),
    [
        ("O", {"source2": "W"}, "M-O"),
        ("O", {"source2": "W", "acquired_on": "1980-01-01"}, "M-O-DATE"),
        ("U", {"justification": "Found in a drawer"}, "M-U"),
        ("I", {"source2": "W"}, "M-I"),
    ],
)
def test_what_is_asked_of_a_source_can_be_answered(bb: Any, source: str, answers: dict[str, str], rule: str) -> None:
    assert rule in rules_of(asked(bb, source=source, **CONCH))
    assert rule not in rules_of(asked(bb, source=source, **answers, **CONCH))


def test_a_registered_operation_is_taken_and_a_late_acquisition_told(bb: Any) -> None:
    parrot = {**CONCH, "taxon": "Amazona guildingii", "term": "LIV", "source": "D"}
    assert "M-D-x" in rules_of(asked(bb, **parrot))
    assert "M-D-x" not in rules_of(asked(bb, **parrot, operation="A-BB-501"))
    late = asked(bb, source="O", source2="W", acquired_on="2001-01-01", **CONCH)
    assert "M-O-LATE" in rules_of(late)


def test_half_a_specimen_is_told(bb: Any) -> None:
    assert "Q-WHOLE" in rules_of(asked(bb, term="SHE", quantity="0.5", unit="NAR", **CONCH))
    assert "Q-WHOLE" not in rules_of(asked(bb, term="MEA", quantity="0.5", unit="KGM", **CONCH))


def test_the_description_names_every_parameter(bb: Any) -> None:
    described = bb.client().get("/api/openapi.json").json()["paths"]["/api/need-a-permit"]["get"]["parameters"]
    named = {each["name"]: each for each in described}
    for name in ("source2", "operation", "acquired_on", "justification"):
        assert not named[name]["required"]
        assert named[name]["schema"]["description"]


TEXTS = st.dictionaries(
    st.sampled_from(
        ["taxon", "term", "source", "source2", "operation", "acquired_on", "quantity", "unit", "date", "to"]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=9),
    max_size=4,
)


@settings(max_examples=often(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=TEXTS)
def test_whatever_is_asked_it_is_answered_or_named(bb: Any, texts: dict[str, str]) -> None:
    cache.clear()
    answer = bb.client().get("/api/need-a-permit", {**CONCH, **texts})
    assert answer.status_code in (200, 422)
    assert answer.status_code == 200 or faults(answer.json()) <= texts.keys()


def test_it_is_described_for_programs(bb: Any) -> None:
    described = bb.client().get("/api/openapi.json").json()
    parameters = {each["name"] for each in described["paths"]["/api/need-a-permit"]["get"]["parameters"]}
    assert {"taxon", "term", "source", "purpose", "quantity", "unit", "origin", "from", "to", "date"} <= parameters


def test_who_asks_too_often_is_asked_to_wait(bb: Any) -> None:
    client = bb.client()
    for _ in range(ASKING.most):
        assert client.get("/api/need-a-permit", CONCH).status_code == 200
    answer = client.get("/api/need-a-permit", CONCH)
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")


def test_it_answers_in_the_reader_s_language(parties: Any) -> None:
    (vu,) = parties("vu")
    answer = vu.client().get("/api/need-a-permit", {**CONCH, "to": "ZZ"}, headers={"accept-language": "fr"})
    assert answer.json()["title"] != "The question cannot be understood."
