"""Whether a permit is needed, asked by somebody without an account on a phone without scripts."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import PHONE
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Enter = Callable[..., Visitor]


@pytest.fixture
def tourist(visit: Enter) -> Visitor:
    return visit("bb", viewport=PHONE, scripted=False)


def test_a_shell_in_the_luggage_and_a_shell_for_sale_have_different_answers(tourist: Visitor) -> None:
    tourist.go("/need-a-permit/").sees("You need no account.")
    tourist.fill(q="Aliger gigas", term="SHE", quantity="1", to="US", carried=True)
    tourist.unfold("More about it").fill(residence="US", purpose="P").press("Show the answer")
    at_ease = tourist.heading
    tourist.sees("As things stand on", "This data holds no suspensions of trade and no published export quotas.")
    tourist.fill(carried=False, quantity="200", purpose="T").press("Show the answer")
    tourist.sees("The documents, in this order", "Export permit")
    assert tourist.heading != at_ease


def test_a_name_that_may_be_several_is_asked_about_and_nothing_typed_is_lost(tourist: Visitor) -> None:
    tourist.go("/need-a-permit/").fill(q="conch", term="SHE", quantity="2", to="US", carried=True)
    tourist.press("Show the answer")
    if "Which species do you mean?" in tourist.text:
        tourist.press("Aliger gigas")
    tourist.sees("Aliger gigas", "What the rules say")
    assert tourist.page.locator("main [name=quantity]").input_value() == "2"
    assert tourist.page.locator("main [name=carried]").is_checked()


def test_what_is_forgotten_is_named_and_the_rest_is_kept(tourist: Visitor) -> None:
    tourist.go("/need-a-permit/").fill(q="", quantity="0", to="US").press("Show the answer", status=422)
    tourist.sees("Enter the name of the species", "The quantity must be more than nothing")
    tourist.to_the_fault()
    tourist.fill(q="unicorn", quantity="1").press("Show the answer", status=422)
    tourist.sees("Nothing in our list is called that.")


def test_the_page_of_a_species_says_what_our_data_do_not_hold(tourist: Visitor) -> None:
    tourist.go("/species/").fill(q="unicorn").press("Search").sees("No species found", "Species data:")
    tourist.fill(q="queen conch").press("Search").press("Aliger gigas")
    tourist.sees("Suspensions of trade None is in our data", "This data holds no suspensions of trade")
    tourist.press("Do I need a permit?")
    assert tourist.page.locator("main [name=q]").input_value() == "Aliger gigas"
