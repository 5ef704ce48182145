"""What differs between two releases is said as an officer would say it."""

from typing import Any

import pytest
from django.utils.translation import override

from tenants.profiles.confirmation import confirmed
from tenants.profiles.files import folder_of, shipped
from tenants.releases.describing import chapters, doubtful, place_of, sections
from tenants.releases.parts import release_parts
from tenants.releases.services import parts_of
from tests.thorough import some

BB = parts_of(folder_of("bb"))


def said(before: Any, after: Any) -> list[str]:
    with override("en"):
        return [str(each).replace("\xa0", " ") for chapter in chapters(before, after) for each in chapter.statements]


def with_profile(**changes: Any) -> Any:
    return {**BB, "profile": {**BB["profile"], **changes}}


def with_fees(**changes: Any) -> Any:
    return {**BB, "fees": {**BB["fees"], "fees": {**BB["fees"]["fees"], **changes}}}


def test_a_fee_is_said_in_the_partys_currency() -> None:
    fee = {**BB["fees"]["fees"]["application"], "amount": "75.00"}
    assert said(BB, with_fees(application=fee)) == ["Fees › Application fee › Amount: BBD 50.00 → BBD 75.00"]


def test_another_currency_is_said_of_the_amounts_too() -> None:
    assert said(BB, with_profile(currency="XCD")) == [
        "Currency: BBD → XCD",
        "Currency of every amount: BBD → XCD",
    ]


def test_days_and_months_are_words() -> None:
    assert said(BB, with_profile(working_time={"weekdays": [0, 5]})) == [
        "Working time › Working days: Monday, Tuesday, Wednesday, Thursday, Friday → Monday, Saturday"
    ]
    months = {**BB["profile"]["validity_months"], "EXP": 1}
    assert said(BB, with_profile(validity_months=months)) == ["Validity of documents › EXP: 6 months → 1 month"]


def test_a_service_standard_is_said_with_its_document() -> None:
    before = with_profile(days_to_expect_of={"EXP": 10})
    assert said(before, with_profile(days_to_expect_of={"EXP": 2})) == [
        "Working days that applicants are told, by document › EXP: 10 → 2"
    ]


def test_a_port_is_named() -> None:
    ports = [*BB["profile"]["ports"], {"locode": "BBSTM", "name": "Saint Michael"}]
    assert said(BB, with_profile(ports=ports)) == [
        "Ports › Saint Michael (BBSTM): added: UN/LOCODE: BBSTM; Name: Saint Michael"
    ]


def test_a_text_is_named_with_its_language() -> None:
    names = {**BB["profile"]["names"], "fr": "La Barbade"}
    assert said(BB, with_profile(names=names)) == ["Name (French): Barbade → La Barbade"]


def test_what_is_confirmed_is_said_of_the_value() -> None:
    after = {**BB, "profile": confirmed(BB["profile"], ["authorities.management.email"])}
    assert said(BB, after) == [
        "Still to be confirmed › Authorities › Management Authority › E-mail address: "
        "invented, so that the service can be tried → confirmed"
    ]


def test_to_say_what_goes_without_saying_is_no_difference() -> None:
    assert said(BB, with_profile(kind="party", other_time_zones=[])) == []


def test_another_order_is_said_and_an_addition_in_the_middle_is_not() -> None:
    fees = BB["fees"]["fees"]
    turned = {**BB, "fees": {**BB["fees"], "fees": dict(reversed(fees.items()))}}
    assert said(BB, turned) == ["Fees: in another order: Each further line, Application fee"]
    first, *others = fees.items()
    between = {**BB, "fees": {**BB["fees"], "fees": dict([first, ("urgent", fees["further_lines"]), *others])}}
    assert len(said(BB, between)) == 1


def test_a_stage_and_those_who_act_are_named() -> None:
    stages = BB["workflow"]["EXP"]["stages"]
    decision = {**stages["decision"], "people": ["ma_signatory"]}
    workflow = {**BB["workflow"]["EXP"], "stages": {**stages, "decision": decision}}
    after = {**BB, "workflow": {**BB["workflow"], "EXP": workflow}}
    (line,) = said(BB, after)
    assert line.startswith(
        "Export permit › Stages › Awaiting decision › Who has to act: Management Authority officer, "
    )


def test_a_crest_is_shown_as_two_pictures() -> None:
    with override("en"):
        (chapter,) = chapters(BB, {**BB, "letterhead": "<svg/>"})
    assert chapter.statements[0].drawings == (BB["letterhead"], "<svg/>")


def test_the_differences_are_said_in_the_readers_language() -> None:
    with override("fr"):
        (chapter,) = chapters(BB, with_profile(working_time={"weekdays": [0]}))
    assert chapter.statements[0].after == "lundi"


@pytest.mark.parametrize("iso2", some(shipped(), 8))
def test_every_value_of_every_profile_can_be_said(iso2: str) -> None:
    parts = parts_of(folder_of(iso2))
    with override("en"):
        for each in [said for part in release_parts for section in sections(part, parts) for said in section.values]:
            assert each.value or part_is_drawing(each)
            assert all(each.where)
        for doubt in doubtful(parts):
            assert all(doubt.where)
            assert all(each.value for each in doubt.values)
        assert chapters(parts, parts) == []


@pytest.mark.parametrize(
    "key", ["", "nowhere", "fees", "fees.fees.application", "fees.fees.nowhere.amount", "ports.BBBGI"]
)
def test_any_key_can_be_said_even_of_what_is_not_there(key: str) -> None:
    with override("en"):
        assert all(place_of(BB, key))


@pytest.mark.parametrize(
    "odd", [None, 1, "text", [], [1, {}], {"fees": {"application": None}}, {"fees": {"x": {"amount": {}}}}]
)
def test_a_draft_may_hold_anything_and_is_said_all_the_same(odd: Any) -> None:
    assert said(BB, {**BB, "fees": odd, "workflow": odd, "profile": {**BB["profile"], "working_time": odd}})


def part_is_drawing(each: Any) -> bool:
    return each.path == ()
