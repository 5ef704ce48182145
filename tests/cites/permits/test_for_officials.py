"""What officials are told of an application beside the rules: from the permits of others, and of the quotas of the year."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from cites.permits.models import Application
from cites.permits.queries.applications import reasons_against
from cites.permits.queries.earlier_permits import earlier_permits
from cites.permits.queries.for_officials import reasons_for_officials
from cites.permits.services.permits import cancel_permit, endorse_permit
from cites.permits.words import sentence_about_line, sentence_of_reason
from kernel.reasons import Reason
from tenants.context import today
from tests.factories.permits import CONCH, SHELLS, alike, an_application, cast, issued
from tests.factories.quotas import CONCH_MEAT, with_quotas

ALONE = {"OWN-UNUSUAL", "R-II-MON", "B-QYEAR"}


@pytest.fixture
def who(bb: Any) -> Any:
    return cast()


def told(application: Application) -> dict[str, Reason]:
    return {each.code: each for each in reasons_for_officials(application) if each.code in ALONE}


def asking(who: Any, quantity: str) -> Application:
    return an_application(who.trader, ({**CONCH, "quantity": Decimal(quantity)},))


def some_permits(who: Any, number: int) -> list[Any]:
    """So many permits for 1,250 kg of meat, of the last months."""
    first = issued(who)
    return [first, *(alike(first, on=today() - timedelta(days=30 * each)) for each in range(1, number))]


def test_a_quantity_beyond_what_is_usual_is_told_to_officials_and_not_to_the_applicant(who: Any) -> None:
    some_permits(who, 10)
    application = asking(who, "12500")
    found = told(application)["OWN-UNUSUAL"]
    sentence = sentence_about_line(found)
    assert all(words in sentence for words in ("10 times", "1,250 kg", "10 of our permits"))
    assert not {each.code for each in reasons_against(application)} & ALONE
    assert "OWN-UNUSUAL" not in told(asking(who, "6250"))


def test_of_nine_permits_nothing_is_usual_and_what_was_cancelled_is_none_of_them(who: Any) -> None:
    permits = some_permits(who, 10)
    cancel_permit(permit=permits[0], reason="Spoilt.", official=who.signatory)
    assert "OWN-UNUSUAL" not in told(asking(who, "999999"))


def test_what_is_older_than_five_years_is_compared_no_more(who: Any) -> None:
    first = issued(who)
    for years in range(1, 12):
        alike(first, on=today() - timedelta(days=366 * 5 + years))
    assert len(earlier_permits(asking(who, "1"), today())) == 1


def test_the_scientific_authority_reads_what_was_granted_and_what_left(who: Any) -> None:
    permit = issued(who)
    alike(permit)
    quantities = {line.position: Decimal(250) if line.term == "MEA" else Decimal(1) for line in permit.lines.all()}
    endorse_permit(
        permit=permit, quantities=quantities, exported_on=today(), port=permit.port_of_exit, official=who.customs
    )
    sentence = sentence_of_reason(told(asking(who, "5"))["R-II-MON"])
    assert all(words in sentence for words in ("2 export permits", "2,500 kg", "250 kg left on those 1 "))
    assert "R-II-MON" not in told(an_application(who.trader, ({**SHELLS, "term": "LIV"},)))


def test_under_a_quota_it_is_said_to_which_year_a_permit_counts(who: Any) -> None:
    application = asking(who, "5")
    assert "B-QYEAR" not in told(application)
    with_quotas(conch=CONCH_MEAT)
    found = told(application)["B-QYEAR"]
    assert (found.data["lines"], str(today().year) in sentence_of_reason(found)) == ([1], True)
    pre_convention = an_application(who.trader, ({**CONCH, "source": "O", "source2": "W"},))
    assert "B-QYEAR" not in told(pre_convention)
