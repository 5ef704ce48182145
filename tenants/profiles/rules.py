"""What must hold of a profile beyond the type of each value: all faults at once, in the reader's language."""

from collections.abc import Collection, Iterable, Iterator

from django.utils.translation import gettext as _

from kernel.text import LocalisedText
from tenants.profiles.days import day_in
from tenants.profiles.kinds import AuthorityKind, Standing
from tenants.profiles.schema import Profile
from tenants.profiles.working_days import calendar_of, package_holidays, subdivisions_of

Fault = dict[str, str]
WORLD_LANGUAGES = ("en", "fr", "es")
_YEARS = range(2020, 2036)


def faults_of(profile: Profile, spoken: Iterable[str] | None = None) -> list[Fault]:
    """Return key and reason of each fault; ``spoken`` are the languages that the service knows."""
    known = None if spoken is None else set(spoken)
    return [
        *_standing(profile),
        *_names(profile),
        *_authorities(profile, known),
        *_languages(profile, known),
        *_language_beside(profile),
        *_ports(profile),
        *_holidays(profile),
    ]


def missing(text: LocalisedText, wanted: Iterable[str]) -> list[str]:
    """Return the languages that ``text`` lacks, in the order in which they are wanted."""
    return [code for code in dict.fromkeys(wanted) if code not in text and code.split("-")[0] not in text]


def speaks(known: Collection[str] | None, code: str) -> bool:
    """Tell whether a language or its base language is among those known; without a list, all are."""
    return known is None or code in known or code.split("-")[0] in known


def _standing(profile: Profile) -> Iterator[Fault]:
    if profile.kind is Standing.JURISDICTION:
        yield from _jurisdiction(profile)
    elif profile.under:
        yield _fault("under", _("only a jurisdiction issues under a Party"))
    if profile.numbering.iso2 not in (None, profile.iso2, profile.under):
        reason = _("numbers begin with %(iso2)s, or in a jurisdiction with its Party's code") % {"iso2": profile.iso2}
        yield _fault("numbering.iso2", reason)
    if profile.kind is Standing.NON_PARTY:
        for code in missing(profile.comparable_statement, profile.document_languages):
            yield _fault(
                f"comparable_statement.{code}", _("is missing: documents of a non-Party must say what they are")
            )


def _jurisdiction(profile: Profile) -> Iterator[Fault]:
    if not profile.under:
        yield _fault("under", _("say under which Party the jurisdiction issues, by its ISO code"))
    elif profile.under == profile.iso2:
        yield _fault("under", _("a jurisdiction does not issue under itself"))
    elif profile.numbering.iso2 == profile.under and profile.iso2 not in profile.numbering.template:
        reason = _("numbers with the code %(code)s must hold %(iso2)s besides, or two jurisdictions collide")
        yield _fault("numbering.template", reason % {"code": profile.under, "iso2": profile.iso2})


def _names(profile: Profile) -> Iterator[Fault]:
    for code in missing(profile.names, [*WORLD_LANGUAGES, *profile.national_languages]):
        yield _fault(f"names.{code}", _("is missing"))


def _authorities(profile: Profile, known: Collection[str] | None) -> Iterator[Fault]:
    site = [code for code in profile.languages if speaks(known, code)]
    kinds = {authority.kind for authority in profile.authorities.values()}
    if AuthorityKind.MANAGEMENT not in kinds:
        yield _fault("authorities", _("names no Management Authority"))
    if AuthorityKind.SCIENTIFIC not in kinds:
        yield _fault("authorities", _("names no Scientific Authority"))
    for key, authority in profile.authorities.items():
        for code in missing(authority.names, [*profile.document_languages, *site]):
            yield _fault(f"authorities.{key}.names.{code}", _("is missing"))


def _languages(profile: Profile, known: Collection[str] | None) -> Iterator[Fault]:
    for code in profile.languages:
        if known is not None and not speaks(known, code):
            reason = _("the service does not speak %(code)s; it speaks %(known)s")
            yield _fault("languages", reason % {"code": code, "known": ", ".join(sorted(known))})
    for key in ("languages", "document_languages", "national_languages", "other_time_zones"):
        yield from (_fault(key, _named_twice(each)) for each in _twice(getattr(profile, key)))


def _language_beside(profile: Profile) -> Iterator[Fault]:
    national, chosen = profile.national_languages, profile.beside.language
    for code in profile.beside.words:
        if code in WORLD_LANGUAGES:
            yield _fault(f"beside.words.{code}", _("is not stated: these words are the Convention's own"))
        elif code not in national:
            yield _fault(f"beside.words.{code}", _("%(code)s is none of the national languages") % {"code": code})
    if not chosen or chosen in WORLD_LANGUAGES:
        return
    if chosen not in national:
        yield _fault("beside.language", _("%(code)s is none of the national languages") % {"code": chosen})
    elif not profile.beside.words.get(chosen):
        yield _fault("beside.language", _("there are no words of the form in %(code)s yet") % {"code": chosen})


def _ports(profile: Profile) -> Iterator[Fault]:
    zones = {None, profile.time_zone, *profile.other_time_zones}
    for port in profile.ports:
        if port.locode[:2] not in (profile.iso2, profile.under):
            reason = _("%(locode)s is no port of %(iso2)s") % {"locode": port.locode, "iso2": profile.iso2}
            yield _fault(f"ports.{port.locode}", reason)
        if port.time_zone not in zones:
            reason = _("%(zone)s stands in no list of this profile's zones") % {"zone": port.time_zone}
            yield _fault(f"ports.{port.locode}.time_zone", reason)
    yield from (_fault("ports", _named_twice(each)) for each in _twice(port.locode for port in profile.ports))


def _holidays(profile: Profile) -> Iterator[Fault]:
    country, stated = calendar_of(profile), profile.holidays
    parts = subdivisions_of(country) if country else []
    if parts is None:
        reason = _("there is no calendar of %(country)s: write “” and state its own holidays") % {"country": country}
        yield _fault("holidays.country", reason)
    elif not country and not stated.own:
        yield _fault("holidays.own", _("where there is no calendar to begin from, state the country's own holidays"))
    elif stated.subdivision and stated.subdivision not in parts:
        reason = _("the calendar of %(country)s has no part %(part)s")
        yield _fault("holidays.subdivision", reason % {"country": country, "part": stated.subdivision})
    else:
        yield from _holidays_not_kept(profile, country)
    for key, holiday in stated.own.items():
        years = range(holiday.first_year or _YEARS.start, (holiday.last_year or _YEARS.stop) + 1)
        if not any(day_in(rule, year) for rule in holiday.on for year in years):
            yield _fault(f"holidays.own.{key}", _("there is no such day in its years"))


def _holidays_not_kept(profile: Profile, country: str) -> Iterator[Fault]:
    if not profile.holidays.without:
        return
    days = [package_holidays(country, profile.holidays.subdivision, year) for year in _YEARS]
    known = {part for year in days for _day, name in year for part in name.split("; ")}
    for index, name in enumerate(profile.holidays.without):
        if name not in known:
            reason = _("the calendar of %(country)s has no holiday “%(name)s”") % {"country": country, "name": name}
            yield _fault(f"holidays.without.{index}", reason)


def _named_twice(value: str) -> str:
    return _("names %(value)s twice") % {"value": value}


def _twice(values: Iterable[str]) -> list[str]:
    listed = list(values)
    return sorted({each for each in listed if listed.count(each) > 1})


def _fault(key: str, reason: str) -> Fault:
    return {"key": key, "reason": reason}
