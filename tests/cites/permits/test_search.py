"""Finding applications by what a person remembers: the words kept, the words asked, and what fits."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.accounts.erasure import anonymise_person
from cites.accounts.services import change_profile
from cites.permits.models import Application
from cites.permits.queries.search import applications_with
from cites.permits.rules.search_words import MOST_ASKED, words_asked, words_to_find
from cites.permits.services.indexing import index_the_rest
from tests.factories.accounts import person
from tests.factories.permits import CONCH, an_application, cast, do, issued


def sent(**more: Any) -> Application:
    application = an_application(person(role="trader", name="Rosalind Gittens"), **more)
    do(application, "submit", application.applicant)
    return application


def found(**asked: str) -> list[str]:
    return [each.reference for each in applications_with(Application.objects.order_by("pk"), **asked)]


def test_a_number_is_found_whole_by_its_letters_and_by_its_digits_without_zeros() -> None:
    assert words_to_find(["26FJ000041"]) == ["26fj000041", "26", "fj", "000041", "41"]
    assert words_to_find(["BB-26-000007"]) == ["bb", "26", "000007", "7"]


def test_accents_and_capitals_do_not_matter() -> None:
    assert words_asked("ÉTABLISSEMENTS Müller") == ["etablissements", "muller"]


@given(st.text())
def test_every_word_that_somebody_could_type_from_a_text_is_one_that_is_found(text: str) -> None:
    kept = words_to_find([text])
    assert all(any(word.startswith(asked) for word in kept) for asked in words_asked(text))


@given(st.text())
def test_words_asked_are_letters_and_digits_and_not_too_many(text: str) -> None:
    asked = words_asked(text)
    assert len(asked) <= MOST_ASKED
    assert all(word.isalnum() or not word.isascii() for word in asked)
    assert not any(sign in word for word in asked for sign in "'\\:&|!*() ")


@pytest.mark.parametrize(
    "text", ["gittens", "Rosalind G", "SARGASSO seaf", "pelagic", "aliger", "gigas al", "Queen", "7781", "bb-2"]
)
def test_a_case_is_found_by_a_beginning_of_anything_that_it_says(bb: Any, text: str) -> None:
    application = sent(lines=[CONCH | {"marks": "LOT 7781/B"}])
    assert found(text=text) == [application.reference]


@pytest.mark.parametrize("text", ["ittens", "gittens nobody", "%", "'", "aliger:*", "  ' | ' "])
def test_nothing_else_is_found(bb: Any, text: str) -> None:
    sent()
    assert found(text=text) == ([] if text != "aliger:*" else found(text="aliger"))


def test_a_trader_is_not_found_by_the_name_of_a_species(bb: Any) -> None:
    application = sent(exporter_name="Gigas Trading")
    other = sent(lines=[CONCH])
    assert found(trader="gigas") == [application.reference]
    assert found(species="aliger gig") == [application.reference, other.reference]
    assert found(species="rosalind") == []


def test_a_draft_is_not_found(bb: Any) -> None:
    an_application(person(role="trader"))
    assert found(text="sargasso") == []


def test_a_case_is_found_by_the_number_of_its_permit(bb: Any) -> None:
    permit = issued(cast())
    assert found(text=permit.number.lower()) == [permit.application.reference]


def test_who_is_called_otherwise_is_found_by_the_new_name(bb: Any) -> None:
    application = sent()
    trader = application.applicant
    change_profile(person=trader, full_name="Rosalind Holder", language="en", phone="", organisation=None)
    assert index_the_rest() == 1
    assert found(text="holder") == [application.reference]
    assert found(text="gittens") == []
    assert index_the_rest() == 0


def test_nobody_is_found_by_the_name_of_a_person_that_was_forgotten(bb: Any) -> None:
    application = sent()
    do(application, "withdraw", application.applicant, {"reason": "Sold at home"})
    anonymise_person(person=application.applicant, actor=person("party_administrator"))
    index_the_rest()
    assert found(text="gittens") == []
    assert found(text="sargasso") == [application.reference]
