"""The working week and public holidays, with the calendar that comes of them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from cites.administration.forms.day_words import DayRules, examples
from cites.administration.forms.entries import EntryForm
from cites.administration.forms.fields import Choice, Choices, Named, Tick, Ticks, Whole, by_default
from cites.administration.forms.keys import ABSENT, Parts, at, list_at
from cites.administration.forms.languages import site_languages, texts
from cites.administration.forms.section import Section, sections
from cites.administration.forms.section_form import Group, SectionForm, fields
from cites.administration.forms.years import calendars_shown, days_of_package
from localization.formats import format_date
from localization.languages import language, page_language
from localization.territories import country_choices
from tenants.profiles.working_days import subdivisions_of


class KeptDays(Ticks):
    """Which holidays of the package are kept; the release names those that are not."""

    def __init__(self, *, names: list[str], **options: Any) -> None:
        self.names = self.absent = names
        super().__init__(required=False, **options)

    def valid_value(self, value: Any) -> bool:
        """Any: what is no holiday of this calendar is not kept in it."""
        return True

    def read(self, plain: Any) -> list[str]:
        return [name for name in self.names if name not in super(KeptDays, self).read(plain)]

    def write(self, value: Any) -> list[str]:
        return [name for name in self.names if name not in value]

    def says(self, plain: Any, value: Any) -> bool:
        return self.read(plain) == self.read(self.write(value))


class HolidayEntry(EntryForm):
    """One holiday of the country's own."""

    list_key = "profile.holidays.own"
    title = _("Holiday")
    add_label = _("Add a holiday")

    def made(self) -> Named:
        languages = site_languages(self.parts)
        yield from texts("names", _("Name"), languages, self.entry.get("names"), most=100)
        yield "on", DayRules(label=_("On"), help_text=_on_help(), rows=2)
        yield "first_year", Whole(label=_("First year"), help_text=_("Leave empty for every year."), required=False)
        yield "last_year", Whole(label=_("Last year"), required=False)
        yield "moves", Tick(label=_("On a weekend, the next working day is a holiday too"))

    def named(self) -> str:
        return self.first_told("names")

    @classmethod
    def new_key(cls, answers: Mapping[str, Any]) -> str:
        name = next((str(value) for key, value in answers.items() if key.startswith("names.") and value), "")
        key = slugify(name).replace("-", "_").lstrip("_0123456789")[:34]
        return key or "holiday"


class CalendarForm(SectionForm):
    """When offices are open."""

    def made(self, parts: Parts) -> Iterator[Group]:
        yield Group(_("Working week"), "profile.working_time", fields=dict(self._week()))
        followed = _followed(parts)
        kept = dict(self._kept(parts, followed))
        yield Group(
            _("Public holidays"),
            "profile.holidays",
            _("Deadlines and service times are counted in working days."),
            fields(self._calendar(parts, followed), kept.items()),
        )
        yield Group(
            _("Holidays of your own"),
            "profile.holidays.own",
            _("Those that the calendar above lacks."),
            entries=HolidayEntry,
        )

    def clean(self) -> dict[str, Any]:
        """Of another calendar than the one that was shown, every holiday is kept."""
        answers = super().clean() or {}
        kept = self.fields.get("profile.holidays.without")
        if isinstance(kept, KeptDays) and any(self._other(answers, name) for name in ("country", "subdivision")):
            answers["profile.holidays.without"] = kept.names
        return answers

    def _other(self, answers: Mapping[str, Any], name: str) -> bool:
        key = f"profile.holidays.{name}"
        return key in answers and answers[key] != self.initial[key]

    def _week(self) -> Named:
        days = language(page_language()).locale.days["format"]["wide"]
        yield (
            "profile.working_time.weekdays",
            by_default(
                ["0", "1", "2", "3", "4"],
                Ticks(
                    label=_("Days on which offices are open"),
                    choices=[(str(number), days[number].capitalize()) for number in range(7)],
                    each=int,
                    error_messages={"required": _("Choose at least one day")},
                ),
            ),
        )

    def _calendar(self, parts: Parts, followed: str) -> Named:
        stated = at(parts, "profile.holidays.country")
        own = str(at(parts, "profile.iso2") or "")
        choices: Choices = [("", _("None: only holidays of your own")), *_calendars(own)]
        field = CalendarChoice(label=_("Calendar that is followed"), choices=choices, holds=stated, required=False)
        yield "profile.holidays.country", by_default(own, field)
        if subdivisions := subdivisions_of(followed) if followed else None:
            choices = [("", _("The whole country")), *((each, each) for each in subdivisions)]
            holds = at(parts, "profile.holidays.subdivision")
            yield (
                "profile.holidays.subdivision",
                Choice(
                    label=_("Part of the country"),
                    help_text=_("Where the Management Authority has its seat."),
                    choices=choices,
                    holds=holds,
                    required=False,
                ),
            )

    def _kept(self, parts: Parts, followed: str) -> Named:
        days = days_of_package(parts, followed)
        strange = [name for name in list_at(parts, "profile.holidays.without") if name not in days]
        choices = [(name, _with_dates(name, days[name])) for name in days]
        choices += [(str(name), str(name)) for name in strange]
        if choices:
            yield (
                "profile.holidays.without",
                KeptDays(
                    label=_("Holidays of that calendar that are kept"),
                    names=[name for name, _label in choices],
                    choices=choices,
                ),
            )


class CalendarChoice(Choice):
    """Whose calendar is followed; the release states it only where it is not the country's own."""

    says_optional = False

    def read(self, plain: Any) -> str:
        return plain if isinstance(plain, str) else str(self.absent)

    def write(self, value: Any) -> Any:
        return ABSENT if value == self.absent else value


def _followed(parts: Parts) -> str:
    stated = at(parts, "profile.holidays.country")
    country = stated if isinstance(stated, str) else at(parts, "profile.iso2")
    return country if isinstance(country, str) and subdivisions_of(country) is not None else ""


def _calendars(own: str) -> list[tuple[str, str]]:
    """The country's own calendar first, then the others that the package knows."""
    known = [(iso2, name) for iso2, name in country_choices(page_language()) if subdivisions_of(iso2) is not None]
    return sorted(known, key=lambda each: each[0] != own)


def _with_dates(name: str, days: list[date]) -> str | Promise:
    shown = ", ".join(format_date(day, page_language()) for day in sorted(days))
    return format_html('{} <span class="a-muted">– {}</span>', name, shown)


def _on_help() -> str | Promise:
    return format_html("{}<br>{}", _("One on each line, such as:"), ", ".join(examples(page_language())))


sections.register(
    Section(
        "calendar",
        40,
        _("Working week and holidays"),
        _("On which days the offices are open."),
        CalendarForm,
        ("profile.working_time", "profile.holidays"),
        "administration/sections/_calendar.html",
        calendars_shown,
    )
)
