"""Money, quantities and dates read as officers of each language write them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from kernel.money import Money
from localization.formats import (
    NotANumber,
    format_date,
    format_datetime,
    format_money,
    format_month,
    format_percent,
    format_quantity,
    kept_number,
    read_number,
)
from localization.forms import NumberField
from localization.languages import UnknownLanguage
from localization.templatetags import formats as filters
from localization.territories import country_choices, country_name

NB = "\u00a0"


@pytest.mark.parametrize(
    ("language", "amount", "currency", "shown"),
    [
        ("en", "1250.5", "BBD", f"BBD{NB}1,250.50"),
        ("fr", "1250.5", "BBD", f"1{NB}250,50{NB}BBD"),
        ("es", "1250.5", "XCG", f"XCG{NB}1,250.50"),
        ("en", "5000", "VUV", f"VUV{NB}5,000"),
        ("fr", "5000", "XPF", f"5{NB}000{NB}XPF"),
        ("en", "0", "FJD", f"FJD{NB}0.00"),
        ("en", "-30", "FJD", f"FJD{NB}-30.00"),
    ],
)
def test_money_has_its_code_and_the_decimals_of_its_currency(
    language: str, amount: str, currency: str, shown: str
) -> None:
    assert format_money(Money(Decimal(amount), currency), language) == shown


@pytest.mark.parametrize(
    ("language", "quantity", "shown"),
    [
        ("en", "12.500", "12.5"),
        ("fr", "12.500", "12,5"),
        ("en", "5E+2", "500"),
        ("en", "1234567.125", "1,234,567.125"),
        ("fr", "1250", f"1{NB}250"),
        ("en", "0.000", "0"),
    ],
)
def test_a_quantity_has_no_zeros_after_its_last_digit(language: str, quantity: str, shown: str) -> None:
    assert format_quantity(Decimal(quantity), language) == shown


@pytest.mark.parametrize(
    ("language", "day", "shown"),
    [
        ("en", date(2026, 11, 23), "23 November 2026"),
        ("fr", date(2026, 11, 23), "23 novembre 2026"),
        ("fr", date(2027, 1, 1), "1er janvier 2027"),
        ("es", date(2026, 3, 5), "5 de marzo de 2026"),
    ],
)
def test_a_date_is_written_out_with_the_day_before_the_month(language: str, day: date, shown: str) -> None:
    assert format_date(day, language) == shown


def test_a_moment_is_shown_on_the_wall_clock_of_the_place() -> None:
    moment = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    assert format_datetime(moment, "en", "America/Barbados") == "23 November 2026, 18:30"
    assert format_datetime(moment, "fr", "Pacific/Efate") == "24 novembre 2026, 09:30"


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        format_datetime(datetime(2026, 11, 23), "en", "Pacific/Fiji")


def test_a_language_that_nobody_described_is_named_in_the_error() -> None:
    with pytest.raises(UnknownLanguage, match="xx"):
        format_quantity(Decimal(1), "xx")


def test_filters_follow_the_language_and_the_time_zone_of_the_page() -> None:
    moment = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    with translation.override("fr"), timezone.override("Pacific/Efate"):
        assert filters.moment(moment) == "24 novembre 2026, 09:30"
        assert filters.day(moment) == "24 novembre 2026"
        assert filters.money(Money(Decimal(5000), "VUV")) == f"5{NB}000{NB}VUV"
        assert filters.country("FJ") == "Fidji"


def test_filters_show_nothing_for_nothing() -> None:
    shown = [each(None) for each in (filters.money, filters.day, filters.moment, filters.quantity)]
    assert shown == ["", "", "", ""]


def test_a_text_in_several_languages_falls_back_to_english_and_then_to_any() -> None:
    with translation.override("es"):
        assert filters.in_language({"en": "Permit", "fr": "Permis"}) == "Permit"
        assert filters.in_language({"fr": "Permis"}) == "Permis"
        assert filters.in_language({}) == ""
        assert filters.in_language("already one") == "already one"


def test_a_page_in_a_language_of_django_alone_is_formatted_in_english() -> None:
    with translation.override("ja"):
        assert filters.day(date(2026, 11, 23)) == "23 November 2026"


def test_countries_are_named_and_ordered_in_the_reader_s_language() -> None:
    names = [name for _, name in country_choices("fr")]
    assert country_name("VU", "fr") == "Vanuatu"
    assert names.index("Égypte") < names.index("Fidji")
    assert "EU" not in dict(country_choices("en"))
    assert len(country_choices("en")) == 249


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "1250", "1250"),
        ("en", " 1,250 ", "1250"),
        ("en", "1,250,000.75", "1250000.75"),
        ("en", "0012.50", "12.50"),
        ("fr", "1 250,5", "1250.5"),
        ("fr", f"1{NB}250", "1250"),
        ("fr", "1\u202f250\u202f000", "1250000"),
        ("fr", "2,5", "2.5"),
        ("fr", "2.5", "2.5"),
        ("es", "1,250.5", "1250.5"),
        ("en", "-1", "-1"),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(language: str, text: str, number: str) -> None:
    assert read_number(text, language) == Decimal(number)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        *(("en", text) for text in ("٣", "１２", "1e5", "1E5", "1_000", "NaN", "Infinity", "-inf", "0x1f", "+5")),
        *(("en", text) for text in ("12,5", "1,25", "1,2500", "1 250", "1,250,00", "1.2.3", "12.", ".5", ",5")),
        *(("en", text) for text in ("", "-", "12 kg", "1,250.000,5", "9" * 41, "1\n2")),
        *(("fr", text) for text in ("1,250,000", "1.250,5", "1 25", "1 250 00", "1\u202f250 000", "٣", "1e5")),
    ],
)
def test_anything_else_is_no_number(language: str, text: str) -> None:
    with pytest.raises(NotANumber):
        read_number(text, language)


@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("number", ["0.5", "12", "999", "1250", "1250000.123456"])
def test_what_is_shown_is_read_back(language: str, number: str) -> None:
    assert read_number(format_quantity(Decimal(number), language), language) == Decimal(number)


@pytest.mark.parametrize(("language", "example"), [("en", "1,250 or 2.5"), ("fr", f"1{NB}250")])
def test_a_form_refuses_with_an_example_of_the_language(language: str, example: str) -> None:
    field = NumberField(max_digits=18, decimal_places=6)
    with translation.override(language):
        assert field.prepare_value(Decimal("2.500")) == ("2.5" if language == "en" else "2,5")
        with pytest.raises(ValidationError) as refused:
            field.clean("1e5")
        assert example in " ".join(refused.value.messages)


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "November 2026"), ("fr", "novembre 2026"), ("es", "noviembre de 2026")]
)
def test_a_month_has_its_name_and_its_year(language: str, shown: str) -> None:
    assert format_month(date(2026, 11, 23), language) == shown


@pytest.mark.parametrize(
    ("language", "percent", "shown"),
    [("en", "100", "100%"), ("en", "62.5", "62.5%"), ("fr", "62.5", f"62,5{NB}%"), ("fr", "0", f"0{NB}%")],
)
def test_a_share_has_the_sign_where_the_language_puts_it(language: str, percent: str, shown: str) -> None:
    assert format_percent(Decimal(percent), language) == shown


@pytest.mark.parametrize("odd", ["", "NaN", "Infinity", "1e999999999", "1e-999999", "five", None, [], {}])
def test_what_is_kept_and_is_no_number_that_anybody_reads_is_none(odd: Any) -> None:
    assert kept_number(odd) is None


@pytest.mark.parametrize(("kept", "number"), [("12.50", "12.50"), (7, "7"), ("0", "0"), (2.5, "2.5")])
def test_what_is_kept_as_a_number_is_read_exactly(kept: Any, number: str) -> None:
    assert str(kept_number(kept)) == number
