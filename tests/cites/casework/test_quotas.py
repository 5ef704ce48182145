"""The balance of a quota, as officers read it on the case page and in the dossier."""

from typing import Any

import pytest

from cites.casework.dossier.sections import sections_of
from cites.casework.queries.casefile import case_file
from cites.permits.models import Application
from tests.factories.permits import an_application, cast, do, issued
from tests.factories.quotas import CONCH_MEAT, with_quotas


@pytest.fixture
def asked(bb: Any) -> Any:
    """Conch meat was permitted, and more of it is asked for than is left."""
    who = cast()
    with_quotas(conch={**CONCH_MEAT, "quantity": "2000", "stated_in": "Official Gazette No. 12"})
    issued(who)
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    return application, who


def page(place: Any, application: Application, reader: Any) -> str:
    client = place.client()
    client.force_login(reader)
    return str(client.get(f"/cases/{application.reference}/").content.decode())


def test_the_case_page_shows_what_is_left_and_that_it_is_too_little(bb: Any, asked: Any) -> None:
    application, who = asked
    html = page(bb, application, who.officer)
    for words in (
        "Export quotas", '<i lang="la">Aliger gigas</i>, 2026; meat (MEA); ', "Official Gazette No. 12",
        "This application asks for more than is left.",
        "Quota: 2,000\u00a0kg; Used by permits: 1,250\u00a0kg; Approved: 0\u00a0kg; Left: 750\u00a0kg; Asked here: 1,250\u00a0kg",
    ):  # fmt: skip
        assert words in html


def test_whoever_may_not_read_what_was_permitted_sees_no_quota(bb: Any, asked: Any) -> None:
    application, who = asked
    assert "Export quotas" not in page(bb, application, who.cashier)


def test_without_a_quota_the_page_says_nothing_of_quotas(bb: Any) -> None:
    who = cast()
    application = an_application(who.trader)
    do(application, "submit", who.trader)
    assert "Export quotas" not in page(bb, application, who.officer)


def test_the_dossier_has_the_balance(asked: Any) -> None:
    application, who = asked
    (section,) = (
        each for each in sections_of(case_file(application.reference, who.officer)) if each.title == "Export quotas"
    )
    assert ("Left", "750\u00a0kg") in section.blocks[2].rows
