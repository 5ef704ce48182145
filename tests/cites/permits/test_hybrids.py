"""Hybrids of listed species: asked for their parents, in the Appendix of the stricter one, from the form to the permit."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cites.permits.documents.publishing import render_permit
from cites.permits.queries.answers import unanswered_on
from cites.permits.queries.applications import reasons_against
from cites.permits.queries.facts import line_facts
from cites.permits.queries.movements import Question, answered, faults_of
from cites.permits.rules.facts import LineFacts, ParentFacts, TradeFacts
from cites.permits.rules.hybrids import STRICTEST_FIRST, strictest
from cites.permits.rules.movements import Outcome, answer
from tests.factories.documents import text_of
from tests.factories.permits import SHELLS, an_application, cast, issued

DAY = date(2026, 6, 10)
MACAW = {**SHELLS, "taxon_code": "ARA-ARA", "term": "LIV", "quantity": 1, "source": "C", "unit": ""}
ORCHID = LineFacts(
    1, True, "Plantae", "I", "LIV", Decimal(1), "", "A", sources={"A": "Plantae", "W": ""}, hybrid=True,
    parents=(ParentFacts("Paphiopedilum delenatii", "I"), ParentFacts("Phalaenopsis amabilis", "II")),
)  # fmt: skip
SOLD = TradeFacts("", "BB", "US", "T", DAY)


def test_the_stricter_parent_decides_of_the_appendix(bb: Any) -> None:
    question = Question(taxon="Ara ararauna × Ara macao", exporter="BB", destination="JM", term="LIV", day=DAY)
    assert faults_of(question) == {}
    found = answered(question)
    assert (found.taxon.code, found.facts.appendix) == ("ARA-ARA", "I")
    assert "Ara macao, of Appendix I" in " ".join(map(str, found.answer.reasons))
    assert [each.code for each in found.answer.documents] == ["IMP", "EXP"]


def test_a_line_says_its_parents_and_takes_the_appendix_of_the_stricter(bb: Any) -> None:
    application = an_application(cast().trader, ({**MACAW, "answers": {"hybrid_parents": "Ara ararauna × A. macao"}},))
    (line,) = application.lines.all()
    assert line_facts(line, DAY).appendix == "I"
    assert "M-HYB-A" in {each.code for each in reasons_against(application, DAY)}


def test_a_parent_that_is_in_no_list_is_told_and_exempts_from_nothing(bb: Any) -> None:
    application = an_application(
        cast().trader, ({**MACAW, "answers": {"hybrid_parents": "Ara ararauna, Corvus corax"}},)
    )
    told = [each for each in reasons_against(application, DAY) if each.code == "M-HYB-A"]
    assert any("Corvus corax" in str(each) for each in told)
    assert line_facts(application.lines.get(), DAY).appendix == "II"


def test_a_hybrid_whose_name_tells_no_parents_has_to_say_them(bb: Any) -> None:
    application = an_application(cast().trader, ({**MACAW, "scientific_name": "Ara hybrid"},))
    (line,) = application.lines.all()
    line.scientific_name = "Ara hybrid"
    assert "hybrid_parents" in {each.name for each in unanswered_on(line, "EXP")}
    line.scientific_name = "Ara ararauna × Ara macao"
    assert "hybrid_parents" not in {each.name for each in unanswered_on(line, "EXP")}


def test_parents_are_printed_in_box_9(bb: Any) -> None:
    parents = {"hybrid_parents": "Ara ararauna × Ara severus"}
    permit = issued(cast(), ({**MACAW, "answers": parents},))
    assert "hybrid of Ara ararauna × Ara severus" in " ".join(text_of(render_permit(permit)).split())


def test_propagated_hybrids_of_appendix_i_plants_are_traded_with_a_certificate_of_propagation() -> None:
    found = answer(SOLD, ORCHID)
    assert [(each.code, *each.or_else) for each in found.documents] == [("ART", "EXP", "PHY")]
    assert "M-C/A" not in {each.code for each in found.reasons}
    assert answer(SOLD, replace(ORCHID, hybrid=False)).outcome is Outcome.NEEDED
    assert "M-C/A" in {each.code for each in answer(SOLD, replace(ORCHID, hybrid=False)).reasons}


def test_their_seeds_cut_flowers_and_cultures_need_nothing_and_those_of_wild_ones_do() -> None:
    for term in ("SEE", "FLO", "CUL"):
        assert answer(SOLD, replace(ORCHID, term=term)).outcome is Outcome.EXEMPT, term
        wild = replace(ORCHID, term=term, source="W")
        assert answer(replace(SOLD, purpose="S"), wild).outcome is Outcome.NEEDED, term


@given(st.lists(st.sampled_from(["", *STRICTEST_FIRST]), max_size=6), st.sampled_from(["", *STRICTEST_FIRST]))
def test_one_parent_more_never_makes_it_less_strict(appendices: list[str], more: str) -> None:
    order = [*STRICTEST_FIRST, ""]
    assert order.index(strictest([*appendices, more])) <= order.index(strictest(appendices))
