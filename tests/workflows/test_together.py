"""What cases can answer together is what some case of a few lines does answer."""

from collections.abc import Iterator, Mapping
from itertools import combinations_with_replacement, product

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.thorough import often
from workflows.checking.questions import AnyQuestion, GuardQuestion, Question, outcomes, questions_of
from workflows.checking.together import Together
from workflows.conditions import holds
from workflows.definition import Conditional
from workflows.facts import FactsOfCase

VALUES = {"living": ("yes", "no"), "kingdom": ("Animalia", "Plantae"), "class": ("Aves", "Reptilia", "Anthozoa")}
WHOLE = {"organisation": ("yes", "no")}
MOST_LINES = 4  # as many as there are questions: no answer needs more than one line of its own
TESTED = {"living": ("yes", "no"), "kingdom": ("Animalia", "Plantae"), "class": ("Aves", "Reptilia"), **WHOLE}


def rows(values: Mapping[str, tuple[str, ...]]) -> list[dict[str, str]]:
    return [dict(zip(values, row, strict=True)) for row in product(*values.values())]


def cases() -> Iterator[FactsOfCase]:
    for whole in rows(WHOLE):
        for number in range(1, MOST_LINES + 1):
            for lines in combinations_with_replacement(rows(VALUES), number):
                yield FactsOfCase(whole, lines)


CASES = list(cases())


@st.composite
def some_tests(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    names = draw(st.lists(st.sampled_from(sorted(TESTED)), unique=True, min_size=1, max_size=2))
    return {name: tuple(draw(st.sets(st.sampled_from(TESTED[name]), min_size=1))) for name in names}


conditionals = st.builds(
    lambda how, of: Conditional.model_validate({how: of}), st.sampled_from(["when", "only", "unless"]), some_tests()
)


@settings(max_examples=often(60), deadline=None)
@given(st.lists(conditionals, min_size=1, max_size=MOST_LINES), st.data())
def test_answers_are_allowed_together_where_some_case_gives_them(each: list[Conditional], data: st.DataObject) -> None:
    asked = [questions_of(one)[0] for one in each]
    wanted = [data.draw(st.booleans()) for _ in each]
    told: dict[AnyQuestion, bool] = {}
    for (question, holding), true in zip(asked, wanted, strict=True):
        told.setdefault(question, holding if true else not holding)
    given_by_some = any(
        all(
            (holds(one, case) is (told[question] is holding))
            for one, (question, holding) in zip(each, asked, strict=True)
        )
        for case in CASES
    )
    assert Together(list(told)).allow(told) is given_by_some  # type: ignore[arg-type]


LIVING = Question(False, frozenset({("living", frozenset({"yes"}))}))
ALL_DEAD = Question(True, frozenset({("living", frozenset({"no"}))}))
PAID = GuardQuestion("paid")


def test_what_one_answer_settles_is_not_asked_any_more() -> None:
    told = outcomes(lambda ask: (ask(LIVING), ask(ALL_DEAD)), {}, Together([LIVING, ALL_DEAD]).allow)
    assert sorted(told) == [(False, True), (True, False)]


def test_what_is_no_matter_of_facts_may_be_either() -> None:
    told = outcomes(lambda ask: (ask(LIVING), ask(PAID)), {LIVING: True}, Together([LIVING]).allow)
    assert sorted(told) == [(True, False), (True, True)]
