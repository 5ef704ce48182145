"""The administrator's pages of the sections of a draft, as a browser without JavaScript has them."""

from typing import Any

import pytest

from cites.accounts.models import Role
from cites.administration.forms.section import load_sections, sections
from tests.factories.accounts import person
from tests.factories.administration import sent

load_sections()
ALL = [section.name for section in sections.in_order()]


@pytest.fixture
def client(bb: Any) -> Any:
    client = bb.client()
    client.force_login(person(role=Role.PARTY_ADMINISTRATOR))
    return client


def page(name: str) -> str:
    return f"/administration/draft/{name}/"


@pytest.mark.parametrize("name", ALL)
def test_a_page_opens_and_sent_as_it_is_changes_nothing(client: Any, name: str) -> None:
    answer = client.get(page(name))
    assert answer.status_code == 200
    again = client.post(page(name), dict(sent(answer.content.decode()).lists()))
    assert again.status_code in (302,)
