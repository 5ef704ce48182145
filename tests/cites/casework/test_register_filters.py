"""The filters above the register: what stands open, and what is in use, each with the way back."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from cites.accounts.models import Role
from tests.factories.accounts import person

ALL = {
    "text": "gigas", "state": "valid", "document": "EXP", "species": "conch", "appendix": "II", "term": "MEA",
    "source": "W", "purpose": "T", "trader": "sargasso", "country": "US", "signatory": "sandra", "issued": "here",
    "issued_from": "2026-01-01", "issued_until": "2026-12-31", "valid_on": "2026-06-01",
}  # fmt: skip


@pytest.fixture
def client(bb: Any) -> Any:
    client = bb.client()
    client.force_login(person(Role.MA_OFFICER))
    return client


def shown(client: Any, **asked: str) -> BeautifulSoup:
    return BeautifulSoup(client.get("/permits/", asked).content, "html.parser")


def more_filters(page: BeautifulSoup) -> Tag:
    found = page.select_one("form[role=search] details")
    assert found is not None
    return found


def tags(page: BeautifulSoup) -> dict[str, str]:
    """What is in use, and where each leads."""
    return {" ".join(tag.get_text().split()): str(tag["href"]) for tag in page.select(".a-applied__tag")}


@pytest.mark.parametrize(
    "asked", [{}, {"text": "gigas"}, {"state": "valid", "document": "EXP", "species": "conch"}, {"sort": "oldest"}]
)
def test_the_seldom_used_filters_are_folded_while_none_of_them_is_in_use(client: Any, asked: dict[str, str]) -> None:
    assert not more_filters(shown(client, **asked)).has_attr("open")


@pytest.mark.parametrize(
    "asked", [{"appendix": "II"}, {"trader": "x"}, {"issued_from": "2026-01-01"}, {"valid_on": "2026-02-30"}]
)
def test_they_are_unfolded_once_one_is_in_use_or_wrong(client: Any, asked: dict[str, str]) -> None:
    assert more_filters(shown(client, **asked)).has_attr("open")


def test_what_is_in_use_stands_above_the_permits_in_words(client: Any) -> None:
    page = shown(client, state="valid", appendix="II", issued_from="2026-01-01", sort="oldest")
    assert list(tags(page)) == [
        "Take away: State today: Valid ×", "Take away: Appendix: II ×", "Take away: Issued from: 1 January 2026 ×",
    ]  # fmt: skip
    assert page.select_one(".a-applied a.govuk-link")["href"] == "/permits/"  # type: ignore[index]


def test_without_a_filter_nothing_is_said_to_be_in_use(client: Any) -> None:
    assert not shown(client, sort="oldest").select(".a-applied")


def test_each_takes_away_itself_alone_and_keeps_the_order(client: Any) -> None:
    addresses = tags(shown(client, **ALL, sort="oldest")).values()
    left = [set(parse_qs(urlsplit(address).query)) for address in addresses]
    whole = {*ALL, "sort"}
    assert [whole - each for each in left] == [{name} for name in ordered()]


def ordered() -> list[str]:
    """The filters as the form has them."""
    from cites.casework.forms.register import RegisterForm

    return [name for name in RegisterForm.base_fields if name != "sort"]


def test_what_is_not_understood_is_no_filter_in_use(client: Any) -> None:
    assert tags(shown(client, appendix="IX", issued_from="2026-13-40")) == {}
