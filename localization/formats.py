"""Dates, money and quantities as a reader of a language expects them, by CLDR through Babel."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date as babel_date
from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol

from kernel.money import Money, minor_units
from localization.languages import Language, language

NO_BREAK = "\u00a0"
LONGEST_NUMBER = 40
_SPACES = " \u00a0\u2009\u202f"


class NotANumber(ValueError):
    """A text is no number as people write it in that language."""


def format_money(money: Money, code: str) -> str:
    """An amount with its ISO 4217 code on the side where the language puts it: `BBD 1,250.00`, `5 000 VUV`.

    The code is shown rather than a sign because a dollar is another one in each neighbouring Party.
    """
    spoken = language(code)
    decimals = minor_units(money.currency)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    amount = _plain_spaces(format_decimal(money.amount, pattern, locale=spoken.locale))
    leads = spoken.locale.currency_formats["standard"].pattern.startswith("¤")
    parts = (money.currency, amount) if leads else (amount, money.currency)
    return NO_BREAK.join(parts)


def format_quantity(quantity: Decimal | int, code: str) -> str:
    """A number with the language's separators and no zeros after its last digit: `1,250`, `12.5`."""
    shown = format_decimal(Decimal(quantity), locale=language(code).locale, decimal_quantization=False)
    return _plain_spaces(shown)


def read_number(text: str, code: str) -> Decimal:
    """The number that a person wrote in a language: `1,250.5` in English, `1 250,5` in French.

    Digits are 0 to 9, and groups, where there are any, are of three. A point is taken for the decimal comma
    where it cannot be meant otherwise, as many keyboards have nothing else. Raises NotANumber, so for `1e5`,
    `1_000`, `NaN`, other digits, and for a comma in an English number that is no thousands'.
    """
    locale = language(code).locale
    group, decimal = get_group_symbol(locale), get_decimal_symbol(locale)
    groups = _SPACES if group in _SPACES else group
    decimals = decimal if "." in (group, decimal) else f"{decimal}."
    whole = rf"\d{{1,3}}(?:(?P<gap>[{groups}])\d{{3}}(?:(?P=gap)\d{{3}})*)|\d+"
    found = re.fullmatch(rf"(?P<sign>-?)(?P<digits>{whole})(?:[{decimals}](?P<fraction>\d+))?", text.strip(), re.ASCII)
    if found is None or len(text) > LONGEST_NUMBER:
        raise NotANumber(text[:LONGEST_NUMBER])
    digits = re.sub("[^0-9]", "", found["digits"])
    return Decimal(f"{found['sign']}{digits}.{found['fraction'] or 0}")


def kept_number(plain: Any) -> Decimal | None:
    """Return the number that plain data holds as a text or a number; None for what is none, or too long to be read."""
    try:
        found = Decimal(str(plain)) if isinstance(plain, str | int | float) else Decimal("NaN")
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found.adjusted()) < LONGEST_NUMBER else None


def format_date(day: date, code: str) -> str:
    """A day written out, never in figures alone: `23 November 2026`, `1er janvier 2026`."""
    spoken = language(code)
    pattern = _day_pattern(spoken, day)
    return babel_date(day, pattern, locale=spoken.locale)


def format_month(month: date, code: str) -> str:
    """The month of a day with its year: `November 2026`, `novembre 2026`."""
    spoken = language(code)
    pattern = spoken.locale.datetime_skeletons["yMMMM"].pattern
    if spoken.months:
        pattern = re.sub("[ML]{4}", f"'{spoken.months[month.month - 1]}'", pattern)
    return babel_date(month, pattern, locale=spoken.locale)


def format_percent(percent: Decimal, code: str) -> str:
    """A share given in percent, of which as many digits are shown as it has: `62.5%`, `62,5 %`."""
    spoken = language(code)
    pattern = spoken.locale.percent_formats[None].pattern.replace("#0", "#0.###")
    return _plain_spaces(format_decimal(percent / 100, pattern, locale=spoken.locale))


def format_datetime(moment: datetime, code: str, time_zone: str) -> str:
    """A moment on the wall clock of `time_zone` (an IANA name): `23 November 2026, 14:05`.

    Raises ValueError for a moment without a time zone, which would be shown wrong on half of the islands.
    """
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone to be shown in another.")
    local = moment.astimezone(ZoneInfo(time_zone))
    return f"{format_date(local.date(), code)}, {local:%H:%M}"


def _day_pattern(spoken: Language, day: date) -> str:
    if day.day == 1 and spoken.first_of_month:
        pattern = spoken.first_of_month
    else:
        pattern = spoken.locale.date_formats["long"].pattern
    if spoken.months:
        pattern = pattern.replace("MMMM", f"'{spoken.months[day.month - 1]}'")
    return pattern


def _plain_spaces(text: str) -> str:
    """French groups digits by a narrow space that many fonts lack; the wider one is as correct."""
    return text.replace("\u202f", NO_BREAK)
