"""What an administrator enters is what the release says then, and nothing else of it changes."""

from decimal import Decimal
from typing import Any

import pytest
from babel.numbers import get_decimal_symbol
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from cites.administration.forms.documents import document_name
from cites.administration.forms.entries import after_button
from cites.administration.forms.keys import at, put
from cites.administration.forms.marks import open_marks
from cites.administration.forms.saving import attempt, faults_of
from cites.administration.forms.section import load_sections, sections
from cites.permits.rules.document_types import DOCUMENTS
from kernel.contrast import READABLE, contrast
from kernel.money import minor_units
from localization.languages import languages
from tenants.profiles.files import folder_of, shipped
from tenants.releases.services import parts_of
from tests.factories.forms import as_html, sent
from tests.thorough import often

load_sections()
PROFILES = {iso2: parts_of(folder_of(iso2)) for iso2 in shipped()}
BB = PROFILES["bb"]
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>'
drawn = settings(max_examples=often(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

WORDS = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=30)
LOCODES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ23456789", min_size=3, max_size=3)
COLOURS = st.from_regex("#[0-9a-f]{6}", fullmatch=True).filter(lambda one: contrast(one, "#ffffff") >= READABLE)


@pytest.fixture(autouse=True)
def _a_party(bb: Any) -> None:
    """The codes of the trade are read from the database."""


def saved(section: str, parts: dict[str, Any], do: str = "", files: Any = None, **changes: Any) -> dict[str, Any]:
    """The parts after the page was opened, changed and sent; ``do`` presses a button first."""
    form = sections.get(section).form(parts)
    data = sent(as_html(form))
    if do:
        data = sent(as_html(sections.get(section).form(parts, after_button(data, do))))
    for name, value in changes.items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    outcome = attempt(sections.get(section), parts, data, files)
    problems = [outcome.form.errors, outcome.form.notes, *(each.errors for each in outcome.form.lists)]
    assert outcome.parts is not None, problems
    return outcome.parts


def refused(section: str, parts: dict[str, Any], files: Any = None, **changes: Any) -> Any:
    data = sent(as_html(sections.get(section).form(parts)), **changes)
    outcome = attempt(sections.get(section), parts, data, files)
    assert outcome.parts is None
    return outcome.form


@drawn
@given(st.sampled_from(shipped()), LOCODES, WORDS)
def test_a_port_is_added(iso2: str, code: str, name: str) -> None:
    parts = PROFILES[iso2]
    port = {"locode": f"{iso2.upper()}{code}", "name": name}
    count = len(parts["profile"]["ports"])
    if port["locode"] in [each["locode"] for each in parts["profile"]["ports"]]:
        return
    answers = {f"profile.ports-{count}-{key}": value for key, value in port.items()}
    after = saved("ports", parts, "add:profile.ports", **answers)
    assert after == put(parts, "profile.ports", [*parts["profile"]["ports"], port])
    assert saved("ports", after) == after


def locale_of(code: str) -> Any:
    return next(each.locale for each in languages() if each.code == code)


@drawn
@example("vu", 10**8 - 1, "en")  # the most that a fee may be, in a currency without smaller coins
@given(st.sampled_from(shipped()), st.integers(0, 10**9), st.sampled_from([each.code for each in languages()]))
def test_a_fee_is_changed_exactly(iso2: str, coins: int, language: str) -> None:
    parts = PROFILES[iso2]
    currency = parts["profile"]["currency"]
    amount = Decimal(coins).scaleb(-minor_units(currency))
    assume(amount < 10**8)
    with override(language):
        typed = str(amount).replace(".", get_decimal_symbol(locale_of(language)))
        after = saved("fees", parts, **{"fees.fees-0-amount": typed})
    assert Decimal(after["fees"]["fees"]["application"]["amount"]) == amount
    assert put(after, "fees.fees.application.amount", at(parts, "fees.fees.application.amount")) == parts


@drawn
@given(st.sampled_from(shipped()), st.sets(st.sampled_from("0123456"), min_size=1), st.integers(1, 90), COLOURS)
def test_the_week_the_wait_and_the_colour_are_changed(iso2: str, week: set[str], days: int, colour: str) -> None:
    parts = PROFILES[iso2]
    after = saved("calendar", parts, **{"profile.working_time.weekdays": sorted(week)})
    after = saved("numbering", after, **{"profile.days_to_expect": days})
    after = saved("appearance", after, **{"profile.colours.brand": colour.upper()})
    assert after["profile"]["working_time"]["weekdays"] == sorted(map(int, week)) or week == set("01234")
    assert after["profile"]["days_to_expect"] == days
    assert after["profile"]["colours"]["brand"] == colour
    back = {key: parts["profile"][key] for key in ("working_time", "days_to_expect", "colours")}
    assert after | {"profile": after["profile"] | back} == parts


@drawn
@given(st.sampled_from(shipped()), WORDS, st.integers(1, 366))
def test_the_texts_of_a_stage_are_changed(iso2: str, text: str, days: int) -> None:
    parts = PROFILES[iso2]
    language = parts["profile"]["languages"][0]
    key = "workflow.EXP.stages.finding"
    after = saved("texts", parts, **{f"{key}.applicant_text.{language}": text, f"{key}.working_days": days})
    assert at(after, f"{key}.applicant_text.{language}") == text
    assert at(after, f"{key}.working_days") == days
    assert put(after, key, at(parts, key)) == parts


def test_a_holiday_of_ones_own_is_added_in_words() -> None:
    new = {"names.en": "Reef Day", "on": "first Friday in May\r\n28 May 2027", "first_year": "2027", "moves": "on"}
    after = saved(
        "calendar", BB, "add:profile.holidays.own", **{f"profile.holidays.own-0-{key}": new[key] for key in new}
    )
    assert after["profile"]["holidays"]["own"] == {
        "reef_day": {
            "names": {"en": "Reef Day"},
            "on": ["first friday of may", "2027-05-28"],
            "first_year": 2027,
            "moves": True,
        }
    }
    assert saved("calendar", after) == after


def test_a_holiday_of_the_package_is_not_kept() -> None:
    kept = sections.get("calendar").initial(BB)["profile.holidays.without"]
    after = saved("calendar", BB, **{"profile.holidays.without": [name for name in kept if name != "Kadooment Day"]})
    assert after["profile"]["holidays"]["without"] == ["Kadooment Day"]
    assert saved("calendar", after) == after


def test_of_another_calendar_every_holiday_is_kept() -> None:
    less = put(BB, "profile.holidays.without", ["Kadooment Day"])
    after = saved("calendar", less, **{"profile.holidays.country": "TT"})
    assert at(after, "profile.holidays.without") == []
    assert at(after, "profile.holidays.country") == "TT"
    assert at(saved("calendar", after, **{"profile.holidays.country": "BB"}), "profile.holidays.country") != "TT"


def test_without_a_calendar_holidays_of_ones_own_are_needed() -> None:
    form = refused("calendar", BB, **{"profile.holidays.country": ""})
    assert "profile.holidays.own" in form.notes


def test_an_authority_is_added_and_another_removed() -> None:
    new = {
        "kind": "management",
        "names.en": "Fisheries Division",
        "address": "Oistins\r\nBarbados",
        "email": "f@bb.example",
    }
    answers = {f"profile.authorities-2-{key}": value for key, value in new.items()}
    three = saved("authorities", BB, "add:profile.authorities", **answers)
    assert list(three["profile"]["authorities"]) == ["management", "scientific", "management_2"]
    assert three["profile"]["authorities"]["management_2"]["address"] == "Oistins\nBarbados"
    two = saved("authorities", three, "remove:profile.authorities:0")
    assert list(two["profile"]["authorities"]) == ["scientific", "management_2"]
    assert {mark.key for mark in open_marks(BB)} - {mark.key for mark in open_marks(two)} == {
        "authorities.management.email"
    }


def test_a_removed_entry_is_put_back_as_it_was_typed() -> None:
    section = sections.get("ports")
    typed = sent(as_html(section.form(BB)), **{"profile.ports-0-name": "Bridgetown Harbour"})
    removed = section.form(BB, after_button(typed, "remove:profile.ports:0")).quiet()
    assert [each.removed for each in removed.list_of("profile.ports").forms] == [True]
    back = after_button(sent(as_html(removed)), "return:profile.ports:0")
    outcome = attempt(section, BB, back)
    assert outcome.parts is not None
    assert at(outcome.parts, "profile.ports.0.name") == "Bridgetown Harbour"


def test_adding_keeps_everything_typed_and_says_nothing_of_what_is_not_done_yet() -> None:
    section = sections.get("ports")
    typed = sent(as_html(section.form(BB)), **{"profile.ports-0-locode": "not yet"})
    form = section.form(BB, after_button(typed, "add:profile.ports")).quiet()
    assert [each.told("locode") for each in form.list_of("profile.ports").forms] == ["not yet", None]
    assert not any(each.errors for each in form.list_of("profile.ports").forms)
    assert not form.errors


def test_an_entry_that_was_added_and_left_blank_is_not_there() -> None:
    assert saved("ports", BB, "add:profile.ports") == BB
    assert saved("fees", BB, "add:fees.fees") == BB


@pytest.mark.parametrize("press", ["add", "remove:", "remove:profile.ports:x", "return:nothing:99999999", "fly:home"])
def test_a_button_that_nobody_shows_does_no_harm(press: str) -> None:
    data = sent(as_html(sections.get("ports").form(BB)))
    assert sections.get("ports").form(BB, after_button(data, press) or data).quiet()


def test_a_confirmed_value_loses_its_mark_whether_changed_or_not() -> None:
    after = saved("fees", BB, confirm=["fees"], **{"fees.fees-0-amount": "60.00"})
    assert after["fees"]["confirmed"] is True
    assert "fees" not in {mark.key for mark in open_marks(after)}
    after = saved("calendar", BB, confirm=["holidays"])
    assert {mark.key for mark in open_marks(BB)} - {mark.key for mark in open_marks(after)} == {"holidays"}


def test_a_mark_moves_along_with_the_port_that_it_marks() -> None:
    parts = PROFILES["vu"]
    after = saved("ports", parts, **{"profile.ports-1-locode": "VUXXX"})
    assert after["profile"]["unconfirmed"].get("ports.VUXXX") == "assumed"
    assert "ports.VUSAN" not in after["profile"]["unconfirmed"]


@pytest.mark.parametrize(
    ("iso2", "amount", "said"),
    [
        ("vu", "2500.50", "Enter a whole amount: VUV has no smaller coin"),
        ("bb", "50.005", "Enter an amount of BBD with at most 2 decimals"),
        ("bb", "much", "Enter a number in figures, such as 1,250 or 2.5"),
        ("bb", "-5", "Ensure this value is greater than or equal to 0."),
        ("vu", "100000000", "Ensure that there are no more than 8 digits before the decimal point."),
    ],
)
def test_an_amount_that_cannot_be_is_refused_beside_it(iso2: str, amount: str, said: str) -> None:
    form = refused("fees", PROFILES[iso2], **{"fees.fees-0-amount": amount})
    assert form.list_of("fees.fees").forms[0].errors["amount"] == [said]


def test_a_price_by_the_unit_may_be_finer_than_the_coin() -> None:
    parts = PROFILES["fj"]
    after = saved("fees", parts, **{"fees.fees-1-amount": "0.0125"})
    assert at(after, "fees.fees.pieces.amount") == "0.0125"


def test_a_colour_on_which_white_cannot_be_read_is_refused_in_words() -> None:
    form = refused("appearance", BB, **{"profile.colours.brand": "#ffee00"})
    assert form.errors == {"profile.colours.brand": ["White text on this colour is hard to read: choose a darker one"]}


def test_another_crest_is_kept_while_the_colour_is_put_right() -> None:
    upload = SimpleUploadedFile("crest.svg", DRAWING.encode(), "image/svg+xml")
    form = refused("appearance", BB, {"letterhead": upload}, **{"profile.colours.brand": "#ffee00"})
    again = sent(as_html(form), **{"profile.colours.brand": "#00267f"})
    outcome = attempt(sections.get("appearance"), BB, again)
    assert outcome.parts is not None
    assert outcome.parts["letterhead"] == DRAWING


@pytest.mark.parametrize(
    ("drawing", "said"),
    [
        (b"<svg><script>alert(1)</script></svg>", "Holds <script>, which a drawing does not need"),
        (b"<svg onload='x()'/>", "Holds onload=, which a drawing does not need"),
        (b"no drawing", "Is no drawing: syntax error: line 1, column 0"),
        (b"\xff\xfe\x00", "The drawing must be an SVG file of at most 50 kB"),
        (b"<svg>" + b" " * 50_000 + b"</svg>", "The drawing must be an SVG file of at most 50 kB"),
    ],
)
def test_a_crest_that_acts_or_is_none_is_refused_beside_it(drawing: bytes, said: str) -> None:
    form = refused("appearance", BB, {"letterhead": SimpleUploadedFile("crest.svg", drawing)})
    assert form.errors == {"letterhead": [said]}


@pytest.mark.parametrize("template", ["{serial}", "{year}{serial}{x}", "26{year}bb{serial}", "{year}{"])
def test_a_template_that_makes_no_numbers_is_refused_beside_it(template: str) -> None:
    assert "profile.numbering.template" in refused("numbering", BB, **{"profile.numbering.template": template}).errors


def test_no_document_outlives_the_convention() -> None:
    form = refused("numbering", BB, **{"profile.validity_months.EXP": 7})
    assert list(form.errors) == ["profile.validity_months.EXP"]


@drawn
@given(st.sampled_from(shipped()), st.integers(1, 90))
def test_one_document_is_promised_sooner_than_others(iso2: str, days: int) -> None:
    after = saved("numbering", PROFILES[iso2], **{"profile.days_to_expect_of.EXP": days})
    assert after["profile"].pop("days_to_expect_of") == {"EXP": days}
    assert after == PROFILES[iso2]
    stated = {**PROFILES[iso2], "profile": {**PROFILES[iso2]["profile"], "days_to_expect_of": {"EXP": days}}}
    assert not saved("numbering", stated, **{"profile.days_to_expect_of.EXP": ""})["profile"].get("days_to_expect_of")


def test_nobody_is_promised_a_document_within_no_day() -> None:
    assert list(refused("numbering", BB, **{"profile.days_to_expect_of.EXP": 0}).errors) == [
        "profile.days_to_expect_of.EXP"
    ]


@drawn
@given(permits=st.integers(5, 100), cases=st.integers(5, 100), law=WORDS)
def test_papers_are_kept_as_long_as_the_law_says(permits: int, cases: int, law: str) -> None:
    stated = {"permit_years": permits, "case_years": cases, "law": law}
    after = saved("retention", BB, **{f"profile.retention.{name}": value for name, value in stated.items()})
    assert after["profile"]["retention"] == stated


@pytest.mark.parametrize("name", ["permit_years", "case_years"])
def test_no_papers_are_kept_for_less_than_the_parties_agreed_on(name: str) -> None:
    key = f"profile.retention.{name}"
    assert list(refused("retention", BB, **{key: 4}).errors) == [key]
    (fault,) = faults_of(put(BB, key, 4))
    assert (fault.key, "4 years are too few" in fault.reason) == (key, True)


def test_the_years_are_assumed_until_somebody_confirms_them() -> None:
    after = saved("retention", BB, confirm=["retention"])
    assert {mark.key for mark in open_marks(BB)} - {mark.key for mark in open_marks(after)} == {"retention"}


def test_the_languages_of_the_site_are_put_in_order() -> None:
    after = saved("names", PROFILES["vu"], **{"profile.languages_0": "fr", "profile.languages_1": "en"})
    assert after["profile"]["languages"] == ["fr", "en"]
    form = refused("names", PROFILES["vu"], **{"profile.languages_0": "fr", "profile.languages_1": "fr"})
    assert form.errors == {"profile.languages": ["Choose each language once"]}


def test_a_language_by_a_wrong_name_is_answered_with_the_likely_one() -> None:
    form = refused("names", PROFILES["vu"], **{"profile.national_languages": "Bislma"})
    assert form.errors["profile.national_languages"] == ["No language is called “Bislma”; did you mean “Bislama”?"]


def test_a_quota_is_added_by_any_name_of_its_species() -> None:
    answers = {"taxon": "queen conch", "quantity": "20000", "unit": "KGM", "year": "2026", "terms": "mea, she"}
    after = saved(
        "quotas", BB, "add:quotas.quotas", **{f"quotas.quotas-0-{key}": each for key, each in answers.items()}
    )
    assert after["quotas"]["quotas"] == {
        "quota": {"taxon": "ALI-GIG", "quantity": "20000", "unit": "KGM", "year": 2026, "terms": ["MEA", "SHE"]}
    }
    assert {name: part for name, part in after.items() if name != "quotas"} == {
        name: part for name, part in BB.items() if name != "quotas"
    }
    assert saved("quotas", after) == after


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("taxon", "unicorn", "No species or group of the list of this service has the name “unicorn”"),
        ("taxon", "tridacna", "Enter one of these names: Tridacna"),
        ("terms", "MEA, XYZ, QQQ", "There is no kind of specimen with the code XYZ, QQQ"),
        ("quantity", "-1", "greater than or equal to 0"),
        ("year", "26", "1975"),
    ],
)
def test_what_a_quota_cannot_be_is_said_and_kept(name: str, value: str, words: str) -> None:
    quota = {"taxon": "ALI-GIG", "quantity": "20000", "unit": "KGM", "year": 2026, "terms": ["MEA"]}
    parts = put(BB, "quotas.quotas", {"conch": quota})
    form = refused("quotas", parts, **{f"quotas.quotas-0-{name}": value})
    (entry,) = form.list_of("quotas.quotas").forms
    assert words in str(entry.errors[name])
    assert f'value="{value}"' in as_html(form)


def test_advice_about_a_country_is_added_from_day_to_day() -> None:
    answers = {
        "says.en": "It sends living corals back.", "effect": "advised_against", "taxon": "ACR-SPP",
        "directions": ["export"], "countries": "new zealand, FR", "begins_day": "1", "begins_month": "5",
        "begins_year": "2026", "ends": "2026-08-31",
    }  # fmt: skip
    after = saved(
        "measures", BB, "add:measures.measures", **{f"measures.measures-0-{key}": each for key, each in answers.items()}
    )
    (made,) = after["measures"]["measures"].values()
    assert (made["countries"], made["begins"], made["ends"]) == (["NZ", "FR"], "2026-05-01", "2026-08-31")
    assert saved("measures", after) == after


def test_a_stricter_measure_is_added_with_its_season() -> None:
    answers = {
        "says.en": "No conch meat leaves in the closed season.", "effect": "forbidden", "taxon": "queen conch",
        "terms": "mea", "directions": ["export"], "from_day": "05-01", "until_day": "08-31",
    }  # fmt: skip
    after = saved(
        "measures", BB, "add:measures.measures", **{f"measures.measures-0-{key}": each for key, each in answers.items()}
    )
    assert after["measures"]["measures"] == {
        "measure": {
            "says": {"en": "No conch meat leaves in the closed season."}, "effect": "forbidden", "taxon": "ALI-GIG",
            "terms": ["MEA"], "directions": ["export"], "from_day": "05-01", "until_day": "08-31",
        }
    }  # fmt: skip
    assert saved("measures", after) == after


def test_each_document_is_called_by_its_name_and_those_that_are_issued_have_a_validity() -> None:
    html = as_html(sections.get("numbering").form(BB))
    for code, document in DOCUMENTS.items():
        assert (f'name="profile.validity_months.{code}"' in html) is document.is_issued
        assert f'name="profile.days_to_expect_of.{code}"' in html
        without = {**BB, "workflow": {}}
        assert document_name(without, code) == document.name
