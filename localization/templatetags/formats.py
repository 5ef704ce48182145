"""Template filters that show a value in the language and time zone of the page: `{% load formats %}`.

Each shows nothing for None, so that a template need not ask first.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone

from kernel.money import Money
from localization.formats import format_date, format_datetime, format_money, format_quantity
from localization.languages import SOURCE_LANGUAGE, language, page_language
from localization.sentences import Spoken, sentence_of
from localization.territories import country_name

register = template.Library()


@register.filter
def money(value: Money | None) -> str:
    """`{{ fee|money }}`: BBD 50.00"""
    return "" if value is None else format_money(value, page_language())


@register.filter
def day(value: date | datetime | None) -> str:
    """`{{ invoice.due|day }}`: 23 November 2026. Of a moment, its day in the page's time zone."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return format_date(value, page_language()) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """`{{ step.at|moment }}`: 23 November 2026, 14:05 in the page's time zone."""
    if value is None:
        return ""
    return format_datetime(value, page_language(), timezone.get_current_timezone_name())


@register.filter
def quantity(value: Decimal | int | None) -> str:
    """`{{ line.quantity|quantity }}`: 1,250 or 12.5"""
    return "" if value is None else format_quantity(value, page_language())


@register.filter
def country(value: str | None) -> str:
    """`{{ consignee.country|country }}`: Fiji"""
    return country_name(value, page_language()) if value else ""


@register.filter
def sentence(value: Spoken | None) -> str:
    """`{{ reason|sentence }}`: what an error or a rule's reason says, translated, its facts filled in."""
    return "" if value is None else sentence_of(value)


@register.filter
def in_language(value: Mapping[str, str] | str | None) -> str:
    """`{{ authority.names|in_language }}`: the text in the page's language, or in the nearest that it has."""
    if value is None or isinstance(value, str):
        return value or ""
    return best_text(value, page_language())


def best_text(texts: Mapping[str, str], code: str) -> str:
    """The text in `code`, else in its fallbacks in order, else in English, else in any; empty when none."""
    for each in [code, *language(code).fallback, SOURCE_LANGUAGE]:
        if texts.get(each):
            return texts[each]
    return next(iter(texts.values()), "")
