"""The days of holidays in words: “28 April”, “2 days before Easter Sunday”, “first Monday in August”, “28 May 2026”.

A language's words are a table of every day that a rule can name, so what is written is always what is read.
"""

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from functools import cache
from unicodedata import combining, normalize

from babel import Locale
from babel.dates import format_skeleton
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext, override, pgettext
from django.utils.translation import gettext_lazy as _

from cites.administration.forms.per_line import PerLine
from localization.formats import format_date
from localization.languages import Language, language, page_language
from tenants.profiles.days import MONTHS, PLACES, WEEKDAYS

_LEAP = 2000
_FARTHEST = 99  # days from Easter
_YEARS = range(1900, 2201)


class DayRules(PerLine):
    """Days of a holiday in the page's language, one a line."""

    def in_words(self, value: str) -> str:
        return rule_in_words(value, page_language())

    def understood(self, line: str) -> str:
        rule = rule_called(line, page_language())
        if rule is None:
            raise _no_day(line)
        return rule


def rule_in_words(rule: str, code: str) -> str:
    """Return a rule as people say it; a text that is no rule as it is."""
    if rule in _words(code):
        return _words(code)[rule]
    day = _single_day(rule)
    return format_date(day, code) if day else rule


def rule_called(text: str, code: str) -> str | None:
    """Return the rule of the day that people call so in the language, or None."""
    steps = _folded(text).split()
    years = [step for step in steps if len(step) == 4 and step.isdecimal()]
    yearly = _rules(code).get(" ".join(step for step in steps if step not in years))
    if not years:
        return yearly or (text if _single_day(text) else None)
    single = f"{years[0]}-{yearly}"
    return single if _single_day(single) else None


def examples(code: str) -> list[str]:
    """Return one day of each kind, in words."""
    return [rule_in_words(rule, code) for rule in ("04-28", "easter -2", "first monday of august", "2027-05-28")]


def _single_day(rule: str) -> date | None:
    try:
        day = date.fromisoformat(rule) if len(rule) == len("2026-05-28") else None
    except ValueError:
        return None
    return day if day and day.year in _YEARS else None


def _no_day(line: str) -> ValidationError:
    known = _rules(page_language())
    near = get_close_matches(_folded(line), known, 1, 0.75)
    if near:
        words = {"line": line, "day": rule_in_words(known[near[0]], page_language())}
        return ValidationError(_("“%(line)s” is no day: did you mean “%(day)s”?"), params=words)
    words = {"line": line, "days": ", ".join(examples(page_language()))}
    return ValidationError(_("“%(line)s” is no day: write it like %(days)s"), params=words)


@cache
def _words(code: str) -> dict[str, str]:
    """Every yearly rule with its words in the language."""
    with override(code):
        return dict([*_yearly(language(code)), *_by_easter(), *_by_weekday(language(code).locale)])


@cache
def _rules(code: str) -> dict[str, str]:
    """Every rule by its words and by itself, without regard to case, accents and signs."""
    months = language(code).locale.months["format"]["wide"]
    found = {_folded(rule): rule for rule in _words(code)}
    for day in _days():
        dated = _folded(format_date(day, code)).replace(str(_LEAP), "")
        for words in (dated, f"{day.day} {months[day.month]}", f"{months[day.month]} {day.day}"):
            found[_folded(words)] = f"{day:%m-%d}"
    return found | {_folded(words): rule for rule, words in _words(code).items()}


def _yearly(spoken: Language) -> Iterator[tuple[str, str]]:
    for day in _days():
        words = format_skeleton("MMMMd", day, locale=spoken.locale)
        if spoken.months:
            words = f"{day.day} {spoken.months[day.month - 1]}"
        yield f"{day:%m-%d}", words


def _by_easter() -> Iterator[tuple[str, str]]:
    yield "easter", gettext("Easter Sunday")
    for count in range(1, _FARTHEST + 1):
        before = ngettext("%(count)s day before Easter Sunday", "%(count)s days before Easter Sunday", count)
        after = ngettext("%(count)s day after Easter Sunday", "%(count)s days after Easter Sunday", count)
        yield f"easter -{count}", before % {"count": count}
        yield f"easter +{count}", after % {"count": count}


def _by_weekday(locale: Locale) -> Iterator[tuple[str, str]]:
    places = (
        pgettext("weekday of a month", "first"),
        pgettext("weekday of a month", "second"),
        pgettext("weekday of a month", "third"),
        pgettext("weekday of a month", "fourth"),
        pgettext("weekday of a month", "last"),
    )
    for place, named in zip(PLACES, places, strict=True):
        for number, weekday in enumerate(WEEKDAYS):
            for index, month in enumerate(MONTHS, 1):
                words = {
                    "place": named,
                    "weekday": locale.days["format"]["wide"][number],
                    "month": locale.months["format"]["wide"][index],
                }
                yield f"{place} {weekday} of {month}", gettext("%(place)s %(weekday)s in %(month)s") % words


def _days() -> Iterator[date]:
    first = date(_LEAP, 1, 1).toordinal()
    return (date.fromordinal(first + each) for each in range(366))


def _folded(text: str) -> str:
    plain = "".join(each for each in normalize("NFKD", text.replace("−", "-")) if not combining(each))
    return " ".join("".join(each if each.isalnum() or each in "-+" else " " for each in plain.casefold()).split())
