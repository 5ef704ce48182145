"""The profiles that ship are sound, and say of themselves what is not."""

import pytest
from babel import Locale, UnknownLocaleError
from babel.numbers import get_territory_currencies

from tenants.profiles.confirmation import values_to_confirm
from tenants.profiles.files import folder_of, shipped
from tenants.profiles.kinds import Doubt
from tenants.profiles.working_days import public_holidays
from tenants.releases.folder_check import faults_of_folder
from tenants.releases.publishing import published
from tenants.releases.services import parts_of
from tests.factories.profiles import profile_of

ALL = shipped()


@pytest.mark.parametrize("iso2", ALL)
def test_no_fault_is_found(iso2: str) -> None:
    assert faults_of_folder(folder_of(iso2)) == []


@pytest.mark.parametrize("iso2", ALL)
def test_every_year_has_holidays(iso2: str) -> None:
    assert all(len(public_holidays(profile_of(iso2), year)) >= 8 for year in (2026, 2027, 2028))


@pytest.mark.parametrize("iso2", ALL)
def test_the_currency_is_the_one_in_use(iso2: str) -> None:
    assert profile_of(iso2).currency in get_territory_currencies(iso2.upper())


@pytest.mark.parametrize("iso2", ALL)
def test_a_name_in_a_national_language_is_that_of_cldr_or_marked(iso2: str) -> None:
    profile = profile_of(iso2)
    for code in set(profile.national_languages) - {"en", "fr", "es"}:
        assert profile.names[code] == _of_cldr(iso2, code) or f"names.{code}" in profile.unconfirmed


@pytest.mark.parametrize("iso2", ALL)
def test_invented_addresses_fees_and_colours_are_marked(iso2: str) -> None:
    marks = {mark.key: mark.doubt for mark in values_to_confirm(parts_of(folder_of(iso2)))}
    assert marks["authorities.management.email"] == marks["fees"] == marks["colours"] == Doubt.INVENTED
    assert "ports" in marks
    assert all(one.email.endswith(".example") for one in profile_of(iso2).authorities.values())


def _of_cldr(iso2: str, code: str) -> str | None:
    try:
        return Locale.parse(code).territories.get(iso2.upper())
    except UnknownLocaleError:
        return None


def test_what_is_published_for_editors_and_readers_is_what_the_types_say() -> None:
    for path, text in published().items():
        assert path.read_text("utf-8") == text, f"{path.name}: run manage.py write_profile_schema"
