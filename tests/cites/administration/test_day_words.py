"""A holiday's day is written as people say it, and read as it is written, in every language of the service."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from cites.administration.forms.day_words import DayRules, rule_called, rule_in_words
from localization.languages import languages
from tenants.profiles.days import MONTHS, PLACES, WEEKDAYS, day_in

LANGUAGES = st.sampled_from([each.code for each in languages()])
RULES = st.one_of(
    st.dates().map(lambda day: f"{day:%m-%d}"),
    st.integers(-99, 99).map(lambda days: f"easter {days:+d}" if days else "easter"),
    st.builds("{} {} of {}".format, st.sampled_from(PLACES), st.sampled_from(WEEKDAYS), st.sampled_from(MONTHS)),
    st.dates().filter(lambda day: 1900 <= day.year <= 2200).map(str),
)


@given(rule=RULES, code=LANGUAGES)
def test_what_is_written_is_what_is_read(rule: str, code: str) -> None:
    assert rule_called(rule_in_words(rule, code), code) == rule


@given(rule=RULES, code=LANGUAGES)
def test_the_rule_itself_is_read_too(rule: str, code: str) -> None:
    assert rule_called(rule, code) == rule


@given(text=st.text(), code=LANGUAGES)
def test_whatever_is_read_is_a_rule(text: str, code: str) -> None:
    rule = rule_called(text, code)
    assert rule is None or (day_in(rule, 2028) or True)


@pytest.mark.parametrize(
    ("text", "code", "rule"),
    [
        ("28 April", "en", "04-28"),
        ("april 28", "en", "04-28"),
        ("Easter Sunday", "en", "easter"),
        ("2 days before Easter Sunday", "en", "easter -2"),
        ("First Monday in August", "en", "first monday of august"),
        ("28 May 2027", "en", "2027-05-28"),
        ("May 28, 2027", "en", "2027-05-28"),
        ("29 February 2027", "en", None),
        ("28 avril", "fr", "04-28"),
        ("1er janvier 2027", "fr", "2027-01-01"),
        ("15 AOUT", "fr", "08-15"),
        ("28 de mayo de 2027", "es", "2027-05-28"),
        ("soon", "en", None),
        ("31 April", "en", None),
    ],
)
def test_people_write_a_day_in_their_own_way(text: str, code: str, rule: str | None) -> None:
    assert rule_called(text, code) == rule


def test_a_line_that_is_no_day_is_answered_with_the_likely_one() -> None:
    with override("en"), pytest.raises(ValidationError) as refused:
        DayRules().clean("28 April\n28 Aprl\nwhenever")
    assert refused.value.messages == [
        "“28 Aprl” is no day: did you mean “28 April”?",
        "“whenever” is no day: write it like 28 April, 2 days before Easter Sunday, first Monday in August, 28 May 2027",
    ]


def test_the_same_day_in_two_lines_is_one_too_many() -> None:
    with override("en"), pytest.raises(ValidationError, match="there twice"):
        DayRules().clean("28 April\nApril 28")
